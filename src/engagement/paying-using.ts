import { usersSeen } from './seat-use';
import { accountsUsing } from './accounts-using';
import type { Series } from './series';

/** Declining: a fifth fewer users than 30 days before, or less; growing: a fifth more, or more. Silent: it reports, and nobody used a feature in 30 days. */
export const USES = ['growing', 'steady', 'declining', 'silent', 'notObserved'] as const;
export type Use = (typeof USES)[number];

export type PayingAccount = {
  readonly accountId: number;
  /** MRR in cents; 0 for one that does not pay. */
  readonly mrrCents: number;
  /** It reports at all. Of one that does not, nothing is known about use. */
  readonly observed: boolean;
};

export type PayingUsingCell = { readonly accounts: number; readonly mrrCents: number };
export type PayingUsing = Readonly<Record<'paying' | 'unpaid', Readonly<Record<Use, PayingUsingCell>>>>;

const WINDOW_DAYS = 30;
const MARGIN = 0.2;

/** Each account in one cell, with its money, as of a day. */
export function payingUsing(series: Series, day: number, accounts: readonly PayingAccount[]): PayingUsing {
  const row = (): Record<Use, { accounts: number; mrrCents: number }> => {
    const cell = () => ({ accounts: 0, mrrCents: 0 });
    return { growing: cell(), steady: cell(), declining: cell(), silent: cell(), notObserved: cell() };
  };
  const cells = { paying: row(), unpaid: row() };
  const useOf = useOn(series, day);
  for (const { accountId, mrrCents, observed } of accounts) {
    const cell = cells[mrrCents > 0 ? 'paying' : 'unpaid'][observed ? useOf(accountId) : 'notObserved'];
    cell.accounts += 1;
    cell.mrrCents += mrrCents;
  }
  return cells;
}

/** The use of an observed account as of a day. */
export function useOn(series: Series, day: number): (accountId: number) => Exclude<Use, 'notObserved'> {
  const eventIds = series.activity.events.map(({ id }) => id);
  const using = accountsUsing(series, eventIds, day - WINDOW_DAYS + 1, day + 1);
  return (accountId) => {
    if (!using.has(accountId)) return 'silent';
    const [now, before] = [usersSeen(series, accountId, day), usersSeen(series, accountId, day - WINDOW_DAYS)];
    if (now <= before * (1 - MARGIN) && now < before) return 'declining';
    return now >= before * (1 + MARGIN) && now > before ? 'growing' : 'steady';
  };
}
