import fc from 'fast-check';
import { accountHealth, healthAccounts, healthBoard } from '../src/console/health';
import { dropHealthRules, healthRules, saveHealthRules } from '../src/console/health-rules';
import { AccountHealth, HealthAccountsAnswer, HealthBoardAnswer, HealthRulesAnswer } from '../src/contract/health';
import { dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { colourOf } from '../src/profiles/health/colour';
import { keepHealth } from '../src/profiles/health/keep-health';
import { planRules } from '../src/profiles/health/rules';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { Condition } from '../src/segments/condition';
import { NO, UNKNOWN, UNKNOWN_MEMBER, YES } from '../src/segments/engine';
import type { Outcome } from '../src/segments/engine';
import { EVERY_STAGE, saveHealthProfile } from '../src/store/health';
import { saveSegment } from '../src/store/segments';
import { segmentSources } from '../src/store/segment-sources';
import { dyingAt } from './dying-at';
import { evaluateStore } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps } from './segment-store-world';
import type { Store } from './segment-store-world';

/** More for a longer look: HEALTH_RUNS=200. */
const RUNS = Number(process.env.HEALTH_RUNS ?? 3);
const DAY_MS = 86_400_000;
const isPlan = (plan: string): Condition => ({ type: 'property', property: 'plan', operator: 'is', value: plan });

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const today = (): number => dayNumberOf(store.time.now);
const keep = (changedStage: string | null = null) => keepHealth(store.sql, today(), changedStage);
const rowsOf = async () => [
  await store.sql.query(sql`SELECT account_id, health, day, asked, since_day FROM account_health ORDER BY account_id`),
  await store.sql.query(sql`SELECT account_id, day, was, health, why FROM health_turn ORDER BY account_id, day`),
];
const healthOfAll = async () =>
  new Map(
    (await store.sql.query(sql`SELECT account_id, health FROM account_health`)).map((row) => [Number(row.account_id), String(row.health)]),
  );
const known = (accounts: number) =>
  happen(store, {
    type: 'batch',
    calls: Array.from({ length: accounts }, (_, place) => ({ account: place, user: place, event: 0, daysAgo: 0 })),
  });
const account = (place: number, stage: 'trial' | 'paying' | 'gone', mrr = 0) =>
  happen(store, { type: 'state', account: place, seats: null, mrr, stage, daysAgo: 0 });
const plan = (place: number, value: string) => happen(store, { type: 'profile', kind: 'account', account: place, user: 0, name: 0, value });
const rules = async (stage: string, good: unknown, bad: unknown) => {
  const asked: string[] = [];
  const ports = { ...store, rescore: (changed: string) => Promise.resolve(void asked.push(changed)) };
  const { problems } = await saveHealthRules(ports, { stage, good, bad });
  for (const changed of asked) await keep(changed);
  return problems.map(({ message }) => message).join(' ');
};

test('colours by rules are those that a full evaluation of everything stored gives', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(definitions, fc.array(storeSteps, { minLength: 6, maxLength: 14 }), async (segments, history) => {
      await store.close();
      store = await openStore();
      for (const { name, kind, condition } of segments)
        await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: false }, store.clock());
      await walkSegments(store, null, Infinity);
      const entries: Entries = new Map();
      for (const step of history) {
        await happen(store, step);
        await evaluateStore(store, await readPlan(store.sql), entries);
      }
      const sources = await segmentSources(store.sql);
      const own = sources.segments.filter(
        ({ kind, condition }) => kind === 'account' && planRules(sources, [condition]).rules[0]?.trouble === null,
      );
      const [good, bad] = own;
      if (good === undefined) return;
      await saveHealthProfile(store.sql, { stage: EVERY_STAGE, good: good.condition, bad: bad?.condition ?? null }, '');
      // What the history made up of it.
      await store.sql.write(sql`DELETE FROM account_health`);
      await keep();
      const members = await evaluateStore(store, await readPlan(store.sql), entries);
      const outcomeOf = (segment: number | undefined, id: number): Outcome => {
        const day = segment === undefined ? 0 : (members[`segment ${String(segment)}`]?.[`${String(id)}:0`] ?? 0);
        return day === 0 ? NO : day === UNKNOWN_MEMBER ? UNKNOWN : YES;
      };
      const standing = await store.sql.query(
        sql`SELECT a.account_id, s.stage FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id`,
      );
      const expected = standing
        .filter(({ stage }) => stage !== 'Lapsed')
        .map(({ account_id }): [number, string] => [
          Number(account_id),
          colourOf(outcomeOf(good.segmentId, Number(account_id)), outcomeOf(bad?.segmentId, Number(account_id))),
        ]);
      told += expected.length;
      expect([...(await healthOfAll())].sort()).toEqual(expected.sort());
    }),
    // The first counterexample is as good as a smaller one, and soon there.
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(0);
});

test('good is asked before bad, a stage’s own rules before those for every stage, and who has left is not asked', async () => {
  await known(3);
  await account(0, 'paying', 100);
  await account(1, 'trial');
  await account(2, 'gone');
  for (const place of [0, 1, 2]) await plan(place, 'a');
  await expect(rules('Paying', isPlan('a'), isPlan('a'))).resolves.toBe('');
  await expect(rules(EVERY_STAGE, null, isPlan('a'))).resolves.toBe('');
  expect([...(await healthOfAll()).values()].sort()).toEqual(['bad', 'good']);
  const board = HealthBoardAnswer.parse(await healthBoard(store, {}, true));
  expect(board.stages.map(({ stage, source }) => [stage, source])).toEqual([
    ['Evaluation', 'rules for every stage'],
    ['Paying', 'own rules'],
    ['Lapsed', 'left'],
  ]);
  expect(board.stages[1]?.cells[0]).toEqual({ health: 'good', accounts: 1, mrrCents: 100 });
  expect(board.stages[2]?.others).toBe(1);
  const list = HealthAccountsAnswer.parse(await healthAccounts(store, { stage: 'Paying', health: 'good', page: 0, filter: {} }));
  expect(list).toMatchObject({ total: 1, rows: [{ mrrCents: 100, asked: 'good' }] });
  // Of the accounts that are filtered for only.
  const trials = await healthBoard(store, { stage: ['Evaluation'] }, true);
  expect(trials.stages.map(({ stage, cells }) => [stage, cells.find(({ health }) => health === 'bad')?.accounts])).toEqual([
    ['Evaluation', 1],
  ]);
  const filtered = { stage: 'Paying', health: 'good', page: 0, filter: { stage: ['Evaluation'] } } as const;
  await expect(healthAccounts(store, filtered)).resolves.toEqual({ total: 0, rows: [] });
});

test('a change is shown on the fourth day of being said, with the values of that day; back in between begins anew', async () => {
  await known(2);
  await account(0, 'paying');
  await account(1, 'paying');
  await plan(0, 'a');
  await plan(1, 'b');
  await rules('Paying', isPlan('a'), isPlan('b'));
  const [first] = [...(await healthOfAll())].find(([, health]) => health === 'good') ?? [0];
  const shown = async () => (await healthOfAll()).get(first);
  await expect(shown()).resolves.toBe('good');
  await plan(0, 'b');
  const seen: (string | undefined)[] = [];
  for (const turned of ['b', 'b', 'a', 'b', 'b', 'b', 'b']) {
    store.time.now += DAY_MS;
    await plan(0, turned);
    await keep();
    seen.push(await shown());
  }
  expect(seen).toEqual([...Array<string>(6).fill('good'), 'bad']);
  const { turns } = await healthBoard(store, {}, true);
  expect(turns).toMatchObject([{ was: 'good', health: 'bad', stage: 'Paying' }]);
  expect((await healthBoard(store, { stage: ['Evaluation'] }, true)).turns).toEqual([]);
  expect(turns[0]?.reasons).toEqual([
    { for: 'good', words: 'plan is “a”', outcome: 'no', value: '“b”' },
    { for: 'bad', words: 'plan is “b”', outcome: 'yes', value: '“b”' },
  ]);
  const answer = AccountHealth.parse(await accountHealth(store, first));
  expect(answer).toMatchObject({ health: 'bad', asked: 'bad', source: 'own rules' });
  expect(answer.history.map(({ was, health }) => `${was} ${health}`)).toEqual(['good bad', 'none good']);
});

test('rules that cannot be asked any more say so, and scores do not take their place', async () => {
  await known(1);
  await account(0, 'paying');
  await plan(0, 'a');
  await rules('Paying', isPlan('a'), null);
  const [id] = [...(await healthOfAll()).keys()];
  await store.sql.write(sql`INSERT INTO account_score (account_id, outcome, day, raw, shown, since_day, base, parts)
    VALUES (${id ?? 0}, 'churn', ${today()}, 10, 10, ${null}, 500, '[]')`);
  await store.sql.write(sql`DELETE FROM property WHERE property_key = 'plan'`);
  store.time.now += DAY_MS;
  await keep();
  expect([...(await healthOfAll()).values()]).toEqual(['unknown']);
  const board = await healthBoard(store, {}, true);
  expect(board.troubles).toEqual([expect.objectContaining({ stage: 'Paying', trouble: '“plan” is no property of accounts' })]);
  expect((await accountHealth(store, id ?? 0))?.reasons[0]).toMatchObject({ outcome: 'cannot be evaluated' });
  // Without rules scores tell, at once: somebody decided it.
  await dropHealthRules({ ...store, rescore: keep }, 'Paying');
  expect([...(await healthOfAll()).values()]).toEqual(['good']);
});

test('run twice, or killed at any statement and begun again, it ends in the same rows', async () => {
  await known(4);
  for (const place of [0, 1, 2, 3]) await account(place, place === 3 ? 'gone' : 'paying');
  await plan(0, 'a');
  await plan(1, 'b');
  await rules('Paying', isPlan('a'), isPlan('b'));
  const later = async () => {
    store.time.now += 4 * DAY_MS;
    await account(1, 'gone');
    await plan(0, 'b');
    await keep();
    store.time.now += 3 * DAY_MS;
  };
  await later();
  const [healthBefore, turnsBefore] = await rowsOf();
  await keep();
  const whole = await rowsOf();
  expect(whole).not.toEqual([healthBefore, turnsBefore]);
  await keep();
  expect(await rowsOf()).toEqual(whole);
  for (let k = 1; k <= 9; k += 1) {
    await store.sql.write(sql`DELETE FROM account_health`);
    await store.sql.write(sql`DELETE FROM health_turn`);
    for (const { account_id, health, day, asked, since_day } of healthBefore ?? [])
      await store.sql.write(sql`INSERT INTO account_health (account_id, health, day, asked, since_day)
        VALUES (${Number(account_id)}, ${String(health)}, ${Number(day)}, ${String(asked)}, ${Number(since_day)})`);
    for (const { account_id, day, was, health, why } of turnsBefore ?? [])
      await store.sql.write(sql`INSERT INTO health_turn (account_id, day, was, health, why)
        VALUES (${Number(account_id)}, ${Number(day)}, ${String(was)}, ${String(health)}, ${String(why)})`);
    await keepHealth(dyingAt(store.sql, k), today()).catch(() => undefined);
    await keep();
    expect(await rowsOf()).toEqual(whole);
  }
});

test('what cannot be a rule is refused in words, and nothing is saved', async () => {
  const asksHealth: Condition = { type: 'property', property: 'account-health', operator: 'is', value: 'bad' };
  const name = { id: null, kind: 'account', description: '', told: false } as const;
  const segmentId = await saveSegment(store.sql, { ...name, name: 'Ill', condition: asksHealth }, store.clock());
  const first: Condition = { type: 'top', keep: { count: 3 }, order: 'highest', by: { type: 'property', property: 'mrr' }, of: null };
  await expect(rules('Paying', asksHealth, null)).resolves.toMatch(/health.*round in a circle/);
  await expect(rules('Paying', null, { type: 'segment', segment: String(segmentId) })).resolves.toMatch(/“Ill”.*circle/);
  await expect(rules('Paying', first, null)).resolves.toMatch(/make a segment/);
  await expect(rules('Paying', null, null)).resolves.toMatch(/Say what is good/);
  await expect(rules('Nowhere', isPlan('a'), null)).resolves.toMatch(/no stage “Nowhere”/);
  await expect(rules('Paying', { type: 'any', of: [isPlan('a'), isPlan('a')] }, null)).resolves.toMatch(/twice/);
  await expect(rules('Paying', { type: 'property', property: 'none', operator: 'is', value: 1 }, null)).resolves.toMatch(/no property/);
  await expect(rules('Paying', { type: 'sql' }, null)).resolves.not.toBe('');
  expect(HealthRulesAnswer.parse(await healthRules(store, true)).profiles).toEqual([]);
});
