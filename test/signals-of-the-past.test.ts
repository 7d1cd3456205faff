import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import type { AsOf } from '../src/prediction/as-of';
import { drawsFrom } from '../src/prediction/random';
import { askedColumns, readPast } from '../src/profiles/predictions/asked-columns';
import { ruleOf } from '../src/profiles/predictions/written-rule';
import type { Condition } from '../src/segments/condition';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { saveStageSet } from '../src/store/stage-set';
import { noteStages } from '../src/store/stage-entries';

const LOOK = dayNumber('2028-03-01');
const TICKED = 1;
const ALIVE = 2;
const OPENED = 3;
const NAMES = new Map([
  [TICKED, 'Item Ticked'],
  [ALIVE, 'Site Observed'],
  [OPENED, 'Board Opened'],
]);

type Use = { readonly account: number; readonly user: number; readonly day: number; readonly event: number; readonly count: number };

async function storeOf(uses: readonly Use[], began: ReadonlyMap<number, { readonly trial?: number; readonly paid?: readonly number[] }>) {
  const engine = openSqlite(':memory:');
  const port = portsOver(engine);
  await migrate(port, vendorMigrations);
  for (const [event, name] of NAMES)
    await port.sql.write(sql`INSERT INTO event_name (event_id, name, feature) VALUES (${event}, ${name}, ${event === TICKED ? 1 : 0})`);
  for (const [account, { trial = null, paid = [] }] of began) {
    await port.sql.write(
      sql`INSERT INTO account (account_id, natural_key, app_key) VALUES (${account}, ${`key-${String(account)}`}, 'app')`,
    );
    await port.sql.write(sql`
      INSERT INTO revenue_account (account_id, app, customer, root_id, first_paid_day, trial_start_day)
      VALUES (${account}, 'app', ${String(account)}, ${account}, ${paid[0] ?? null}, ${trial})`);
    for (const day of paid)
      await port.sql.write(sql`
        INSERT INTO revenue_span (account_id, start_day, end_day, customer_cents, net_cents, line_ids, seats)
        VALUES (${account}, ${day}, ${day + 100}, 1000, 1000, '', 10)`);
  }
  for (const { account, user, day, event, count } of uses)
    await port.sql.write(
      sql`INSERT INTO activity (account_id, day, user_id, event_id, count) VALUES (${account}, ${day}, ${user}, ${event}, ${count})`,
    );
  const people = new Map<string, Use>();
  for (const use of uses) {
    const key = `${String(use.account)} ${String(use.user)}`;
    if (use.user > 0 && use.day <= (people.get(key)?.day ?? Infinity)) people.set(key, use);
  }
  for (const { account, user, day } of people.values())
    await port.sql.write(
      sql`INSERT INTO membership (account_id, user_id, first_day, last_day) VALUES (${account}, ${user}, ${day}, ${LOOK})`,
    );
  return { port: port.sql, close: () => Promise.resolve(engine.close()) };
}

/** Looks at accounts, of which nothing else is known. */
const looksAt = (rows: readonly (readonly [account: number, look: number])[]): AsOf => ({
  table: { rows: rows.length, columns: [] },
  outcome: new Uint8Array(rows.length),
  account: Int32Array.from(rows, ([account]) => account),
  period: Int32Array.from(rows, ([, look]) => look),
  daysAhead: new Int32Array(rows.length),
  remarks: [],
});

/** A sign of life every fifth day of [from, to). */
const heard = (account: number, from: number, to = LOOK + 60): Use[] =>
  Array.from({ length: Math.ceil((to - from) / 5) }, (_, index) => ({ account, user: 0, day: from + index * 5, event: ALIVE, count: 1 }));
const ticked = (account: number, ...days: readonly number[]): Use[] =>
  days.map((day) => ({ account, user: 7, day, event: TICKED, count: 1 }));
const did = (more: Partial<Condition & { type: 'event' }> = {}): Condition => ({
  type: 'event',
  event: 'Item Ticked',
  where: [],
  measure: 'times',
  count: { test: 'atLeast', n: 1 },
  within: { type: 'lastDays', days: 7 },
  ...more,
});

async function answers(port: Parameters<typeof askedColumns>[0], condition: Condition, rows: Parameters<typeof looksAt>[0]) {
  const written = ruleOf(condition, [], await readPast(port));
  if (!written.ok) throw new Error(JSON.stringify(written.problems));
  const [column] = await askedColumns(port, looksAt(rows), [written.rule]);
  return [...(column?.values ?? [])];
}

test('what is done on the day of a look or later does not reach it, and what was not observed counts neither way', async () => {
  const began = LOOK - 200;
  const { port, close } = await storeOf(
    [
      ...[1, 2, 3, 4].flatMap((account) => heard(account, began)),
      ...ticked(1, LOOK - 1),
      ...ticked(2, LOOK - 7),
      // The leak: on the day itself, and after.
      ...ticked(3, LOOK - 8, LOOK, LOOK + 1, LOOK + 30),
      // Reports nothing for ten days of the window.
      ...heard(5, began, LOOK - 10),
      ...ticked(5, LOOK - 11),
      // Began to report only days before the look, long after it began to pay; and one that is as young as its reports.
      ...heard(6, LOOK - 3),
      ...heard(7, LOOK - 3),
    ],
    new Map([...[1, 2, 3, 4, 5, 6].map((account) => [account, { paid: [began] }] as const), [7, { paid: [LOOK - 3] }]]),
  );
  const rows = [1, 2, 3, 4, 5, 6, 7].map((account) => [account, LOOK] as const);
  expect(await answers(port, did(), rows)).toEqual([1, 1, 0, 0, NaN, NaN, 0]);
  expect(await answers(port, did({ within: { type: 'lastDays', days: 30 } }), rows)).toEqual([1, 1, 1, 0, NaN, NaN, 0]);
  expect(await answers(port, did({ count: { test: 'none' } }), rows)).toEqual([0, 0, 1, 1, NaN, NaN, 1]);
  // A look later, the same day is known.
  expect(
    await answers(port, did(), [
      [3, LOOK + 1],
      [3, LOOK + 8],
      [3, LOOK + 9],
    ]),
  ).toEqual([1, 1, 0]);
  // The first time of all lies before, wherever else it was done since.
  expect(await answers(port, { type: 'firstTime', event: 'Item Ticked', within: { type: 'lastDays', days: 7 } }, rows)).toEqual([
    1,
    1,
    0,
    0,
    NaN,
    NaN,
    0,
  ]);
  await close();
});

test('counts of events, days and users at random looks are those of counting by hand', async () => {
  const draw = drawsFrom(20_028);
  const upTo = (most: number): number => Math.floor(draw() * most);
  const accounts = Array.from({ length: 12 }, (_, index) => index + 1);
  const began = LOOK - 150;
  const uses = accounts.flatMap((account) => [
    ...heard(account, began, account % 4 === 0 ? LOOK - 60 : LOOK + 60),
    ...Array.from({ length: 150 }, (_, at): Use[] => {
      const use = { account, day: began + at, event: draw() < 0.7 ? TICKED : OPENED, count: 1 + upTo(3) };
      return draw() < 0.25 ? [{ ...use, user: 1 + upTo(4) }] : [];
    }).flat(),
  ]);
  const { port, close } = await storeOf(uses, new Map(accounts.map((account) => [account, { paid: [began] }])));
  const rows = accounts.flatMap((account) => [LOOK, LOOK - 30, LOOK - 60, LOOK - 90].map((look) => [account, look] as const));

  const isHeard = (account: number, from: number, to: number): boolean => {
    const days = new Set(uses.filter((use) => use.account === account).map(({ day }) => day));
    for (let day = Math.max(began, from - 7), gap = 0; day < to; day += 1) {
      gap = days.has(day) ? 0 : gap + 1;
      if (gap >= 8 && day >= from) return false;
    }
    return true;
  };
  for (let round = 0; round < 40; round += 1) {
    const [days, n, isDays] = [1 + upTo(45), upTo(6), draw() < 0.5];
    const test = (['atLeast', 'atMost', 'exactly', 'none'] as const)[upTo(4)] ?? 'none';
    const count = test === 'none' ? { test } : { test, n };
    const fits = (sum: number): boolean =>
      test === 'none' ? sum === 0 : test === 'atLeast' ? sum >= n : test === 'atMost' ? sum <= n : sum === n;
    const users = 1 + upTo(3);
    const own = did({ count, measure: isDays ? 'days' : 'times', within: { type: 'lastDays', days } });
    const ofUsers: Condition = { type: 'related', relation: 'memberships', count: { test: 'atLeast', n: users }, where: own };
    const counted = (some: readonly Use[]): number =>
      isDays ? new Set(some.map(({ day }) => day)).size : some.reduce((sum, use) => sum + use.count, 0);
    const byHand = rows.map(([account, look]) => {
      if (!isHeard(account, look - days, look)) return [NaN, NaN];
      const before = uses.filter((use) => use.account === account && use.day < look);
      const inWindow = before.filter((use) => use.day >= look - days && use.event === TICKED);
      const people = [...new Set(before.map(({ user }) => user))].filter((user) => user > 0);
      const many = people.filter((user) => fits(counted(inWindow.filter((use) => use.user === user)))).length;
      return [fits(counted(inWindow)) ? 1 : 0, many >= users ? 1 : 0];
    });
    expect(await answers(port, own, rows)).toEqual(byHand.map(([whole]) => whole));
    expect(await answers(port, ofUsers, rows)).toEqual(byHand.map(([, some]) => some));
  }
  await close();
});

test('stages by licence are those that sales tell: since when an account pays, and when its trial began', async () => {
  const { port, close } = await storeOf(
    [],
    new Map([
      [1, { trial: LOOK - 400, paid: [LOOK - 370, LOOK - 270, LOOK - 170, LOOK - 70] }],
      // Left for a time and came back.
      [2, { trial: LOOK - 400, paid: [LOOK - 370, LOOK - 40] }],
      [3, { trial: LOOK - 14 }],
    ]),
  );
  const rows = [1, 2, 3].map((account) => [account, LOOK] as const);
  const paying = (days: number): Condition => ({ type: 'stage', stages: [], kinds: ['paying'], days: { test: 'atLeast', n: days } });
  expect(await answers(port, { type: 'stage', stages: ['Paying'], kinds: [], days: null }, rows)).toEqual([1, 1, 0]);
  // On the evening before the look it is 369 days since the first began to pay.
  expect(await answers(port, paying(369), rows)).toEqual([1, 0, 0]);
  expect(await answers(port, paying(370), rows)).toEqual([0, 0, 0]);
  expect(await answers(port, paying(39), rows)).toEqual([1, 1, 0]);
  expect(await answers(port, { type: 'stageEntered', stage: 'Paying', within: { type: 'lastDays', days: 60 } }, rows)).toEqual([0, 1, 0]);
  expect(await answers(port, { type: 'stageEntered', stage: 'Evaluation', within: { type: 'lastDays', days: 14 } }, rows)).toEqual([
    0, 0, 1,
  ]);
  const lapsed = ruleOf({ type: 'stageEntered', stage: 'Lapsed', within: { type: 'lastDays', days: 60 } }, [], await readPast(port));
  expect(lapsed).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/told by sales/) as string }] });
  await close();
});

test('stages by rules are known from the day on which the store wrote them down, and never from before', async () => {
  const { port, close } = await storeOf([], new Map([1, 2, 3].map((account) => [account, { paid: [LOOK - 400] }])));
  const rule: Condition = { type: 'property', property: 'seats', operator: 'hasValue', value: null };
  await saveStageSet(port, 0, {
    movesNobody: false,
    former: [],
    turned: [],
    stages: [
      { key: 'Big', name: 'Large', kind: 'paying', ruleId: 1, rule },
      { key: 'Small', name: 'Small', kind: 'paying', ruleId: 2, rule },
    ],
  });
  await noteStages(port, [{ accountId: 1, day: LOOK - 50, stage: 'Big' }], LOOK - 50);
  // The leak: written down after the look, of a day before it.
  await noteStages(port, [{ accountId: 2, day: LOOK - 300, stage: 'Big' }], LOOK + 10);
  await noteStages(
    port,
    [
      { accountId: 3, day: LOOK - 90, stage: 'Big' },
      { accountId: 3, day: LOOK - 20, stage: 'Small' },
    ],
    LOOK - 20,
  );
  const rows = [1, 2, 3].map((account) => [account, LOOK] as const);
  const inStage = (stage: string): Condition => ({ type: 'stage', stages: [stage], kinds: [], days: null });
  expect(await answers(port, inStage('Big'), rows)).toEqual([1, NaN, 0]);
  expect(await answers(port, { type: 'stage', stages: ['Small'], kinds: [], days: { test: 'atLeast', n: 19 } }, rows)).toEqual([0, NaN, 1]);
  expect(
    await answers(port, inStage('Big'), [
      [2, LOOK + 10],
      [2, LOOK + 11],
      [3, LOOK - 20],
    ]),
  ).toEqual([NaN, 1, NaN]);
  // Whether the first one was small before the store knew of it, nobody knows.
  expect(await answers(port, { type: 'stageEntered', stage: 'Small', within: { type: 'lastDays', days: 30 } }, rows)).toEqual([
    NaN,
    NaN,
    1,
  ]);
  await close();
});
