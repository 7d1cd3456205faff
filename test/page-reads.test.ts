import { saveScore } from '../src/console/custom-scores';
import { CustomScoreToSave } from '../src/contract/custom-scores';
import { keepUserScores } from '../src/profiles/scores/keep-user-scores';
import { createConnection, type Connection } from 'mysql2/promise';
import { composeHost, CUSTOMER_APP, VENDOR_APP, type Running } from '../dev/compose';
import { fillHistory } from '../dev/history/fill';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import type { SqlEngine } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { portsOver } from '../dev/sql/ports';
import { consoleCalls, sharedCalls } from '../src/contract/console';
import type { ConsoleCall } from '../src/contract/console';
import { dayNumberOf } from '../src/platform/days';
import { measureCoverage } from '../src/profiles/coverage';
import { learn } from '../src/profiles/predictions/learn';
import type { LearnStep } from '../src/profiles/predictions/learn';
import { OUTCOMES } from '../src/profiles/predictions/outcomes';
import { scoreAccounts } from '../src/profiles/predictions/score-accounts';
import { saveDefinition } from '../src/profiles/segments/save-definition';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { Condition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { recomputeAccountDays } from '../src/store/account-days';
import { sql } from '../src/platform/sql';
import { refreshEngagement, rewriteEngagement } from '../src/store/engagement-rows';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { noteStale } from '../src/store/stale-accounts';
import { missingMariaDb, startMariaDb } from './mariadb';
import { memoryKvs } from './memory-kvs';

/**
 * What pages read must not grow with the number of events. Every question of both consoles is put to the running apps over a history,
 * and over the same accounts, users and days with ten times as many events; the server counts the rows that it touches, and gives a
 * session the memory that the platform gives a statement.
 */
const NOW = Date.parse('2028-02-29T10:00:00Z');
const SESSION_BYTES = 16 * 2 ** 20;
const LARGEST_ANSWER_BYTES = 1_000_000;
const TIMES = 10;
/** The optimiser's estimates are not the same to the row in two databases. */
const MARGIN = { share: 1.02, rows: 40 };

/** What changes something, or asks others than the store. */
const NOT_READS: readonly string[] = [
  'setConsoleGroup',
  'replay',
  'tryAgain',
  'setPrivacy',
  'watch',
  'findUsers',
  'eraseUser',
  'addNote',
  'removeNote',
  'saveView',
  'renameView',
  'removeView',
  'saveFunnel',
  'renameFunnel',
  'removeFunnel',
  'setRevenueCosts',
  'setRevenueGrace',
  'replyToReview',
  'testConnection',
  'readNow',
  'pauseReport',
  'importPiece',
  'importDone',
  'saveProperty',
  'saveEvent',
  'retype',
  'changeProfile',
  'importProfiles',
  'computedSave',
  'computedAdd',
  'computedRemove',
  'setTarget',
  'removeTarget',
  'decideSignal',
  'learnNow',
  'saveHealthRules',
  'dropHealthRules',
  'saveCustomScore',
  'dropCustomScore',
  'signalSave',
  'signalRemove',
  'signalGroup',
  'learnFrom',
  'segmentSave',
  'segmentArchive',
  'stagesSave',
];

const PREPARING: readonly string[] = ['catalogue', 'overview', 'retention', 'funnel', 'activation', 'uptake', 'adoption', 'delivery'];
/** Conditions that say the same of ten times the events: on how many days, not how often. */
const onDays = (least: number): Condition => ({
  type: 'event',
  event: null,
  where: [],
  measure: 'days',
  count: { test: 'atLeast', n: least },
  within: { type: 'lastDays', days: 90 },
});
const REGULARS: Condition = { type: 'related', relation: 'users', count: { test: 'atLeast', n: 2 }, where: onDays(2) };
const SEGMENTS: readonly { readonly kind: SubjectKind; readonly condition: Condition }[] = [
  { kind: 'account', condition: onDays(1) },
  { kind: 'account', condition: REGULARS },
  { kind: 'user', condition: onDays(2) },
  { kind: 'membership', condition: { type: 'firstTime', event: 'Item Ticked', within: { type: 'lastDays', days: 90 } } },
];
const MONTHS = { months: 36, from: '2027-12', to: '2028-02', pageSize: 200 };

jest.setTimeout(240_000);

type Reads = {
  readonly statements: number;
  readonly rows: number;
  readonly bytes: number;
  readonly touched: number;
  readonly answer: number;
};
type Scope = 'vendor' | 'site';
type World = 'once' | 'tenfold';

const missing = missingMariaDb();
if (missing !== null) console.warn(`Skipped: ${missing}`);

(missing === null ? describe : describe.skip)('what pages read', () => {
  const vendor = simulateVendor({ seed: 'page-reads', accounts: 25, months: 3, endDay: '2028-02-29' });
  const admin = (users: readonly { accountId: string; isAdmin: boolean }[]) => users.find((each) => each.isAdmin)?.accountId ?? '';
  const engines = new Map<World, SqlEngine>();
  const counted = { statements: 0, rows: 0, bytes: 0 };
  const ends: (() => Promise<unknown>)[] = [];
  let world: World = 'once';
  let running: Running;
  let server: Connection;
  let started: { readonly url: string; stop(): Promise<void> };

  /** Both apps read this one: whichever world is looked at, with a count of what comes back. */
  const between: SqlEngine = {
    ...nothingOf(),
    execute: async (text, params) => {
      const answer = await worldOf(world).execute(text, params);
      counted.statements += 1;
      counted.rows += answer.rows.length;
      counted.bytes += Buffer.byteLength(JSON.stringify(answer.rows).replaceAll(/\d+/g, '0'));
      return answer;
    },
    ddl: (text) => worldOf(world).ddl(text),
    bytesUsed: () => worldOf(world).bytesUsed(),
  };
  const worldOf = (name: World): SqlEngine => {
    const engine = engines.get(name);
    if (engine === undefined) throw new Error(`No world ${name}`);
    return engine;
  };

  beforeAll(async () => {
    const maria = await startMariaDb();
    if ('missing' in maria) throw new Error(maria.missing);
    started = maria;
    ends.push(started.stop);
    server = await createConnection(started.url);
    ends.unshift(() => server.end());
    await server.query(`SET GLOBAL max_session_mem_used = ${SESSION_BYTES}`);
    // Estimates are made when they are asked for, and of every page: drawn by chance they lead to another way in one world than in the other.
    await server.query('SET GLOBAL innodb_stats_auto_recalc = OFF');
    await server.query('SET GLOBAL innodb_stats_persistent_sample_pages = 100000');
    for (const name of ['once', 'tenfold'] as const) {
      const engine = await openMysql(started.url, `reads_${name}`);
      engines.set(name, engine);
      ends.unshift(() => engine.close());
    }
    await fillHistory(worldOf('once'), vendor, () => NOW);
    await refresh(worldOf('once'));
    await learnAndSegment(worldOf('once'));
    await multiply(server);
    await refresh(worldOf('tenfold'));
    running = await composeHost({ vendor, port: 0, live: false, now: () => NOW, sites: 1, engineFor: () => Promise.resolve(between) });
    ends.unshift(() => running.stop());
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  async function invoke(scope: Scope, call: string, payload: object): Promise<unknown> {
    const [demo] = vendor.demoSites(1);
    // Limits are by the minute and by the second of the host's clock.
    await running.host.advance(1_000);
    const answer = (await running.host.invoke({
      ...(scope === 'vendor'
        ? { site: running.vendorSite, appKey: VENDOR_APP, moduleKey: 'console-global', accountId: admin(vendor.vendorSite.users) }
        : { site: demo?.site.slug ?? '', appKey: CUSTOMER_APP, moduleKey: 'console-admin', accountId: admin(demo?.users ?? []) }),
      functionKey: call,
      payload,
    })) as { ok: true; value: unknown } | { ok: false };
    if (!answer.ok) throw new Error(`${scope} ${call} was refused: ${JSON.stringify(answer)}`);
    return answer.value;
  }

  async function measured(scope: Scope, call: string, payload: object): Promise<Reads> {
    Object.assign(counted, { statements: 0, rows: 0, bytes: 0 });
    const before = await touchedRows(server);
    const answer = await invoke(scope, call, payload);
    return { ...counted, touched: (await touchedRows(server)) - before, answer: Buffer.byteLength(JSON.stringify(answer)) };
  }

  test('does not grow with events, in any screen of either console, within the memory of a statement', async () => {
    const inputs = await inputsOf((call, payload) => invoke('vendor', call, payload));
    const asked: { readonly scope: Scope; readonly call: string; readonly payload: object }[] = [];
    const left: string[] = [];
    for (const [call, { input }] of Object.entries(consoleCalls)) {
      if (NOT_READS.includes(call)) continue;
      const payload = inputs[call] ?? {};
      if (!input.safeParse(payload).success) left.push(call);
      else
        for (const scope of call in sharedCalls ? (['vendor', 'site'] as const) : (['vendor'] as const))
          asked.push({ scope, call, payload });
    }
    // Whoever adds a call says how it is asked, or that it changes something.
    expect(left).toEqual([]);

    const reads: Record<World, Map<string, Reads>> = { once: new Map(), tenfold: new Map() };
    for (world of ['once', 'tenfold'] as const) {
      // What was left to be computed is done by the first who come.
      for (const { scope, call, payload } of asked) if (PREPARING.includes(call)) await invoke(scope, call, payload);
      await estimate(server, world);
    }
    for (world of ['once', 'tenfold'] as const) {
      for (const { scope, call, payload } of asked) reads[world].set(`${scope} ${call}`, await measured(scope, call, payload));
    }
    const grown = [...reads.once].flatMap(([call, once]) => {
      const tenfold = reads.tenfold.get(call);
      const isSame = tenfold?.rows === once.rows && tenfold.bytes === once.bytes && tenfold.statements === once.statements;
      return isSame && tenfold.touched <= once.touched * MARGIN.share + MARGIN.rows ? [] : [{ call, once, tenfold }];
    });
    expect(grown).toEqual([]);
    const large = [...reads.tenfold].filter(([, { answer }]) => answer > LARGEST_ANSWER_BYTES);
    expect(large).toEqual([]);
    expect(reads.once.get('vendor accounts')?.rows).toBeGreaterThan(20);
    expect(reads.once.get('vendor accounts')?.touched).toBeGreaterThan(20);
    for (const engine of engines.values())
      expect((await engine.execute('SELECT @@max_session_mem_used AS bytes', [])).rows).toEqual([{ bytes: SESSION_BYTES }]);
    expect(asked.length).toBeGreaterThan(30);
    for (const call of ['segmentMembers', 'segmentTurns', 'segmentPreview', 'segmentOverlap'])
      expect([call, (reads.once.get(`vendor ${call}`)?.rows ?? 0) > 1]).toEqual([call, true]);
  });

  test('and the events are ten times as many', async () => {
    const uses = async (name: World) => (await worldOf(name).execute('SELECT COUNT(*) AS n FROM receipt', [])).rows[0]?.n;
    expect(Number(await uses('once'))).toBeGreaterThan(1000);
    expect(Number(await uses('tenfold'))).toBe(TIMES * Number(await uses('once')));
  });

  test('and what pages read is prepared, also of an account where each of 250 users uses three features on each day', async () => {
    const engine = await openMysql(started.url, 'reads_large');
    const { sql: port, ddl } = portsOver(engine);
    await migrate({ sql: port, ddl }, vendorMigrations);
    const today = dayNumberOf(NOW);
    await port.write(sql`INSERT INTO event_name (event_id, name, feature) VALUES (1, 'A', 1), (2, 'B', 1), (3, 'C', 1)`);
    await server.query(`INSERT INTO reads_large.activity (account_id, day, user_id, event_id, count)
      SELECT 7, ${today} - seq DIV 750, 1 + seq DIV 3 % 250, 1 + seq % 3, 2 FROM reads_large.seq_0_to_74999`);
    await rewriteEngagement(port, [7], today);
    const { rows } = await engine.execute('SELECT * FROM account_feature ORDER BY event_id', []);
    const of90 = { users7: 250, uses7: 3_500, users30: 250, uses30: 15_000, days30: 7_500, users90: 250, uses90: 45_000 };
    const row = { account_id: 7, as_of_day: today, first_day: today - 99, last_day: today, ...of90 };
    expect(rows).toEqual([1, 2, 3].map((event_id) => ({ ...row, event_id })));
    await engine.close();
  });
});

function nothingOf(): Pick<SqlEngine, 'close'> {
  return { close: () => Promise.resolve() };
}

/** Rows that the server has looked at so far, whoever asked. */
async function touchedRows(server: Connection): Promise<number> {
  const [rows] = await server.query("SHOW GLOBAL STATUS LIKE 'Handler_read%'");
  return (rows as Record<string, unknown>[]).reduce((sum, row) => sum + Number(row.Value), 0);
}

/** The other database becomes this one with every event another nine times, on the same day by the same user in the same account. */
async function multiply(server: Connection): Promise<void> {
  for (const name of await tablesOf(server, 'once')) {
    await server.query(`CREATE TABLE reads_tenfold.${name} LIKE reads_once.${name}`);
    await server.query(`INSERT INTO reads_tenfold.${name} SELECT * FROM reads_once.${name}`);
  }
  for (let copy = 1; copy < TIMES; copy += 1)
    await server.query(`INSERT INTO reads_tenfold.receipt (message_hash, account_id, day, user_id, event_id, received_day)
      SELECT CONCAT('${copy}.', LEFT(message_hash, 20)), account_id, day, user_id, event_id, received_day FROM reads_once.receipt`);
  await server.query(`UPDATE reads_tenfold.activity SET count = count * ${TIMES}, frozen = frozen * ${TIMES}`);
}

/** Both worlds lie on their pages alike, whatever was written to them before, and are estimated as tables are that have been there for long. */
async function estimate(server: Connection, world: World): Promise<void> {
  for (const name of await tablesOf(server, world)) {
    await server.query(`ALTER TABLE reads_${world}.${name} FORCE`);
    await server.query(`ANALYZE TABLE reads_${world}.${name}`);
  }
}

async function tablesOf(server: Connection, world: World): Promise<string[]> {
  const [tables] = await server.query(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'reads_${world}'`);
  return (tables as { name: string }[]).map(({ name }) => name);
}

/** All that is prepared for pages, from activity. */
async function refresh(engine: SqlEngine): Promise<void> {
  const { sql: port } = portsOver(engine);
  const { rows } = await engine.execute('SELECT account_id, MIN(day) AS first, MAX(day) AS last FROM activity GROUP BY account_id', []);
  await recomputeAccountDays(
    port,
    rows.map((row) => ({ accountId: Number(row.account_id), first: Number(row.first), last: Number(row.last) })),
    dayNumberOf(NOW),
  );
  await noteStale(
    port,
    rows.map((row) => Number(row.account_id)),
  );
  await refreshEngagement({ sql: port, clock: () => NOW }, { today: dayNumberOf(NOW), deadline: Infinity });
  await measureCoverage({ sql: port, kvs: memoryKvs(), clock: () => NOW }, Infinity);
}

/** Segments with their members, models with their reports, and scores: what there is to read of them. */
async function learnAndSegment(engine: SqlEngine): Promise<void> {
  const ports = { sql: portsOver(engine).sql, clock: () => NOW, log: () => undefined, kvs: memoryKvs(), walk: () => Promise.resolve() };
  for (const [index, { kind, condition }] of SEGMENTS.entries()) {
    const name = `Segment ${String(index + 1)}`;
    const saved = await saveDefinition(ports, { id: null, name, kind, description: '', told: true, condition });
    if (!('segmentId' in saved)) throw new Error(`${name} was not saved: ${JSON.stringify(saved)}`);
  }
  expect(await walkSegments(ports, null, Infinity)).toBeNull();
  const today = dayNumberOf(NOW);
  for (const outcome of OUTCOMES)
    for (let step: LearnStep | null = { outcome, today, part: 0 }; step !== null;) step = await learn(ports, step);
  await scoreAccounts(ports, today);
  const used = { type: 'event', event: null, within: { type: 'lastDays', days: 30 } };
  const score = CustomScoreToSave.parse({
    scoreId: null,
    kind: 'membership',
    name: 'Engaged',
    base: 0,
    rules: [{ condition: used, points: 50 }],
  });
  expect(await saveScore({ ...ports, rescore: () => Promise.resolve() }, score)).toEqual({ problems: [] });
  expect(await keepUserScores(ports, today, { accountId: 0, userId: 0 }, Infinity)).toBeNull();
}

/** What is asked where a question needs more than its defaults: the largest of everything. */
async function inputsOf(ask: (call: ConsoleCall, payload: object) => Promise<unknown>): Promise<Readonly<Record<string, object>>> {
  const accounts = (await ask('accounts', { pageSize: 200, sort: 'usersSeen30' })) as { rows: { accountId: number; appKey?: string }[] };
  const accountId = accounts.rows[0]?.accountId ?? 0;
  const { rows: members } = (await ask('members', { accountId })) as { rows: { userId: number }[] };
  const { rows: movements } = (await ask('revenueMovements', MONTHS)) as { rows: { account: string }[] };
  const { rows: lines } = (await ask('revenueStatementLines', { months: 36 })) as {
    rows: { lineId: string; app: string; saleDay: string }[];
  };
  const { segments } = (await ask('segments', {})) as { segments: { segmentId: number; kind: SubjectKind; members: number }[] };
  const [first, second] = segments.filter(({ kind }) => kind === 'account').map(({ segmentId }) => segmentId);
  if (first === undefined || second === undefined) throw new Error('There are no segments to read');
  return {
    segmentBuilder: { segmentId: second },
    segmentPreview: { segmentId: second, kind: 'account', condition: REGULARS },
    segment: { segmentId: first },
    segmentMembers: { segmentId: first, pageSize: 200 },
    segmentTurns: { segmentId: first, pageSize: 200 },
    segmentOverlap: { segmentId: first, others: [second] },
    segmentSubjects: { kind: 'account', search: 'a' },
    segmentWhy: { segmentId: second, accountId, userId: 0 },
    stagePreview: { stages: [{ key: null, name: 'Regulars', kind: 'free', rule: REGULARS }] },
    overview: { rangeDays: 90 },
    overviewDays: { range: 'last-90-days', compare: true },
    countedAnew: {},
    accounts: { pageSize: 200 },
    account: { accountId },
    members: { accountId, pageSize: 200 },
    user: { userId: members[0]?.userId ?? 0 },
    retention: { grain: 'day' },
    lifecycle: { grain: 'day' },
    adoption: { range: 'last-90-days', compare: true },
    revenueMovements: MONTHS,
    revenueAccount: { account: movements[0]?.account ?? '' },
    revenueRawLine: { lineId: lines[0]?.lineId ?? '' },
    revenueDifferences: { month: '2028-01', app: lines[0]?.app ?? '', subscription: 'MONTHLY' },
    priorities: { outcome: 'churn' },
    signalBuilder: { outcome: 'churn' },
    stages: { days: 365, filter: { segment: [String(first), String(second)] } },
    health: { filter: { segment: [String(first), String(second)] } },
    healthAccounts: { stage: 'Paying', health: 'good', filter: { segment: [String(first), String(second)] } },
    customScores: { filter: { segment: [String(first), String(second)] } },
    customScoreBuilder: { scoreId: null },
    profile: { accountId, userId: 0 },
    computedPreview: { kind: 'account', key: null, definition: { type: 'ratio', of: 'users-30', to: 'seats' } },
    computedRemoval: { kind: 'account', key: 'lists' },
    retypePreview: { kind: 'account', key: 'lists', type: 'text' },
    exportProfiles: { kind: 'membership' },
    unmatched: { kind: 'licences' },
    asideRaw: { id: 1 },
  };
}
