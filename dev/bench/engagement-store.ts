// What ten million events of 400 days take in the store, and whether each statement of pages and upkeep runs in the memory that the platform
// gives one. Needs a MariaDB server: --sql mysql://user@host:port (its session memory is limited for as long as the bench runs).
// Options: --events N, --marketplace-mb N and --marketplace-tidb-mb N (what licences and sales take in a file and as TiDB counts, as the bench of the
// sync says).
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { storeBatch } from '../../src/intake/store-batch';
import type { SqlPort } from '../../src/platform/ports';
import { dayNumberOf } from '../../src/platform/days';
import { rowsSql, sql } from '../../src/platform/sql';
import { chunked } from '../../src/store/chunks';
import { refreshEngagement } from '../../src/store/engagement-rows';
import { refreshEventDays } from '../../src/store/event-days';
import { freezeReceipts } from '../../src/store/freeze-receipts';
import { migrate } from '../../src/store/migrate';
import { vendorMigrations } from '../../src/store/migrations/vendor';
import { packOldActivity } from '../../src/store/pack-activity';
import { noteMovedWindows } from '../../src/store/stale-accounts';
import type { SqlEngine } from '../sql/engine';
import { openMysql } from '../sql/mysql-engine';
import { portsOver } from '../sql/ports';
import { LAST_DAY } from './engagement/questions';
import { sampleActivity, sampleBatch } from './engagement/rows';
import { fillStore } from './engagement-store/fill';
import { callsOf, usesOf, type Use } from './engagement-store/history';
import { pagesOf } from './engagement-store/pages';
import { spaceByTable, type TableSpace } from './engagement-store/space';
import { report } from './report';

const SESSION_BYTES = 16 * 2 ** 20;
const BUDGET_MB = 700;
const GOAL_EVENTS = 10_000_000;
const ANSWER_BYTES = 1_000_000;
const STATEMENTS_GOAL = 20;
const BATCH = 1000;
/** Uses that are compared with what the intake makes of them. */
const COMPARED = 400;
const COMPARED_TABLES = [
  'account',
  'account_key',
  'app_user',
  'event_name',
  'activity',
  'receipt',
  'membership',
  'nobody_days',
  'account_days',
];
const NOW = (LAST_DAY + 0.5) * 86_400_000;
const megabytes = (bytes: number): number => bytes / 2 ** 20;

type Counted = { statements: number; slowestMs: number; largestBytes: number };

/** The ports, with a count of statements, the slowest of them and the largest answer. */
function countedPorts(engine: SqlEngine, counted: Counted): SqlPort {
  const { sql: port } = portsOver(engine);
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const answer = await work();
    counted.statements += 1;
    counted.slowestMs = Math.max(counted.slowestMs, performance.now() - start);
    return answer;
  };
  return {
    query: async (statement) => {
      const rows = await timed(() => port.query(statement));
      counted.largestBytes = Math.max(counted.largestBytes, Buffer.byteLength(JSON.stringify(rows)));
      return rows;
    },
    write: (statement) => timed(() => port.write(statement)),
  };
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000000' },
      sql: { type: 'string' },
      'marketplace-mb': { type: 'string', default: '230' },
      'marketplace-tidb-mb': { type: 'string', default: '195' },
    },
  });
  if (values.sql === undefined) throw new Error('Which server? --sql mysql://user@host:port');
  const server = await createConnection(values.sql);
  for (const name of ['bulk', 'intake', 'whole']) await server.query(`DROP DATABASE IF EXISTS bench_${name}`);
  await server.query(`SET GLOBAL max_session_mem_used = ${SESSION_BYTES}`);
  const opened: SqlEngine[] = [];
  try {
    const open = async (name: string): Promise<SqlEngine> => {
      const engine = await openMysql(values.sql ?? '', `bench_${name}`);
      opened.push(engine);
      await migrate(portsOver(engine), vendorMigrations);
      return engine;
    };
    const agree = await isSameAsIntake(await open('bulk'), await open('intake'));
    const marketplace = { usedMb: Number(values['marketplace-mb']), tidbMb: Number(values['marketplace-tidb-mb']) };
    await measure(await open('whole'), { events: Number(values.events), marketplace, agree });
  } finally {
    for (const engine of opened) await engine.close();
    await server.query('SET GLOBAL max_session_mem_used = DEFAULT');
    await server.end();
  }
}

/** A small history in bulk, and the same day by day through the intake with an upkeep at its end: the same rows. */
async function isSameAsIntake(bulk: SqlEngine, intake: SqlEngine): Promise<boolean> {
  const uses = usesOf(sampleActivity(COMPARED).rows);
  await fillStore(portsOver(bulk).sql, uses, LAST_DAY);
  const { sql: port } = portsOver(intake);
  for (const [day, own] of byDay(uses)) await storeBatch(port, own.flatMap(callsOf), day * 86_400_000);
  while ((await freezeReceipts(port, LAST_DAY)) > 0);
  let same = true;
  for (const table of COMPARED_TABLES) {
    const rows = async (engine: SqlEngine) =>
      (await engine.execute(`SELECT * FROM ${table}`, [])).rows.map((row) => JSON.stringify(row)).sort();
    const [ours, theirs] = [await rows(bulk), await rows(intake)];
    const different = ours.filter((row, index) => row !== theirs[index]);
    if (ours.length === theirs.length && different.length === 0) continue;
    same = false;
    console.log(
      `${table} differs: ${ours.length} rows in bulk, ${theirs.length} through the intake, such as ${different[0] ?? theirs.at(-1) ?? ''}`,
    );
  }
  return same;
}

function byDay(uses: readonly Use[]): Map<number, Use[]> {
  const days = new Map<number, Use[]>();
  for (const use of uses) {
    const own = days.get(use.day);
    if (own === undefined) days.set(use.day, [use]);
    else own.push(use);
  }
  return days;
}

async function measure(
  engine: SqlEngine,
  { events, marketplace, agree }: { events: number; marketplace: { readonly usedMb: number; readonly tidbMb: number }; agree: boolean },
): Promise<void> {
  const sample = sampleActivity(Math.round(events / EVENTS_PER_ROW), events);
  const uses = usesOf(sample.rows);
  const total = uses.reduce((sum, { count }) => sum + count, 0);
  const quiet = portsOver(engine).sql;
  const seconds = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  };
  await seconds(`${total} events, ${uses.length} keys of activity written`, () => fillStore(quiet, uses, LAST_DAY));
  const accounts = (await engine.execute('SELECT account_id FROM account', [])).rows.map(({ account_id }) => Number(account_id));
  for (const chunk of chunked(accounts))
    await quiet.write(sql`INSERT INTO account_state (account_id, company, tier, seats, status, mrr_cents, edition, hosting, region, stage)
      VALUES ${rowsSql(chunk.map((id) => [id, `Company ${id} Limited`, 'Unlimited', 10 + (id % 300), 'active', (id % 5) * 1000, 'Standard', 'Cloud', 'EMEA', 'Paying']))}`);

  const upkeep: Counted = { statements: 0, slowestMs: 0, largestBytes: 0 };
  const clock = () => NOW;
  const caring = { sql: countedPorts(engine, upkeep), clock };
  await seconds('prepared rows', () => refreshEngagement(caring, { today: LAST_DAY, deadline: Infinity }));
  await seconds('packed days', () => refreshEventDays(caring, { deadline: Infinity }));

  const intake: Counted = { statements: 0, slowestMs: 0, largestBytes: 0 };
  const batch = sampleBatch(sample, BATCH, 0).map((row) => ({ ...row, count: 1 }));
  await storeBatch(countedPorts(engine, intake), batch.flatMap(callsOf), NOW);
  await seconds('a day later', async () => {
    await noteMovedWindows(caring.sql, LAST_DAY + 1);
    await refreshEngagement(caring, { today: LAST_DAY + 1, deadline: Infinity });
    await refreshEventDays(caring, { deadline: Infinity });
    await freezeReceipts(caring.sql, LAST_DAY + 1);
  });

  await seconds('old activity packed', () => packOldActivity(caring, { today: LAST_DAY + 1, deadline: Infinity }));
  await seconds('prepared rows, of packs', async () => {
    await noteMovedWindows(caring.sql, LAST_DAY + 2);
    await refreshEngagement(caring, { today: LAST_DAY + 1, deadline: Infinity });
  });

  const pages: Counted = { statements: 0, slowestMs: 0, largestBytes: 0 };
  const kvs = { get: () => Promise.resolve(undefined) } as unknown as Parameters<typeof pagesOf>[0]['kvs'];
  let largest = 0;
  let failed = 0;
  for (const { name, ask } of await pagesOf({ sql: countedPorts(engine, pages), clock, kvs })) {
    const start = performance.now();
    try {
      const bytes = Buffer.byteLength(JSON.stringify(await ask()));
      largest = Math.max(largest, bytes);
      console.log(`${name}: ${(performance.now() - start).toFixed(0)} ms, ${bytes} bytes`);
    } catch (error) {
      failed += 1;
      console.log(`${name} fails: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  // Where rows were packed MariaDB keeps their pages; TiDB's compaction gives such space back.
  await engine.execute('OPTIMIZE TABLE activity', []);
  const { usedMb, tidbMb } = await showSpace(engine, total);
  const atGoal = (mb: number) => (mb * GOAL_EVENTS) / total;
  const whole = { usedMb: atGoal(usedMb) + marketplace.usedMb, tidbMb: atGoal(tidbMb) + marketplace.tidbMb };
  console.log(
    `Space: ${usedMb.toFixed(0)} MiB on MariaDB, ${tidbMb.toFixed(0)} as TiDB counts. At ten million events ${atGoal(usedMb).toFixed(0)} and ` +
      `${atGoal(tidbMb).toFixed(0)}; with licences and sales ${whole.usedMb.toFixed(0)} and ${whole.tidbMb.toFixed(0)} of ${BUDGET_MB} MiB.`,
  );
  report({
    bench: 'engagement-store',
    agree,
    ratio: Number((BUDGET_MB / whole.usedMb).toFixed(3)),
    pass: failed === 0 && whole.usedMb <= BUDGET_MB && largest <= ANSWER_BYTES && intake.statements <= STATEMENTS_GOAL,
    events: total,
    activityRows: uses.length,
    accounts: accounts.length,
    users: sample.users,
    asOf: dayNumberOf(NOW),
    usedMb: Math.round(usedMb),
    tidbMb: Math.round(tidbMb),
    atTenMillionMb: Math.round(atGoal(usedMb)),
    wholeMb: Math.round(whole.usedMb),
    wholeTidbMb: Math.round(whole.tidbMb),
    sessionMb: megabytes(SESSION_BYTES),
    largestAnswerBytes: largest,
    largestReadBytes: Math.max(pages.largestBytes, upkeep.largestBytes),
    slowestPageStatementMs: Math.round(pages.slowestMs),
    slowestUpkeepStatementMs: Math.round(upkeep.slowestMs),
    failedPages: failed,
    statementsPer1000: intake.statements,
    largestIntakeReadBytes: intake.largestBytes,
  });
}

/** The mean count of a row of the sample. */
const EVENTS_PER_ROW = 1.69;

/** What the store takes by table, and what ten million events of the same kind would: users and accounts grow with them. */
async function showSpace(engine: SqlEngine, events: number): Promise<{ readonly usedMb: number; readonly tidbMb: number }> {
  const spaces = await spaceByTable(engine);
  const at = (bytes: number) => Math.round((megabytes(bytes) * GOAL_EVENTS) / events);
  console.table(
    spaces
      .filter(({ rows }) => rows > 100)
      .map(({ table, rows, data, keys, tidb }) => ({
        table,
        rows,
        'rows MiB': megabytes(data).toFixed(1),
        'keys MiB': megabytes(keys).toFixed(1),
        'TiDB MiB': megabytes(tidb).toFixed(1),
        'at 10 M': at(data + keys),
        'TiDB at 10 M': at(tidb),
      })),
  );
  const sum = (of: (space: TableSpace) => number) => spaces.reduce((total, space) => total + of(space), 0);
  return { usedMb: megabytes(sum(({ data, keys }) => data + keys)), tidbMb: megabytes(sum(({ tidb }) => tidb)) };
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
