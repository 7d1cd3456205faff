import { useEffect, useMemo, useState } from 'react';
import type { PreviewAnswer } from '../../../../../src/contract/segments';
import type { Condition } from '../../../../../src/segments/condition';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Ask } from '../../../parts/ask';
import { type Loaded, useAnswer } from '../../../parts/use-answer';

const PAUSE_MS = 400;

/** Who would be in it: asked when the writing pauses; the answer to the last question wins. Null asks nothing. */
export function usePreview(
  ask: Ask,
  segmentId: number | null,
  kind: SubjectKind,
  condition: Condition | null,
): { readonly preview: Loaded<PreviewAnswer>; readonly retry: () => void } {
  const text = condition === null ? null : JSON.stringify(condition);
  const [settled, setSettled] = useState<{ readonly kind: SubjectKind; readonly text: string | null }>({ kind, text });
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled({ kind, text });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [kind, text]);
  const input = useMemo(
    () => (settled.text === null ? null : { segmentId, kind: settled.kind, condition: JSON.parse(settled.text) as unknown }),
    [segmentId, settled.kind, settled.text],
  );
  const { loaded, retry } = useAnswer(ask, 'segmentPreview', text === null ? null : input);
  const isBehind = settled.kind !== kind || settled.text !== text;
  return { preview: loaded.kind === 'ready' && isBehind ? { ...loaded, refreshing: true } : loaded, retry };
}
