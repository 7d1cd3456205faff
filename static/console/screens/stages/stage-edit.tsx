import { useMemo } from 'react';
import { useAsk } from '../../parts/ask-context';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import '../../style/segments.css';
import '../../style/stages.css';
import { StageEditor } from './stage-editor';

/** The stages, their order and their rules, to be changed. */
export function StageEdit() {
  const { loaded, retry } = useAnswer(
    useAsk(),
    'stageRules',
    useMemo(() => ({}), []),
  );
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Change stages" />;
    case 'refused':
      return <RefusedScreen title="Change stages" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready':
      return <StageEditor key={loaded.value.version} answer={loaded.value} />;
  }
}
