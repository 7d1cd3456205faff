import { dayFromNumber, dayNumber } from '../../platform/days';
import type { AsOf } from '../../prediction/as-of';
import { firingOf } from '../../prediction/condition';
import { weightsByPeriod } from '../../prediction/impact';
import type { KeptSignal } from './signals-kept';

/** The same looks, told apart by their month: trials are looked at on any day. */
export const byMonth = (cases: AsOf): AsOf => ({
  ...cases,
  period: cases.period.map((day) => dayNumber(`${dayFromNumber(day).slice(0, 7)}-01`)),
});

/** The same signals with what each weighs beside the others, by month; what was rejected weighs nothing. */
export function withWeights(signals: readonly KeptSignal[], cases: AsOf): KeptSignal[] {
  const weighed = signals.filter(({ state }) => state !== 'rejected');
  const weights = weightsByPeriod(
    weighed.map(({ body }) => firingOf(body.condition, cases.table)),
    cases,
  );
  return signals.map((signal) => {
    const place = weighed.indexOf(signal);
    const months = signal.body.months.map((month) => ({ ...month, weight: place < 0 ? null : (weights.get(month.day)?.[place] ?? null) }));
    return { ...signal, body: { ...signal.body, months } };
  });
}
