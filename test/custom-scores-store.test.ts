import { customScoreBuilder, customScoresAnswer, dropScore, saveScore } from '../src/console/custom-scores';
import { saveHealthRules } from '../src/console/health-rules';
import { madeScores } from '../src/console/made-scores';
import { CustomScoreBuilder, CustomScoresAnswer, MadeScore } from '../src/contract/custom-scores';
import { dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { keepHealth } from '../src/profiles/health/keep-health';
import { keepCustomScores } from '../src/profiles/scores/keep-custom-scores';
import type { Condition } from '../src/segments/condition';
import { saveScores } from '../src/store/predictions';
import { dyingAt } from './dying-at';
import { happen, openStore } from './segment-store-world';
import type { Store } from './segment-store-world';

const DAY_MS = 86_400_000;
const isPlan = (plan: string): Condition => ({ type: 'property', property: 'plan', operator: 'is', value: plan });
const PAID: Condition = { type: 'property', property: 'paid', operator: 'isTrue', value: null };

let store: Store;
beforeEach(async () => {
  store = await openStore();
  const calls = [0, 1, 2].map((place) => ({ account: place, user: place, event: 0, daysAgo: 0 }));
  await happen(store, { type: 'batch', calls });
  for (const [place, stage] of [...(['paying', 'paying', 'gone'] as const).entries()])
    await happen(store, { type: 'state', account: place, seats: null, mrr: 0, stage, daysAgo: 0 });
});
afterEach(() => store.close());

const today = (): number => dayNumberOf(store.time.now);
const keep = (changed: number | null = null) => keepCustomScores(store.sql, today(), changed);
const plan = (place: number, value: string) => happen(store, { type: 'profile', kind: 'account', account: place, user: 0, name: 0, value });
const save = async (
  name: string,
  base: number,
  rules: readonly { condition: unknown; points: number }[],
  scoreId: number | null = null,
) => {
  const asked: number[] = [];
  const ports = { ...store, rescore: (changed: number) => Promise.resolve(void asked.push(changed)) };
  const { problems } = await saveScore(ports, { scoreId, kind: 'account', name, base, rules: rules.map((rule) => ({ ...rule })) });
  for (const changed of asked) await keep(changed);
  return problems.map(({ message }) => message).join(' ');
};
const rowsOf = async () => [
  await store.sql.query(sql`SELECT * FROM account_score ORDER BY account_id, outcome`),
  await store.sql.query(sql`SELECT * FROM score_turn ORDER BY account_id, outcome, day`),
];
const shownOf = async () =>
  (await store.sql.query(sql`SELECT shown FROM account_score WHERE outcome = 'custom-1' ORDER BY shown`)).map(({ shown }) => Number(shown));
const accountWith = async (shown: number) =>
  Number((await store.sql.query(sql`SELECT account_id FROM account_score WHERE shown = ${shown}`))[0]?.account_id);

test('base and the points of the rules that hold, of accounts that have not left; limits and smoothing are parts', async () => {
  await plan(0, 'a');
  await plan(1, 'b');
  await expect(
    save('Fit', 70, [
      { condition: isPlan('a'), points: 60 },
      { condition: isPlan('b'), points: -20 },
    ]),
  ).resolves.toBe('');
  await expect(shownOf()).resolves.toEqual([500, 1000]);
  const id = await accountWith(1000);
  const [fit] = (await madeScores(store, id)).map((score) => MadeScore.parse(score));
  expect(fit).toMatchObject({
    name: 'Fit',
    base: 700,
    raw: 1000,
    parts: [
      { source: 'plan is “a”', tenths: 600 },
      { source: 'Limit of the scale', tenths: -300 },
    ],
    change: 'Most would be lost if “plan is “a”” no longer held: −30.0 points.',
  });
  // The next day it moves by a step at most; what is held back is said.
  store.time.now += DAY_MS;
  await plan(0, 'c');
  await keep();
  const [later] = await madeScores(store, id);
  expect(later).toMatchObject({ shown: 920, raw: 700, smoothing: 220 });
  expect(later?.history.map(({ shown }) => shown)).toEqual([1000, 920]);
  const sum = later?.parts.reduce((all, { tenths }) => all + tenths, later.base + later.smoothing);
  expect(sum).toBe(later?.shown);
  // Somebody changed the rules: as they are, at once.
  await expect(save('Fit', 10, [{ condition: isPlan('a'), points: 5 }], 1)).resolves.toBe('');
  await expect(shownOf()).resolves.toEqual([100, 100]);
});

test('the list says how accounts do, and of how many nothing can be told', async () => {
  await plan(0, 'a');
  await save('Fit', 0, [
    { condition: isPlan('a'), points: 100 },
    { condition: PAID, points: 1 },
  ]);
  const answer = CustomScoresAnswer.parse(await customScoresAnswer(store, {}, true));
  expect(answer.scores).toMatchObject([
    { name: 'Fit', accounts: 2, untold: 0, distribution: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1], highest: [{ shown: 1000 }, { shown: 0 }] },
  ]);
  // Of the accounts that are filtered for only.
  const [none] = (await customScoresAnswer(store, { region: ['nowhere'] }, true)).scores;
  expect(none).toMatchObject({ accounts: 0, untold: 0, distribution: Array(10).fill(0), highest: [], lowest: [] });
  await store.sql.write(sql`DELETE FROM property WHERE property_key = 'paid'`);
  store.time.now += DAY_MS;
  await keep();
  const [without] = (await customScoresAnswer(store, {}, true)).scores;
  expect(without).toMatchObject({ accounts: 0, untold: 2 });
  expect(without?.rules[1]?.trouble).toBe('“paid” is no property of accounts');
  const { begin } = CustomScoreBuilder.parse(await customScoreBuilder(store, 1, true));
  expect(begin).toMatchObject({ name: 'Fit', base: 0, rules: [{ points: 100, condition: isPlan('a') }, { points: 1 }] });
  await dropScore({ ...store, rescore: () => Promise.resolve() }, 1);
  expect(await rowsOf()).toEqual([[], []]);
});

test('run twice, or killed at any statement and begun again, it ends in the same rows', async () => {
  await plan(0, 'a');
  await save('Fit', 20, [{ condition: isPlan('a'), points: 60 }]);
  await save('Other', 50, [{ condition: isPlan('b'), points: -60 }]);
  store.time.now += DAY_MS;
  await plan(0, 'b');
  const [before, moves] = await rowsOf();
  await keep();
  const whole = await rowsOf();
  expect(whole).not.toEqual([before, moves]);
  await keep();
  expect(await rowsOf()).toEqual(whole);
  for (let k = 1; k <= 20; k += 1) {
    await store.sql.write(sql`DELETE FROM score_turn WHERE day = ${today()}`);
    await saveScores(store.sql, (before ?? []) as unknown as Parameters<typeof saveScores>[1]);
    await keepCustomScores(dyingAt(store.sql, k), today()).catch(() => undefined);
    await keep();
    expect(await rowsOf()).toEqual(whole);
  }
});

test('what cannot be a score is refused in words', async () => {
  await save('Fit', 50, [{ condition: isPlan('a'), points: 1 }]);
  await expect(save('Fit', 50, [{ condition: isPlan('a'), points: 1 }])).resolves.toMatch(/already/);
  const twice = [1, 2].map((points) => ({ condition: isPlan('a'), points }));
  await expect(save('Other', 50, twice)).resolves.toMatch(/twice/);
  await expect(
    save('Other', 50, [{ condition: { type: 'property', property: 'none', operator: 'is', value: 1 }, points: 1 }]),
  ).resolves.toMatch(/no property/);
  await expect(save('Fit', 50, [{ condition: isPlan('a'), points: 1 }], 99)).resolves.toMatch(/not exist/);
  expect((await customScoresAnswer(store, {}, true)).scores.map(({ name }) => name)).toEqual(['Fit']);
});

test('health in points: rules share a half each, scores without rules, always adding up', async () => {
  await plan(0, 'a');
  await plan(1, 'b');
  const rescore = (stage: string) => keepHealth(store.sql, today(), stage);
  const good: Condition = { type: 'any', of: [isPlan('a'), isPlan('c'), PAID] };
  await saveHealthRules({ ...store, rescore }, { stage: 'Paying', good, bad: isPlan('b') });
  const [ill, well] = [await accountWith(0), await accountWith(667)];
  const health = (await madeScores(store, well))[0];
  expect(health).toMatchObject({ name: 'Health score', base: 500, parts: [{ source: 'plan is “a”', tenths: 167 }] });
  // A third each, in whole tenths: 16.7, 16.6 and 16.7.
  expect(health?.change).toBe('Most would be gained if “paid is yes” held: +16.7 points.');
  expect((await madeScores(store, ill))[0]).toMatchObject({
    shown: 0,
    change: expect.stringContaining('no longer held: +50.0') as string,
  });

  await store.sql.write(sql`DELETE FROM health_profile`);
  const churn = { account_id: well, outcome: 'churn', day: today(), raw: 100, shown: 150, since_day: null, base: 200 };
  await saveScores(store.sql, [{ ...churn, parts: '[["Days with use",-100]]' }]);
  await keepHealth(store.sql, today(), 'Paying');
  expect((await madeScores(store, well))[0]).toMatchObject({
    ...{ shown: 625, raw: 750, base: 500, smoothing: -125 },
    parts: [{ source: 'To leave: Days with use', tenths: 250 }],
    change: 'What holds it up most is “To leave: Days with use”: +25.0 points.',
  });
  expect(await madeScores(store, ill)).toEqual([]);
});
