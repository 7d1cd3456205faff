import { useMemo } from 'react';
import type { PreviewAnswer } from '../../../../../src/contract/segments';
import type { Condition } from '../../../../../src/segments/condition';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Ask } from '../../../parts/ask';
import { type Loaded, useAnswer } from '../../../parts/use-answer';
import { useSettledText } from '../../../parts/use-settled-text';

/** Who would be in it: asked when the writing pauses; the answer to the last question wins. Null asks nothing. */
export function usePreview(
  ask: Ask,
  segmentId: number | null,
  kind: SubjectKind,
  condition: Condition | null,
): { readonly preview: Loaded<PreviewAnswer>; readonly retry: () => void } {
  const text = condition === null ? null : JSON.stringify({ kind, condition });
  const settled = useSettledText(text);
  const input = useMemo(
    () => (settled === null ? null : { segmentId, ...(JSON.parse(settled) as { kind: SubjectKind; condition: unknown }) }),
    [segmentId, settled],
  );
  const { loaded, retry } = useAnswer(ask, 'segmentPreview', text === null ? null : input);
  return { preview: loaded.kind === 'ready' && settled !== text ? { ...loaded, refreshing: true } : loaded, retry };
}
