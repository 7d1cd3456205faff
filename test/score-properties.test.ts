import { dropScore, saveScore } from '../src/console/custom-scores';
import { saveHealthRules } from '../src/console/health-rules';
import { dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { exportProfiles } from '../src/profiles/export-profiles';
import { describeProperty } from '../src/profiles/catalogue';
import { keepHealth } from '../src/profiles/health/keep-health';
import { keepCustomScores } from '../src/profiles/scores/keep-custom-scores';
import { publishScores } from '../src/profiles/scores/publish-scores';
import { scoreProperty } from '../src/profiles/scores/score-properties';
import { followChanges } from '../src/profiles/follow-changes';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { Condition } from '../src/segments/condition';
import { addScoreProperties } from '../src/store/score-properties';
import { saveSegment } from '../src/store/segments';
import { answerTouched, touchedPairs } from '../src/store/segment-touched';
import { segmentSources } from '../src/store/segment-sources';
import { dyingAt } from './dying-at';
import { happen, openStore } from './segment-store-world';
import type { Store } from './segment-store-world';
import { profilesIn } from './stored-profiles';
import { subjectsOfKind } from '../src/store/profile-subject';

const DAY_MS = 86_400_000;
const KEY = 'score-by-rules-1';
const isPlan = (plan: string): Condition => ({ type: 'property', property: 'plan', operator: 'is', value: plan });
const scores = (property: string, value: number): Condition => ({ type: 'property', property, operator: 'isAtLeast', value });

let store: Store;
beforeEach(async () => {
  store = await openStore();
  const calls = [0, 1, 2].map((place) => ({ account: place, user: place, event: 0, daysAgo: 0 }));
  await happen(store, { type: 'batch', calls });
  for (const [place, stage] of [...(['paying', 'paying', 'gone'] as const).entries()])
    await happen(store, { type: 'state', account: place, seats: null, mrr: 0, stage, daysAgo: 0 });
  await happen(store, { type: 'profile', kind: 'account', account: 0, user: 0, name: 0, value: 'a' });
});
afterEach(() => store.close());

const ports = () => ({ ...store, rescore: () => Promise.resolve() });
const today = (): number => dayNumberOf(store.time.now);
const save = async (name: string, condition: Condition, scoreId: number | null = null) =>
  await saveScore(ports(), { scoreId, kind: 'account', name, base: 20, rules: [{ condition, points: 50 }] });
const night = async (port = store.sql) => {
  await keepCustomScores(port, today());
  await publishScores(port);
};
/** Accounts that were noted; from then on they are not. */
const noted = async () => {
  const pairs = await touchedPairs(store.sql, 100);
  await answerTouched(store.sql, pairs);
  return pairs.map(({ accountId }) => accountId).sort();
};
/** By account, the value under a key. */
const valuesOf = async (key: string) => {
  const rows = (await profilesIn(store.sql)).filter(({ user_id }) => user_id === 0);
  return rows.map(({ account_id, properties }) => [account_id, (JSON.parse(properties) as Record<string, unknown>)[key]]);
};
const labelOf = async (key: string) => (await segmentSources(store.sql)).properties.find((each) => each.key === key)?.label;

test('a score by rules is a property: known by its name, asked by segments, exported; whose changed is noted, once', async () => {
  await noted();
  expect(await save('Fit', isPlan('a'))).toEqual({ problems: [] });
  await night();
  const accounts = await store.sql.query(sql`SELECT account_id FROM account ORDER BY account_id`);
  const [first, second] = accounts.map(({ account_id }) => Number(account_id));
  expect(new Map((await valuesOf(KEY)) as [number, unknown][])).toEqual(
    new Map([
      [first, 70],
      [second, 20],
    ]),
  );
  expect(await noted()).toEqual([first, second]);
  await night();
  expect(await noted()).toEqual([]);
  expect(await labelOf(KEY)).toBe('Fit');
  const condition = scores(KEY, 60);
  await saveSegment(store.sql, { id: null, name: 'Fit ones', kind: 'account', description: '', told: false, condition }, store.time.now);
  await walkSegments(store, null, Infinity);
  const members = async () =>
    (await store.sql.query(sql`SELECT account_id FROM segment_member WHERE entered_day BETWEEN 1 AND 65534`)).map((row) =>
      Number(row.account_id),
    );
  expect(await members()).toEqual([first]);
  const page = await exportProfiles(store.sql, 'account', null);
  expect(JSON.stringify(page)).toContain(KEY);
  // The next day another account fits, by as much as a score moves in a day.
  store.time.now += DAY_MS;
  await happen(store, { type: 'profile', kind: 'account', account: 1, user: 0, name: 0, value: 'a' });
  for (let day = 0; day < 7; day += 1) {
    store.time.now += DAY_MS;
    await night();
  }
  await followChanges(store, await touchedPairs(store.sql, 100), today());
  expect(await members()).toEqual([first, second]);
});

test('a score that is removed goes from every account; another name is that of the property, unless people named it', async () => {
  await save('Fit', isPlan('a'));
  await night();
  expect(await save('Fitness', isPlan('a'), 1)).toEqual({ problems: [] });
  expect(await labelOf(KEY)).toBe('Fitness');
  const ours = { kind: 'account', key: KEY, label: 'Our fit', description: '', grouping: '', hidden: false, sensitive: false } as const;
  await describeProperty(store.sql, ours);
  await save('Suits', isPlan('a'), 1);
  await night();
  expect(await labelOf(KEY)).toBe('Our fit');
  await noted();
  await dropScore(ports(), 1);
  expect(await labelOf(KEY)).toBeUndefined();
  // Somebody publishes what they had read before it was removed.
  await addScoreProperties(store.sql, [scoreProperty({ scoreId: 1, name: 'Fit' })]);
  await night();
  expect(await labelOf(KEY)).toBeUndefined();
  expect((await valuesOf(KEY)).map(([, value]) => value)).toEqual([undefined, undefined]);
  expect(await noted()).toHaveLength(2);
});

test('how healthy an account is in all is one as well, and neither rules of health nor of scores may ask for them', async () => {
  await save('Fit', isPlan('a'));
  const rules = { stage: '', good: isPlan('a'), bad: null };
  expect((await saveHealthRules(ports(), rules)).problems).toEqual([]);
  await keepHealth(store.sql, today());
  await night();
  const health = await valuesOf('general-health-score');
  expect(health.map(([, value]) => typeof value)).toEqual(['number', 'number']);
  const refused = [{ message: expect.stringContaining('asks for health or a score by rules') as string }];
  for (const property of [KEY, 'general-health-score']) {
    expect(await save('Other', { type: 'not', of: scores(property, 1) })).toMatchObject({ problems: refused });
    const asking = { stage: '', good: scores(property, 1), bad: null };
    expect(await saveHealthRules(ports(), asking)).toMatchObject({ problems: refused });
  }
  const fit = { id: null, name: 'Fit ones', kind: 'account', description: '', told: false, condition: scores(KEY, 60) } as const;
  const segment = String(await saveSegment(store.sql, fit, store.time.now));
  expect(await save('Other', { type: 'segment', segment })).toMatchObject({ problems: refused });
});

test('killed at any statement and begun again, everybody who changed was noted', async () => {
  await save('Fit', isPlan('a'));
  await keepCustomScores(store.sql, today());
  await publishScores(store.sql);
  const whole = await valuesOf(KEY);
  for (let at = 1; at <= 9; at += 1) {
    await store.sql.write(
      sql`UPDATE profile_told SET properties = '{}', changes = changes + 1 WHERE ${subjectsOfKind('account', sql`subject`)}`,
    );
    await noted();
    await publishScores(dyingAt(store.sql, at)).catch(() => undefined);
    const before = await touchedPairs(store.sql, 100);
    await publishScores(store.sql);
    expect(await valuesOf(KEY)).toEqual(whole);
    expect(new Set([...before.map(({ accountId }) => accountId), ...(await noted())]).size).toBe(2);
  }
});
