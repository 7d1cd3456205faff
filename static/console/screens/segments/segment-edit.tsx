import { useMemo } from 'react';
import type { BuilderAnswer } from '../../../../src/contract/segments';
import { Condition } from '../../../../src/segments/condition';
import { SubjectKind } from '../../../../src/segments/value';
import { useAsk } from '../../parts/ask-context';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace } from '../../parts/use-hash';
import { type Begin, Builder } from './builder/builder';
import { editable, emptyGroup } from './builder/draft';
import { knownFrom } from './builder/wire-catalogue';
import { NoSegment } from './no-segment';

/** A new segment, from nothing, a template or another one, or one that is changed. */
export function SegmentEdit() {
  const { params } = usePlace();
  const [id, copy, template] = [idOf(params.get('id')), idOf(params.get('copy')), params.get('template')];
  const input = useMemo(() => ({ segmentId: id ?? copy, template: id === null && copy === null ? template : null }), [id, copy, template]);
  const { loaded, retry } = useAnswer(useAsk(), 'segmentBuilder', input);
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Segment" />;
    case 'refused':
      return <RefusedScreen title="Segment" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready': {
      // What answers an earlier question is another segment.
      if (loaded.refreshing) return <ScreenSkeleton title="Segment" />;
      const isNew = input.segmentId === null && input.template === null;
      if (loaded.value.begin === null && !isNew) return <NoSegment />;
      return (
        <Begun
          key={JSON.stringify(input)}
          answer={loaded.value}
          segmentId={id}
          isCopy={id === null && copy !== null}
          kind={SubjectKind.catch('account').parse(params.get('kind'))}
        />
      );
    }
  }
}

const idOf = (text: string | null): number | null => {
  const id = Number(text ?? '');
  return Number.isSafeInteger(id) && id > 0 ? id : null;
};

type BegunProps = {
  readonly answer: BuilderAnswer;
  readonly segmentId: number | null;
  readonly isCopy: boolean;
  readonly kind: SubjectKind;
};

function Begun({ answer, segmentId, isCopy, kind }: BegunProps) {
  const known = useMemo(() => {
    const all = knownFrom(answer.catalogue);
    // Nobody can be in a segment because of being in it.
    return { ...all, segments: new Map([...all.segments].filter(([id]) => id !== String(segmentId))) };
  }, [answer, segmentId]);
  const begin = useMemo((): Begin => {
    const { begin: from } = answer;
    if (from === null) return { name: '', description: '', kind, told: false, tag: '', group: emptyGroup(kind) };
    const condition = Condition.safeParse(from.condition);
    const group = condition.success ? editable(condition.data) : emptyGroup(from.kind);
    return {
      name: isCopy ? `${from.name} (copy)`.slice(0, 200) : from.name,
      description: from.description,
      kind: from.kind,
      told: from.told,
      // Of a copy the members carry it already.
      tag: isCopy ? '' : (from.tag ?? ''),
      group,
    };
  }, [answer, isCopy, kind]);
  return <Builder known={known} begin={begin} segmentId={segmentId} today={answer.asOfDay} />;
}
