import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { recomputeAccountDays } from '../src/store/account-days';
import { activitySql, EVER } from '../src/store/activity-packs';
import { activityRows } from '../src/store/activity-rows';
import { usersWhoDid } from '../src/store/computed-properties';
import { refreshEngagement } from '../src/store/engagement-rows';
import { refreshEventDays } from '../src/store/event-days';
import { featuresOf, membershipsOf, membersOf } from '../src/store/queries/account-usage';
import { silentMrrOn } from '../src/store/queries/overview-money';
import { daysHeard, featureUse, trialDays, trialUse, trialUsers, usesByDay, userUse } from '../src/store/queries/prediction-history';
import { busiestUsers } from '../src/store/queries/priorities';
import { recountAccounts } from '../src/store/recount-accounts';
import { neighbourhood } from '../src/store/segment-neighbourhood';
import type { Needs } from '../src/store/segment-neighbourhood';
import { noteRecount, noteStale } from '../src/store/stale-accounts';
import { noteStaleBlocks } from '../src/store/stale-blocks';
import { sumsIn } from './stored-sums';

const byText = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

const NOBODY_ASKS = {
  propertied: [],
  ranked: [],
  firstSeen: true,
  usersEver: true,
  uses30: true,
  stages: false,
  outlook: false,
  usersOfAccounts: null,
  membershipsOfAccounts: null,
  accountsOfUsers: null,
  membershipsOfUsers: null,
  accountOfMemberships: null,
  userOfMemberships: null,
} as const;

/** What was done, as rows and packs say it together, and apart from the keys under which it lies. */
export async function activityIn(port: SqlPort): Promise<string[]> {
  const accounts = await idsIn(port, 'account');
  if (accounts.length === 0) return [];
  const rows = await port.query(sql`
    SELECT a.account_id, a.day, a.user_id, a.event_id, SUM(a.count) AS count FROM ${activitySql({ ...EVER, accounts })} a
    GROUP BY a.account_id, a.day, a.user_id, a.event_id`);
  const sums = new Map<string, number>();
  for (const { account_id, day, user_id, event_id, count } of rows)
    sums.set([account_id, day, user_id, event_id].map(Number).join(':'), Number(count));
  const read = new Map<string, number>();
  const all = accounts.map((accountId) => ({ ...EVER, accountId }));
  for await (const { account_id, day, user_id, event_id, count } of activityRows(port, all, sql`SELECT event_id FROM event_name`)) {
    const key = [account_id, day, user_id, event_id].join(':');
    read.set(key, (read.get(key) ?? 0) + count);
  }
  expect([...read].sort()).toEqual([...sums].sort());
  return [...sums].map((each) => each.join('=')).sort();
}

/** All that is computed of activity, computed anew, and every question that is put to it, over days that reach into packs. */
export async function readingsOf(port: SqlPort, today: number) {
  const [accounts, users, events] = [await idsIn(port, 'account'), await idsIn(port, 'app_user'), await idsIn(port, 'event_name')];
  const clock = () => 0;
  const days = await port.query(sql`SELECT account_id, first_day, last_day FROM membership`);
  const spans = accounts.map((accountId) => ({ accountId, first: today - 420, last: today }));
  await recomputeAccountDays(port, spans, today);
  await noteStale(port, accounts);
  await refreshEngagement({ sql: port, clock }, { today, deadline: 1 });
  await noteStaleBlocks(
    port,
    accounts.flatMap((accountId) => Array.from({ length: 6 }, (_, index) => ({ accountId, day: today - index * 90 }))),
  );
  await refreshEventDays({ sql: port, clock }, { deadline: 1 });
  const sums = await sumsIn(port);
  const packed = await port.query(sql`SELECT place, account_id, packed, uses FROM event_use ORDER BY 1, 2`);
  await noteRecount(port, accounts);
  await recountAccounts({ sql: port, clock, counted: () => Promise.resolve() }, { today, deadline: 1 });
  const recounted = await sumsIn(port);

  const trials = (await port.query(sql`SELECT account_id, trial_start_day FROM revenue_account WHERE trial_start_day IS NOT NULL`)).map(
    ({ account_id, trial_start_day }) => ({ accountId: Number(account_id), startDay: Number(trial_start_day) }),
  );
  const answers: Record<string, unknown> = {};
  for (const back of [45, 200, 420]) {
    const from = today - back;
    const stretches = { fromDay: from, toDay: today - 3, days: 28 };
    const needs: Needs = { ...NOBODY_ASKS, today, events, accountFrom: from, userFrom: from + 5, membershipFrom: from + 11 };
    const pairs = accounts.flatMap((accountId) => users.slice(0, 2).map((userId) => ({ accountId, userId })));
    const few = accounts.slice(0, 1);
    answers[back] = {
      features: byText(await featureUse(port, accounts, stretches)),
      users: byText(await userUse(port, accounts, stretches)),
      heard: byText(await daysHeard(port, accounts, stretches)),
      uses: await Promise.all(
        [true, false].map((byUser) =>
          usesByDay(port, {
            accountIds: accounts,
            eventIds: events,
            days: [
              { from, through: from + 40 },
              { from: from + 60, through: today },
            ],
            byUser,
          }),
        ),
      ),
      did: (
        await usersWhoDid(port, [
          { accounts, from, through: today, events },
          { accounts: few, from, through: from + 33, events: events.slice(0, 1) },
        ])
      ).map((each) => [...each].sort()),
      busiest: [...(await busiestUsers(port, accounts, from))].sort(),
      silent: [...(await silentMrrOn(port, {}, [from + 30, from + 60, from + 95]))].sort(),
      around: sumsOf([
        ...(await neighbourhood(port, { accounts: few, users: [], memberships: [] }, needs)),
        ...(await neighbourhood(port, { accounts: few, users: users.slice(0, 1), memberships: pairs }, needs)),
        ...(await neighbourhood(port, { accounts: [], users: users.slice(0, 2), memberships: pairs }, needs)),
      ]),
      details: await Promise.all(
        accounts.map(async (accountId) => [
          await featuresOf(port, { accountId, from, lookedBackTo: from - 60 }),
          await membersOf(port, { accountId, from, page: 0, pageSize: 20 }),
        ]),
      ),
      memberships: await Promise.all(users.map((userId) => membershipsOf(port, userId, from))),
    };
  }
  const begun = [await trialUse(port, trials, 30), await trialUsers(port, trials, 30), await trialDays(port, trials, 30)].map(byText);
  return { days, sums, packed, recounted, answers, begun };
}

/** Uses may come in pieces; whoever asks for them adds them up. */
function sumsOf(rows: Awaited<ReturnType<typeof neighbourhood>>): string[] {
  const sums = new Map<string, number>();
  const others: string[] = [];
  for (const row of rows) {
    if (row.what !== 'use') {
      others.push(JSON.stringify(row));
      continue;
    }
    const key = [row.account_id, row.user_id, row.a, row.b].join(':');
    sums.set(key, (sums.get(key) ?? 0) + row.c);
  }
  return [...others, ...[...sums].filter(([, count]) => count > 0).map((each) => each.join('='))].sort();
}

async function idsIn(port: SqlPort, table: 'account' | 'app_user' | 'event_name'): Promise<number[]> {
  const statements = {
    account: sql`SELECT account_id AS id FROM account ORDER BY 1`,
    app_user: sql`SELECT user_id AS id FROM app_user ORDER BY 1`,
    event_name: sql`SELECT event_id AS id FROM event_name ORDER BY 1`,
  };
  return (await port.query(statements[table])).map(({ id }) => Number(id));
}
