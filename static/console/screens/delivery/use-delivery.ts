import { useCallback, useMemo, useState } from 'react';
import type { DeliveryReport, LettersPage, LettersRequest } from '../../../../src/contract/delivery';
import type { Ask } from '../../parts/ask';
import { type Loaded, useAnswer } from '../../parts/use-answer';
import { type DeliveryQuery, lettersInput } from './query';

type DeliveryData = {
  readonly report: Loaded<DeliveryReport>;
  /** The letters: from the report's own answer until its reader filters or pages. */
  readonly letters: Loaded<LettersPage>;
  readonly retryLetters: () => void;
  /** Asks for everything that is shown again. */
  readonly refresh: () => void;
};

/** One call when the screen opens or the range changes; one smaller call when only the letters change. */
export function useDelivery(ask: Ask, query: DeliveryQuery): DeliveryData {
  const { days, state, destination, page } = query;
  const listed = useMemo<LettersRequest>(() => lettersInput({ state, destination, page }), [state, destination, page]);
  const [first] = useState(listed);
  const { loaded: report, retry: retryReport } = useAnswer(
    ask,
    'delivery',
    useMemo(() => ({ days, letters: first }), [days, first]),
  );
  const isFirst = JSON.stringify(listed) === JSON.stringify(first);
  const { loaded: list, retry: retryList } = useAnswer(ask, 'letters', isFirst ? null : listed);
  const refresh = useCallback(() => {
    retryReport();
    retryList();
  }, [retryReport, retryList]);
  const fallback = report.kind === 'ready' ? { value: report.value.letters, refreshing: report.refreshing } : null;
  return { report, letters: pickLetters(list, fallback), retryLetters: retryList, refresh };
}

/** While the first filtered answer is on its way, the rows that are already there stay, marked as refreshing. */
function pickLetters(list: Loaded<LettersPage>, fallback: { value: LettersPage; refreshing: boolean } | null): Loaded<LettersPage> {
  if (list.kind === 'idle') return fallback === null ? { kind: 'idle' } : { kind: 'ready', ...fallback };
  if (list.kind === 'loading' && fallback !== null) return { kind: 'ready', value: fallback.value, refreshing: true };
  return list;
}
