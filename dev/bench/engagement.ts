// Every series of engagement from unsorted rows, against the same definitions in SQL on DuckDB, the same rows in the memory of each;
// and batches of new rows into what stands. Options: --events N (rows of activity), --runs N, --profile (time of each statement and part).
import { parseArgs } from 'node:util';
import type { ActivityRow } from '../../src/engagement/activity';
import { buildActivity } from '../../src/engagement/build-activity';
import { mergeBatch } from '../../src/engagement/merge-batch';
import { buildSeries } from '../../src/engagement/series';
import { connectDuckDb } from './duckdb/connect';
import type { DuckDb } from './duckdb/connect';
import { loadRows } from './engagement/load-rows';
import { linesOf, readAll } from './engagement/our-answers';
import { EVENTS, sampleActivity, sampleBatch, SPAN, type Sample } from './engagement/rows';
import { seriesSql } from './engagement/series-sql';
import { median, report } from './report';

const GOAL = 3;
const BATCH_GOAL_MS = 10;
const BATCH = 1000;
const WARM_UP_BATCHES = 20;
const BATCHES = 40;
const SHOWN_DIFFERENCES = 8;
const VIEW = { counted: 'features' } as const;

/** Time of processors that this process used so far. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const shown = (ms = NaN): string => ms.toFixed(ms < 100 ? 2 : 0);
const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000000' },
      runs: { type: 'string', default: '3' },
      profile: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  const sample = sampleActivity(Number(values.events));
  const heldMb = megabytes(process.memoryUsage().rss);
  console.log(
    `${sample.rows.account.length} rows, ${sample.users} users, ${sample.accounts.length} accounts: ${heldMb} MB before anything is counted`,
  );

  // The first round warms both up and is compared, not measured.
  const ours: number[] = [];
  const cpu = { ours: [] as number[], theirs: [] as number[] };
  ours.push(full(sample, values.profile).ms);
  const peakMb = megabytes(process.resourceUsage().maxRSS * 1024);
  console.log(`Warm-up: ours ${shown(ours[0])} ms, the process at most ${peakMb} MB`);
  const duckDb = await connectDuckDb();
  await loadRows(duckDb, sample.rows, sample.accounts);
  const theirs: number[] = [];
  let agree = true;
  let numbers = 0;
  for (let run = 0; run <= runs; run += 1) {
    const beforeOurs = cpuMs();
    const own = full(sample, values.profile);
    cpu.ours.push(cpuMs() - beforeOurs);
    if (run > 0) ours.push(own.ms);
    await reset(duckDb);
    const beforeTheirs = cpuMs();
    theirs.push(await timedSql(duckDb, values.profile && run === 1));
    cpu.theirs.push(cpuMs() - beforeTheirs);
    const answers = linesOf(own.read);
    numbers = answers.length;
    agree &&= isSame(answers, await peerLines(duckDb));
    console.log(
      `Run ${run}${run === 0 ? ' (warm-up)' : ''}: ours ${shown(own.ms)} ms, DuckDB ${duckDb.version} ${shown(theirs.at(-1))} ms, ${numbers} numbers`,
    );
  }
  const oursMs = median(ours.slice(1));
  const duckDbMs = median(theirs.slice(1));
  await reset(duckDb);

  const batches = incremental(sample);
  const ratio = duckDbMs / oursMs;
  report({
    bench: 'engagement',
    agree: agree && batches.same,
    ratio: Number(ratio.toFixed(3)),
    pass: ratio >= GOAL && batches.medianMs <= BATCH_GOAL_MS,
    events: sample.rows.account.length,
    users: sample.users,
    accounts: sample.accounts.length,
    days: SPAN.days,
    numbers,
    oursMs: Math.round(oursMs),
    duckDbMs: Math.round(duckDbMs),
    // Time of processors, all threads: what is left to compare when others use the machine.
    oursCpuMs: Math.round(median(cpu.ours.slice(1))),
    duckDbCpuMs: Math.round(median(cpu.theirs.slice(1))),
    peakMb,
    rowsMb: heldMb,
    batchRows: BATCH,
    batchMs: Number(batches.medianMs.toFixed(2)),
    batchCpuMs: Number(batches.cpuMs.toFixed(2)),
    slowestBatchMs: Number(batches.slowestMs.toFixed(2)),
    runs,
  });
}

/** Sorting, indexing, dictionaries, sums and every answer. */
function full({ rows, accounts }: Sample, tells: boolean) {
  const start = performance.now();
  const activity = buildActivity(rows, SPAN, EVENTS);
  const built = performance.now();
  const series = buildSeries(activity, VIEW);
  const summed = performance.now();
  const read = readAll(series, accounts);
  const end = performance.now();
  if (tells)
    console.log(`  sort and index ${shown(built - start)} ms, sums ${shown(summed - built)} ms, reading ${shown(end - summed)} ms`);
  return { ms: end - start, read };
}

async function timedSql(duckDb: DuckDb, tells: boolean): Promise<number> {
  const start = performance.now();
  for (const statement of seriesSql()) {
    const before = performance.now();
    await duckDb.run(statement);
    const ms = performance.now() - before;
    if (tells && ms > 50) console.log(`  ${shown(ms)} ms  ${statement.replace(/\s+/g, ' ').slice(0, 120)}`);
  }
  return performance.now() - start;
}

async function reset(duckDb: DuckDb): Promise<void> {
  const tables = await duckDb.ask("SELECT table_name FROM duckdb_tables() WHERE table_name NOT IN ('event', 'account')");
  for (const [table] of tables) await duckDb.run(`DROP TABLE "${String(table)}"`);
  const macros = await duckDb.ask("SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'macro' AND NOT internal");
  for (const [macro] of macros) await duckDb.run(`DROP MACRO "${String(macro)}"`);
}

async function peerLines(duckDb: DuckDb): Promise<string[]> {
  const rows = await duckDb.ask('SELECT name, value FROM answer WHERE value <> 0');
  return rows.flatMap(([name, value]) => {
    const rounded = Number(Number(value).toFixed(6));
    return rounded === 0 ? [] : [`${String(name)} ${rounded}`];
  });
}

/** Batch after batch into one state; at the end it must say what the full pass over all rows says. */
function incremental(sample: Sample) {
  const activity = buildActivity(sample.rows, SPAN, EVENTS);
  const series = buildSeries(activity, VIEW);
  const all: ActivityRow[] = [];
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (let batch = 0; batch < WARM_UP_BATCHES + BATCHES; batch += 1) {
    const rows = sampleBatch(sample, BATCH, batch);
    all.push(...rows);
    const start = performance.now();
    const cpu = cpuMs();
    mergeBatch(activity, [series], rows);
    times.push(performance.now() - start);
    cpuTimes.push(cpuMs() - cpu);
  }
  console.log(`Batches of ${BATCH} rows: ${times.map((ms) => shown(ms)).join(', ')} ms; the first ${WARM_UP_BATCHES} warm up`);
  const measured = times.slice(WARM_UP_BATCHES);
  const merged = Object.fromEntries(
    (['account', 'user', 'event', 'day', 'count'] as const).map((name) => {
      const column = new Int32Array(sample.rows.account.length + all.length);
      column.set(sample.rows[name]);
      column.set(
        all.map((row) => row[name]),
        sample.rows.account.length,
      );
      return [name, column];
    }),
  ) as unknown as Sample['rows'];
  const same = isSame(linesOf(readAll(series, sample.accounts)), linesOf(full({ ...sample, rows: merged }, false).read));
  return { same, medianMs: median(measured), cpuMs: median(cpuTimes.slice(WARM_UP_BATCHES)), slowestMs: Math.max(...measured) };
}

function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  const only = (a: readonly string[], b: readonly string[]): string[] => {
    const others = new Set(b);
    return a.filter((line) => !others.has(line));
  };
  const differences = [...only(ours, theirs).map((line) => `ours ${line}`), ...only(theirs, ours).map((line) => `theirs ${line}`)];
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) console.log(`Differs: ${difference}`);
  if (differences.length > 0) console.log(`${differences.length} differences`);
  return differences.length === 0;
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
