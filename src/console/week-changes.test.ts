import { dayNumber } from '../platform/days';
import { ranked } from './week-changes';
import type { WeekRows } from './week-changes';

const lastDay = dayNumber('2028-03-02');
const nothing: WeekRows = { mrrUp: [], mrrDown: [], useUp: [], useDown: [], silent: [], trials: [] };
const named = (account_id: number) => ({ account_id, company: `Company ${String(account_id)}`, app: 'app' });
const moved = (account_id: number, before_cents: number, after_cents: number) => ({
  ...named(account_id),
  day: dayNumber('2028-02-29'),
  moved_cents: after_cents - before_cents,
  returned_cents: 0,
  before_cents,
  after_cents,
});
const used = (account_id: number, users_before: number, users: number) => ({ ...named(account_id), mrr_cents: 100, users, users_before });
const told = (changes: readonly { readonly kind: string; readonly accountId: number }[]) =>
  changes.map(({ kind, accountId }) => `${kind} ${String(accountId)}`);

test('seven whole days, across a leap day', () => {
  expect(ranked(nothing, lastDay)).toEqual({ fromDay: '2028-02-25', toDay: '2028-03-02', better: [], worse: [] });
});

test('money first, then what will be money, then use; three of each, the largest first', () => {
  const { better, worse } = ranked(
    {
      mrrUp: [moved(1, 0, 900), moved(2, 0, 800), moved(3, 0, 700), moved(4, 0, 600)],
      trials: [{ ...named(5), start_day: lastDay - 9, users: 9, users_before: 2 }],
      useUp: [used(6, 0, 9), used(7, 0, 8), used(8, 0, 7), used(9, 0, 6)],
      mrrDown: [moved(10, 900, 0)],
      silent: [{ ...named(11), mrr_cents: 500, last_active_day: dayNumber('2028-02-01'), users30: 4 }],
      useDown: [used(12, 9, 1)],
    },
    lastDay,
  );
  expect(told(better)).toEqual(['mrr-up 1', 'mrr-up 2', 'mrr-up 3', 'trial 5', 'use-up 6', 'use-up 7', 'use-up 8']);
  expect(told(worse)).toEqual(['mrr-down 10', 'silent 11', 'use-down 12']);
  expect(better[3]).toMatchObject({ trialDay: 10, users: 9, usersBefore: 2 });
  expect(worse[1]).toMatchObject({ mrrCents: 500, lastActiveDay: '2028-02-01', users30: 4 });
});

test('an account is told of once: its use is evidence for its money, and the next one takes the place', () => {
  const { better, worse } = ranked(
    {
      ...nothing,
      mrrUp: [moved(1, 0, 900)],
      trials: [{ ...named(2), start_day: lastDay, users: 9, users_before: 0 }],
      useUp: [used(2, 0, 9), used(1, 2, 8), used(3, 0, 5), used(4, 0, 4), used(5, 0, 3)],
      mrrDown: [moved(6, 900, 0)],
      useDown: [used(6, 9, 1)],
    },
    lastDay,
  );
  expect(told(better)).toEqual(['mrr-up 1', 'trial 2', 'use-up 3', 'use-up 4', 'use-up 5']);
  expect(better[0]).toMatchObject({ use: { users: 8, usersBefore: 2 }, movedCents: 900 });
  expect(told(worse)).toEqual(['mrr-down 6']);
  expect(worse[0]).toMatchObject({ use: { users: 1, usersBefore: 9 } });
});
