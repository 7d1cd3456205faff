import { useMemo } from 'react';
import type { AccountFilter } from '../../../src/contract/account-filter';
import type { ConsoleCall } from '../../../src/contract/console';
import type { AskInput, AskOutput } from './ask';
import { useAsk } from './ask-context';
import { goneName } from './beside';
import { type Loaded, useAnswer } from './use-answer';

export type OfSegment<T> = { readonly id: string; readonly name: string; readonly value: T };

/**
 * The same question of at most three segments, asked at once, with the segments' names. Each takes the place of the segments that are
 * filtered for; the rest of the filter stays. Keep `filter` and `ids` stable.
 */
export function useSegmentAnswers<C extends ConsoleCall>(
  call: C,
  inputOf: (filter: AccountFilter) => AskInput<C>,
  filter: AccountFilter,
  ids: readonly string[],
): { loaded: Loaded<readonly OfSegment<AskOutput<C>>[]>; retry: () => void } {
  const ask = useAsk();
  const inputs = useSame(ids.map((id) => inputOf({ ...filter, segment: [id] })));
  const first = useAnswer(ask, call, inputs[0] ?? null);
  const second = useAnswer(ask, call, inputs[1] ?? null);
  const third = useAnswer(ask, call, inputs[2] ?? null);
  const names = useAnswer(
    ask,
    'accountFilter',
    useMemo(() => (ids.length === 0 ? null : { filter }), [filter, ids]),
  );
  const asked = [first, second, third].slice(0, ids.length);
  const retry = (): void => {
    for (const each of [...asked, names]) each.retry();
  };
  const segments = valueOf(names.loaded)?.segments ?? null;
  const [one, two, three] = [valueOf(first.loaded), valueOf(second.loaded), valueOf(third.loaded)];
  const value = useMemo(
    () =>
      ids.flatMap((id, index): OfSegment<AskOutput<C>>[] => {
        const answer = [one, two, three][index] ?? null;
        if (answer === null || segments === null) return [];
        return [{ id, name: segments.find((segment) => segment.value === id)?.name ?? goneName(id), value: answer }];
      }),
    [ids, segments, one, two, three],
  );
  const refused = [...asked, names].flatMap(({ loaded }) => (loaded.kind === 'refused' ? [loaded.refusal] : []));
  if (refused[0] !== undefined) return { loaded: { kind: 'refused', refusal: refused[0] }, retry };
  const refreshing = asked.some(({ loaded }) => loaded.kind === 'ready' && loaded.refreshing);
  return { loaded: value.length < ids.length ? { kind: 'loading' } : { kind: 'ready', value, refreshing }, retry };
}

const valueOf = <T>(loaded: Loaded<T>): T | null => (loaded.kind === 'ready' ? loaded.value : null);

/** The same object as long as it says the same. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value);
  return useMemo(() => JSON.parse(text) as T, [text]);
}
