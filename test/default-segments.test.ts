import { whyAnswer } from '../src/console/segment-why';
import { WhyAnswer } from '../src/contract/segments';
import { sql } from '../src/platform/sql';
import { addDefaultSegments } from '../src/profiles/predictions/default-segments';
import { publishOutlooks } from '../src/profiles/predictions/publish-outlooks';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { workOffTouched } from '../src/profiles/segments/work-off';
import { Condition } from '../src/segments/condition';
import { saveHealth, saveModel, saveScores } from '../src/store/predictions';
import { archiveSegment, listSegments, readSegment, saveSegment } from '../src/store/segments';
import { dyingAt } from './dying-at';
import { openStore } from './segment-store-world';
import type { Store } from './segment-store-world';

const DAY = 19_700;
const report = (threshold: number) =>
  JSON.stringify({
    ...{ horizonDays: 90, rows: 500, outcomes: 60, auc: 0.8, aucLow: 0.7, aucHigh: 0.9, logLoss: 0.3, brier: 0.1, calibrationError: 0.02 },
    ...{
      baseLogLoss: 0.4,
      lastActivityAuc: 0.7,
      calibration: [],
      threshold,
      backTest: '',
      reasons: [],
      remarks: [],
      recipe: '',
      weights: [],
    },
    confusion: { hits: 1, falseAlarms: 1, missed: 1, quiet: 1 },
    spread: [],
  });
const learned = (store: Store, outcome: string, live: boolean, threshold = 0.3418) =>
  saveModel(store.sql, outcome, { asOfDay: DAY, live, trainedAt: 'now', report: report(threshold), model: '{}' });
const names = async (store: Store) => (await listSegments(store.sql)).map(({ name, state }) => `${name}, ${state}`);

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

test('each is made when its model first comes into use, and never again', async () => {
  await learned(store, 'churn', false);
  await addDefaultSegments(store);
  expect(await names(store)).toEqual([]);
  await learned(store, 'churn', true);
  await learned(store, 'conversion', true, 0.5);
  await addDefaultSegments(store);
  expect(await names(store)).toEqual(['At risk, live', 'Ready to buy, live']);
  const [risk] = await listSegments(store.sql);
  expect(risk?.description).toContain('at least 34.2, or whose health is bad');
  expect(risk?.description).toContain('Dec 9, 2023');
  // Somebody changes the one and archives the other; a new model flags from elsewhere.
  const own = { name: 'Ours', kind: 'account', description: '', told: true } as const;
  const condition = Condition.parse({ type: 'property', property: 'churn-score', operator: 'isAtLeast', value: 80 });
  await saveSegment(store.sql, { id: risk?.segmentId ?? 0, ...own, condition }, store.clock());
  await archiveSegment(store.sql, 2, store.clock());
  await learned(store, 'churn', true, 0.1);
  await learned(store, 'expansion', true);
  await addDefaultSegments(store);
  await addDefaultSegments(store);
  expect(await names(store)).toEqual(['Ours, live', 'Ready to buy, archived', 'Ready to expand, live']);
  expect((await readSegment(store.sql, 1))?.versions.map(({ name }) => name)).toEqual(['Ours', 'At risk']);
});

test('whoever dies in between leaves what the next one makes whole', async () => {
  await learned(store, 'churn', true);
  await addDefaultSegments(store);
  const whole = await readSegment(store.sql, 1);
  for (let at = 1; at <= 5; at += 1) {
    const other = await openStore();
    await learned(other, 'churn', true);
    await addDefaultSegments({ sql: dyingAt(other.sql, at), clock: other.clock }).catch(() => undefined);
    await Promise.all([addDefaultSegments(other), addDefaultSegments(other)]);
    expect(await names(other)).toEqual(['At risk, live']);
    expect(await readSegment(other.sql, 1)).toEqual(whole);
    await other.close();
  }
});

test('its members follow scores and health, and say by what they are in', async () => {
  for (const id of [1, 2, 3, 4])
    await store.sql.write(sql`INSERT INTO account (account_id, natural_key, app_key) VALUES (${id}, ${`key-${String(id)}`}, 'app')`);
  await learned(store, 'churn', true);
  await addDefaultSegments(store);
  await expect(walkSegments(store, null, Infinity)).resolves.toBeNull();
  const foretell = async (...shown: number[]) => {
    const scores = shown.map((tenths, index) => ({
      ...{ account_id: index + 1, outcome: 'churn', day: DAY, raw: tenths, shown: tenths },
      ...{ since_day: null, base: 100, parts: '[]' },
    }));
    await saveScores(store.sql, scores);
    await publishOutlooks(store.sql, null);
    await workOffTouched(store, Infinity);
    const rows = await store.sql.query(sql`
      SELECT m.account_id FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
      WHERE u.segment_id = 1 AND m.entered_day BETWEEN 1 AND 65534 ORDER BY m.account_id`);
    return rows.map((row) => Number(row.account_id));
  };
  // Of the fourth, a trial, only health is known.
  const ill = (account_id: number) => ({ account_id, health: 'bad', day: DAY, asked: 'bad', since_day: DAY });
  await saveHealth(store.sql, [ill(3), ill(4)]);
  expect(await foretell(342, 341, 10)).toEqual([1, 3]);
  expect(await foretell(341, 500, 10)).toEqual([2, 3]);
  const why = WhyAnswer.parse(await whyAnswer(store, 1, { accountId: 2, userId: 0 }));
  expect(why?.explained).toMatchObject({
    outcome: 'yes',
    foretold: false,
    of: [{ label: 'Churn score is at least 34.2', value: '50', outcome: 'yes', foretold: true, of: [] }, { outcome: 'no' }],
  });
});
