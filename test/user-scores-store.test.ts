import { listMembers, userDetail } from '../src/console/accounts';
import { customScoresAnswer, dropScore, saveScore } from '../src/console/custom-scores';
import { CustomScoresAnswer, CustomScoreToSave } from '../src/contract/custom-scores';
import { UserDetail } from '../src/contract/accounts';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { exportProfiles } from '../src/profiles/export-profiles';
import { hasUserScores, keepUserScores } from '../src/profiles/scores/keep-user-scores';
import { publishScores } from '../src/profiles/scores/publish-scores';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { Condition } from '../src/segments/condition';
import { saveSegment } from '../src/store/segments';
import { answerTouched, touchedPairs } from '../src/store/segment-touched';
import { dyingAt } from './dying-at';
import { happen, openStore } from './segment-store-world';
import type { Store } from './segment-store-world';
import { profilesIn } from './stored-profiles';

const DAY_MS = 86_400_000;
const KEY = 'score-by-rules-1';
const days = (n: number, within: number): Condition => ({
  type: 'event',
  event: null,
  where: [],
  measure: 'days',
  count: { test: 'atLeast', n },
  within: { type: 'lastDays', days: within },
});
const ENGAGED = [
  { condition: days(1, 30), points: 20 },
  { condition: days(3, 30), points: 45 },
  { condition: days(1, 7), points: 60 },
];

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const today = (): number => dayNumberOf(store.time.now);
const ports = () => ({ ...store, rescore: () => Promise.resolve() });
const save = async (rules: readonly { condition: unknown; points: number }[], scoreId: number | null = null) =>
  (await saveScore(ports(), CustomScoreToSave.parse({ scoreId, kind: 'membership', name: 'Engaged', base: 0, rules }))).problems;
/** `user` in `account` (0: nobody in particular) ticked something so many days ago. */
const ticked = async (account: number, user: number, ...ago: readonly number[]) =>
  await happen(store, { type: 'batch', calls: ago.map((daysAgo) => ({ account, user, event: 0, daysAgo })) });
const night = async (port: SqlPort = store.sql) =>
  await keepUserScores({ ...store, sql: port }, today(), { accountId: 0, userId: 0 }, Infinity);
const kept = async () =>
  Object.fromEntries(
    (await profilesIn(store.sql))
      .filter(({ account_id, user_id }) => account_id > 0 && user_id > 0)
      .flatMap(({ account_id, user_id, properties }) => {
        const value = (JSON.parse(properties) as Record<string, unknown>)[KEY];
        return value === undefined ? [] : [[`${String(account_id)} ${String(user_id)}`, value]];
      }),
  );
const ids = async () =>
  (await store.sql.query(sql`SELECT account_id, user_id FROM membership WHERE user_id > 0 ORDER BY account_id, user_id`)).map(
    ({ account_id, user_id }) => [Number(account_id), Number(user_id)] as const,
  );

test('users are scored in each account by themselves; every point has a name and they add up exactly', async () => {
  await ticked(0, 1, 0, 1, 2);
  await ticked(1, 1, 20);
  await ticked(0, 2, 20, 21, 22);
  await ticked(1, 0, 0);
  await expect(save(ENGAGED)).resolves.toEqual([]);
  await night();
  const all = await ids();
  const by = Object.entries(await kept()).map(([, points]) => points);
  // Three days and one of this week: 125 is cut to 100. One day long ago: 20. Three days long ago: 65.
  expect(by.sort()).toEqual([100, 20, 65]);
  for (const [accountId, userId] of all) {
    const detail = UserDetail.parse(await userDetail(store, userId));
    const row = detail.accounts.find(({ account }) => account.accountId === accountId);
    const [score] = row?.made?.scores ?? [];
    expect(row?.made?.unscored).toBe('');
    expect((score?.base ?? 0) + (score?.parts ?? []).reduce((sum, { tenths }) => sum + tenths, 0)).toBe(score?.shown);
    expect((await kept())[`${String(accountId)} ${String(userId)}`]).toBe((score?.shown ?? NaN) / 10);
    // In the account's list it is what is kept.
    const { rows } = await listMembers(store, { accountId, page: 0, pageSize: 25 });
    expect(rows.find((each) => each.userId === userId)?.scores).toEqual([{ name: 'Engaged', shown: score?.shown }]);
  }
  const answer = CustomScoresAnswer.parse(await customScoresAnswer(store, {}, true));
  expect(answer.scores).toMatchObject([{ kind: 'membership', accounts: 0, rules: [{ points: 20, trouble: null }, {}, {}] }]);
  await publishScores(store.sql);
  await night();
  expect(Object.keys(await kept())).toHaveLength(3);
});

test('not observed, not seen for long, erased and site-wide use have no score, and the screen says which', async () => {
  await ticked(0, 1, 0);
  await ticked(1, 1, 10);
  await ticked(2, 2, 100);
  await ticked(2, 3, 0);
  await ticked(3, 0, 0);
  await save(ENGAGED);
  await night();
  expect(Object.values(await kept()).sort()).toEqual([80, 80]);
  const [first] = await ids();
  const [account, user] = first ?? [0, 0];
  const why = async () => (await userDetail(store, user))?.accounts.map(({ made }) => made?.unscored.replace(/:.*/, '') ?? null);
  expect((await why())?.sort()).toEqual(['', 'No score']);
  const detail = await userDetail(store, user);
  expect(detail?.accounts.map(({ made }) => made?.unscored).join()).toMatch(
    /has not reported for more than a week, so what is used there is not known/,
  );

  // Silence of all: nobody is at nought, nobody has a score.
  store.time.now += 9 * DAY_MS;
  await night();
  expect(await kept()).toEqual({});
  await ticked(0, 1, 0);
  await night();
  expect(Object.keys(await kept())).toEqual([`${String(account)} ${String(user)}`]);
  await happen(store, { type: 'erase', user: 1 });
  await night();
  expect(await kept()).toEqual({});
});

test('only who changed is written and noted, in slices, and a walk that died ends the same; a score that goes takes its values', async () => {
  for (const user of [1, 2, 3]) await ticked(user, user, 0);
  await save(ENGAGED);
  await answerTouched(store.sql, await touchedPairs(store.sql, 100));
  // A deadline that has passed: a slice, and behind whom to go on.
  const first = await keepUserScores(store, today(), { accountId: 0, userId: 0 }, 0);
  expect(first).toEqual({ accountId: expect.any(Number) as number, userId: expect.any(Number) as number });
  expect(await keepUserScores(store, today(), first ?? { accountId: 0, userId: 0 }, Infinity)).toBeNull();
  const all = await kept();
  expect(Object.values(all)).toEqual([80, 80, 80]);
  await answerTouched(store.sql, await touchedPairs(store.sql, 100));
  await night();
  expect(await touchedPairs(store.sql, 100)).toEqual([]);

  await ticked(1, 1, 1, 2);
  await answerTouched(store.sql, await touchedPairs(store.sql, 100));
  for (let k = 1; k < 8; k += 1) await night(dyingAt(store.sql, k)).catch(() => null);
  await night();
  expect(Object.values(await kept()).sort()).toEqual([100, 80, 80]);
  expect(await touchedPairs(store.sql, 100)).toHaveLength(1);

  const [score] = (await customScoresAnswer(store, {}, true)).scores;
  await dropScore(ports(), score?.scoreId ?? 0);
  expect(await hasUserScores(store.sql)).toBe(true);
  await night();
  expect(await kept()).toEqual({});
  expect(await hasUserScores(store.sql)).toBe(false);
});

test('the score is asked by segments of users in an account, and exported; rules of scores cannot ask for it', async () => {
  await ticked(0, 1, 0, 1, 2);
  await ticked(1, 2, 0);
  await save(ENGAGED);
  await night();
  const condition: Condition = { type: 'property', property: KEY, operator: 'isAtLeast', value: 90 };
  const segmentId = await saveSegment(
    store.sql,
    { id: null, name: 'Engaged ones', kind: 'membership', description: '', told: false, condition },
    store.time.now,
  );
  await walkSegments(store, null, Infinity);
  const members = await store.sql.query(sql`
    SELECT m.account_id FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id WHERE u.segment_id = ${segmentId ?? 0} AND m.entered_day BETWEEN 1 AND 65534`);
  expect(members).toHaveLength(1);
  expect(JSON.stringify(await exportProfiles(store.sql, 'membership', null))).toContain('"score-by-rules-1":100');
  expect((await save([{ condition, points: 10 }], 1)).map(({ message }) => message)).toEqual([expect.stringMatching(/round in a circle/)]);
  expect(
    await save([
      { condition: days(1, 9), points: 10 },
      { condition: days(1, 9), points: 20 },
    ]),
  ).toHaveLength(1);
});
