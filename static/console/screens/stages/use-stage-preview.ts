import { useMemo } from 'react';
import type { StagePreviewAnswer } from '../../../../src/contract/stages';
import { useAsk } from '../../parts/ask-context';
import { type Loaded, useAnswer } from '../../parts/use-answer';
import { useSettledText } from '../../parts/use-settled-text';
import type { WrittenStage } from './stage-drafts';

/** How many accounts would be in each: asked when the writing pauses. Null asks nothing. */
export function useStagePreview(stages: readonly WrittenStage[] | null): {
  readonly preview: Loaded<StagePreviewAnswer>;
  readonly retry: () => void;
} {
  const text = stages === null ? null : JSON.stringify(stages);
  const settled = useSettledText(text);
  const input = useMemo(() => (settled === null ? null : { stages: JSON.parse(settled) as WrittenStage[] }), [settled]);
  const { loaded, retry } = useAnswer(useAsk(), 'stagePreview', text === settled ? input : null);
  return { preview: loaded, retry };
}
