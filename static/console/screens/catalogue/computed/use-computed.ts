import { useCallback, useMemo } from 'react';
import type { ComputedAnswer, ComputedPreview, ComputedRow, ReadyMadeRow } from '../../../../../src/contract/computed';
import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Ask, AskInput } from '../../../parts/ask';
import { type Loaded, useAnswer } from '../../../parts/use-answer';
import { useSettledText } from '../../../parts/use-settled-text';

type Draft = { readonly kind: SubjectKind; readonly key: string | null; readonly definition: ComputedDefinition };

/** Each change gives what went wrong in words, or null. */
export type Computed = {
  readonly answer: ComputedAnswer;
  readonly save: (draft: Draft & { readonly label: string; readonly description: string }) => Promise<string | null>;
  readonly add: (row: ReadyMadeRow) => Promise<string | null>;
  readonly remove: (row: Pick<ComputedRow, 'kind' | 'key'>) => Promise<string | null>;
};

const NONE: ComputedAnswer = { computed: [], readyMade: [] };

/** Definitions beside the catalogue. `onChanged`: the catalogue is another one now. */
export function useComputed(ask: Ask, onChanged: () => void): Computed {
  const { loaded, retry } = useAnswer(
    ask,
    'computedProperties',
    useMemo(() => ({}), []),
  );
  const changed = useCallback((): null => {
    retry();
    onChanged();
    return null;
  }, [retry, onChanged]);
  const save: Computed['save'] = useCallback(
    async (draft) => {
      const answer = await ask('computedSave', draft);
      if (!answer.ok) return answer.message;
      return 'problem' in answer.value ? answer.value.problem : changed();
    },
    [ask, changed],
  );
  const add: Computed['add'] = useCallback(
    async ({ kind, key }) => {
      const answer = await ask('computedAdd', { kind, key });
      if (!answer.ok) return answer.message;
      return 'problem' in answer.value ? answer.value.problem : changed();
    },
    [ask, changed],
  );
  const remove: Computed['remove'] = useCallback(
    async ({ kind, key }) => {
      const answer = await ask('computedRemove', { kind, key });
      return answer.ok ? changed() : answer.message;
    },
    [ask, changed],
  );
  return { answer: loaded.kind === 'ready' ? loaded.value : NONE, save, add, remove };
}

/** What a draft would give: asked when the writing pauses; the answer to the last question wins. Null asks nothing. */
export function useComputedPreview(
  ask: Ask,
  draft: Draft | null,
): { readonly preview: Loaded<ComputedPreview>; readonly retry: () => void } {
  const text = draft === null ? null : JSON.stringify(draft);
  const settled = useSettledText(text);
  const input = useMemo(() => (settled === null ? null : (JSON.parse(settled) as AskInput<'computedPreview'>)), [settled]);
  const { loaded, retry } = useAnswer(ask, 'computedPreview', text === null ? null : input);
  return { preview: loaded.kind === 'ready' && settled !== text ? { ...loaded, refreshing: true } : loaded, retry };
}
