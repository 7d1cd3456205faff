import type { AccountFilter } from '../contract/account-filter';
import type { WeekChange, WeekChanges } from '../contract/week-changes';
import { dayFromNumber } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { mrrMoved, newlySilent, trialsTookOff, useMoved } from '../store/queries/week-changes';
import type { MrrMoved, NewlySilent, TrialTookOff, UseMoved } from '../store/queries/week-changes';

/** Of each kind so many are told. */
const TOLD = 3;
/** So many are read: some are told elsewhere. */
const READ = 2 * TOLD;
const WEEK_DAYS = 7;

/** Each the largest first. */
export type WeekRows = {
  readonly mrrUp: readonly MrrMoved[];
  readonly mrrDown: readonly MrrMoved[];
  readonly useUp: readonly UseMoved[];
  readonly useDown: readonly UseMoved[];
  readonly silent: readonly NewlySilent[];
  readonly trials: readonly TrialTookOff[];
};

/** What changed in the seven whole days before `today`. Reads a handful of rows of each kind, whatever there is. */
export async function weekChanges(sqlPort: SqlPort, filter: AccountFilter, today: number): Promise<WeekChanges> {
  const lastDay = today - 1;
  const asked = { filter, limit: READ, lastDay };
  const [mrrUp, mrrDown, useUp, useDown, silent, trials] = await Promise.all([
    mrrMoved(sqlPort, asked, true),
    mrrMoved(sqlPort, asked, false),
    useMoved(sqlPort, asked, true),
    useMoved(sqlPort, asked, false),
    newlySilent(sqlPort, asked),
    trialsTookOff(sqlPort, asked),
  ]);
  return ranked({ mrrUp, mrrDown, useUp, useDown, silent, trials }, lastDay);
}

/**
 * Money first, then what will be money, then use. An account is told of once on each side: where its MRR moved, its use is evidence for
 * that; a trial that took off is no gain of use beside.
 */
export function ranked({ mrrUp, mrrDown, useUp, useDown, silent, trials }: WeekRows, lastDay: number): WeekChanges {
  return {
    fromDay: dayFromNumber(lastDay - WEEK_DAYS + 1),
    toDay: dayFromNumber(lastDay),
    better: oneEach([
      mrrUp.map((row) => moneyChange('mrr-up', row, useUp)),
      trials.map((row) => ({ kind: 'trial', ...named(row), trialDay: lastDay - row.start_day + 1, ...usersOf(row) })),
      useUp.map((row) => ({ kind: 'use-up', ...named(row), mrrCents: row.mrr_cents, ...usersOf(row) })),
    ]),
    worse: oneEach([
      mrrDown.map((row) => moneyChange('mrr-down', row, useDown)),
      silent.map((row) => ({
        kind: 'silent',
        ...named(row),
        mrrCents: row.mrr_cents,
        lastActiveDay: dayFromNumber(row.last_active_day),
        users30: row.users30,
      })),
      useDown.map((row) => ({ kind: 'use-down', ...named(row), mrrCents: row.mrr_cents, ...usersOf(row) })),
    ]),
  };
}

function oneEach(kinds: readonly (readonly WeekChange[])[]): WeekChange[] {
  const told = new Set<number>();
  return kinds.flatMap((changes) => {
    const kept = changes.filter(({ accountId }) => !told.has(accountId)).slice(0, TOLD);
    for (const { accountId } of kept) told.add(accountId);
    return kept;
  });
}

function moneyChange(kind: 'mrr-up' | 'mrr-down', row: MrrMoved, used: readonly UseMoved[]): WeekChange {
  const use = used.find(({ account_id }) => account_id === row.account_id);
  return {
    kind,
    ...named(row),
    day: dayFromNumber(row.day),
    movedCents: row.moved_cents,
    beforeCents: row.before_cents,
    afterCents: row.after_cents,
    isReturning: row.returned_cents > 0,
    use: use === undefined ? null : usersOf(use),
  };
}

const named = (row: { readonly account_id: number; readonly company: string; readonly app: string }) => ({
  accountId: row.account_id,
  company: row.company,
  app: row.app,
});

const usersOf = (row: { readonly users: number; readonly users_before: number }) => ({
  users: row.users,
  usersBefore: row.users_before,
});
