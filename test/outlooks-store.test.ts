import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { accountFilterAnswer } from '../src/console/account-filter';
import { listAccounts } from '../src/console/accounts';
import { AccountFilterAnswer } from '../src/contract/account-filter';
import { AccountsPage, AccountsRequest } from '../src/contract/accounts';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { exportProfiles } from '../src/profiles/export-profiles';
import { addFiring } from '../src/profiles/predictions/firing-signals';
import { outlookCoverage } from '../src/profiles/predictions/outlook-coverage';
import { publishOutlooks } from '../src/profiles/predictions/publish-outlooks';
import { outlooksBetween } from '../src/store/account-outlook';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { dropScores, saveHealth, saveScores } from '../src/store/predictions';
import { answerTouched, touchedPairs } from '../src/store/segment-touched';
import { dyingAt } from './dying-at';
import { addProfile } from './stored-profiles';

const DAY = 20_000;
const clock = () => DAY * 86_400_000;
let port: SqlPort;
let close: () => Promise<void>;
beforeEach(async () => {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  port = ports.sql;
  close = () => Promise.resolve(engine.close());
  const accounts = [1, 2, 3, 4].map((id) => [id, `key-${String(id)}`, 'app', `E-${String(id)}`]);
  await port.write(sql`INSERT INTO account (account_id, natural_key, app_key, entitlement_number) VALUES ${rowsSql(accounts)}`);
});
afterEach(() => close());

const score = (account: number, outcome: string, shown: number, day = DAY) => ({
  ...{ account_id: account, outcome, day, raw: shown, shown },
  ...{ since_day: null, base: 100, parts: '[]' },
});
const health = (account: number, colour: string) => ({ account_id: account, health: colour, day: DAY, asked: colour, since_day: DAY });
const signals = addFiring(new Map(), 'churn', Int32Array.of(1, 2), [
  { words: 'Users below 3', fires: [1, 0] },
  { words: 'No admin', fires: [1, 0] },
]);

async function scored(): Promise<void> {
  await saveScores(port, [score(1, 'churn', 724), score(2, 'churn', 31), score(2, 'expansion', 400), score(3, 'conversion', 655)]);
  await saveHealth(port, [health(1, 'bad'), health(2, 'good'), health(3, 'unknown')]);
}

/** Accounts that were noted; from then on they are not. */
async function noted(): Promise<number[]> {
  const pairs = await touchedPairs(port, 100);
  await answerTouched(port, pairs);
  return pairs.map(({ accountId }) => accountId);
}

test('what is foretold is known of every account, and those that changed are noted, once', async () => {
  await scored();
  expect(await publishOutlooks(port, signals)).toBe(3);
  expect(Object.fromEntries(await outlooksBetween(port, 0, 9))).toEqual({
    1: { churn: 724, expansion: null, conversion: null, health: 'bad', signals: { churn: ['No admin', 'Users below 3'] } },
    2: { churn: 31, expansion: 400, conversion: null, health: 'good', signals: { churn: [] } },
    3: { churn: null, expansion: null, conversion: 655, health: null, signals: null },
  });
  expect(await noted()).toEqual([1, 2, 3]);
  expect(await publishOutlooks(port, signals)).toBe(0);
  expect(await noted()).toEqual([]);
  await saveScores(port, [score(2, 'churn', 32)]);
  expect(await publishOutlooks(port, signals)).toBe(1);
  expect(await noted()).toEqual([2]);
});

test('scores that go leave nothing behind, and signals stay where nobody looked for them', async () => {
  await scored();
  await publishOutlooks(port, signals);
  await noted();
  await dropScores(port, 'churn', DAY + 1);
  await publishOutlooks(port, null);
  expect(await noted()).toEqual([1, 2]);
  expect((await outlooksBetween(port, 0, 1)).get(1)).toMatchObject({ churn: null, health: 'bad', signals: { churn: { length: 2 } } });
  await publishOutlooks(port, new Map());
  expect((await outlooksBetween(port, 0, 1)).get(1)).toMatchObject({ signals: null });
});

test('whoever dies in between and does it again has noted every account that changed', async () => {
  await scored();
  for (let at = 1; at <= 5; at += 1) {
    await port.write(sql`DELETE FROM account_outlook`);
    await noted();
    await publishOutlooks(dyingAt(port, at), signals).catch(() => undefined);
    const before = await touchedPairs(port, 100);
    await publishOutlooks(port, signals);
    expect([...(await outlooksBetween(port, 0, 9)).keys()]).toEqual([1, 2, 3]);
    expect([...new Set([...before.map(({ accountId }) => accountId), ...(await noted())])]).toEqual([1, 2, 3]);
  }
});

test('accounts are listed, sorted and filtered by what is foretold', async () => {
  await scored();
  await publishOutlooks(port, signals);
  const list = async (request: object) => {
    const page = AccountsPage.parse(await listAccounts({ sql: port, clock }, AccountsRequest.parse(request)));
    return page.rows.map(({ accountId }) => accountId);
  };
  expect(await list({ sort: 'churn' })).toEqual([1, 2, 3, 4]);
  expect(await list({ sort: 'churn', descending: false })).toEqual([2, 1, 3, 4]);
  expect(await list({ sort: 'health', descending: false })).toEqual([1, 2, 3, 4]);
  expect(await list({ sort: 'conversion' })).toEqual([3, 1, 2, 4]);
  expect(await list({ sort: 'company', descending: false, score: { outcome: 'churn', from: 3, to: 72 } })).toEqual([2]);
  expect(await list({ sort: 'company', descending: false, score: { outcome: 'churn', from: 3, to: 73 } })).toEqual([1, 2]);
  expect(await list({ sort: 'company', descending: false, filter: { health: ['bad', null] } })).toEqual([1, 3, 4]);
  expect(await list({ sort: 'company', descending: false, filter: { health: ['good'], app: ['other'] } })).toEqual([]);
  const answer = AccountFilterAnswer.parse(await accountFilterAnswer({ sql: port }, { health: ['bad'] }));
  expect(answer).toMatchObject({ accounts: 1, of: 4, options: { app: [{ value: 'app', accounts: 1 }] } });
  expect(answer.health).toEqual([
    { value: 'bad', accounts: 1 },
    { value: 'good', accounts: 1 },
    { value: null, accounts: 2 },
  ]);
  expect((await accountFilterAnswer({ sql: port }, { app: ['other'] })).health.map(({ accounts }) => accounts)).toEqual([0, 0, 0]);
});

test('where nothing is foretold there is no health to filter by', async () => {
  expect((await accountFilterAnswer({ sql: port }, {})).health).toEqual([]);
});

test('an export has what is foretold, also of accounts of which nothing is stored', async () => {
  await scored();
  await publishOutlooks(port, signals);
  await addProfile(port, { accountId: 2, userId: 0 }, '{"owner":"Ann"}');
  const { rows } = await exportProfiles(port, 'account', null);
  expect(rows.map(({ account, values }) => ({ account, values }))).toEqual([
    { account: 'E-1', values: { 'churn-score': 72.4, 'account-health': 'bad', 'churn-signals': ['No admin', 'Users below 3'] } },
    { account: 'E-2', values: { owner: 'Ann', 'churn-score': 3.1, 'expansion-score': 40, 'account-health': 'good', 'churn-signals': [] } },
    { account: 'E-3', values: { 'conversion-score': 65.5 } },
  ]);
});

test('coverage counts the accounts of which each is foretold', async () => {
  await scored();
  await publishOutlooks(port, signals);
  const filled = [...(await outlookCoverage(port))].map(([key, each]) => [key, each.filled]);
  expect(Object.fromEntries(filled)).toEqual({
    ...{ 'churn-score': 2, 'expansion-score': 1, 'conversion-score': 1, 'account-health': 2 },
    ...{ 'churn-signals': 2, 'expansion-signals': 0, 'conversion-signals': 0 },
  });
});
