// The MRR bridge of all transaction lines against the same bridge in SQL on DuckDB, the same lines in the memory of each; and the
// update by 0.3 % changed lines against the full pass. Options: --transactions N, --runs N.
import { parseArgs } from 'node:util';
import { bridgeByMonth } from '../../src/revenue/bridge';
import { monthOf } from '../../src/revenue/calendar';
import { buildLedger, updateLedger, type Ledger } from '../../src/revenue/ledger';
import type { TransactionLine } from '../../src/revenue/line';
import { MOVEMENT_KINDS } from '../../src/revenue/movement';
import { connectDuckDb } from './duckdb/connect';
import { bridgeSql } from './revenue/bridge-sql';
import { changedLines } from './revenue/changes';
import { loadLines } from './revenue/load-lines';
import { FIRST_DAY, LAST_DAY, sampleLines } from './revenue/rows';
import { median, report } from './report';

const GOAL = 1;
const INCREMENTAL_GOAL = 50;
const CHANGED_SHARE = 0.003;
const SETTINGS = { basis: 'customer', graceDays: 7 } as const;
const WARM_UP_UPDATES = 5;
const UPDATES = 15;
const SHOWN_DIFFERENCES = 5;

/** Sums by month and kind, without zeros, as `month kind cents`. */
function sumsOf(ledger: Ledger): string[] {
  return bridgeByMonth(ledger, monthOf(FIRST_DAY) - 1, monthOf(LAST_DAY) + 24)
    .flatMap((step) => MOVEMENT_KINDS.flatMap((kind) => (step[kind] === 0 ? [] : [`${step.month} ${kind} ${step[kind]}`])))
    .sort();
}

async function timed<Result>(times: number[], work: () => Result | Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: { transactions: { type: 'string', default: '300000' }, runs: { type: 'string', default: '5' } },
  });
  const runs = Number(values.runs);
  const lines = sampleLines(Number(values.transactions));
  const duckDb = await connectDuckDb();
  await loadLines(duckDb, lines);
  const sql = bridgeSql(SETTINGS.graceDays);

  // The first round warms both up and is compared, not measured.
  const ours: number[] = [];
  const theirs: number[] = [];
  let agree = true;
  for (let run = 0; run <= runs; run += 1) {
    const answer = await timed(ours, () => sumsOf(buildLedger(lines, SETTINGS)));
    const rows = await timed(theirs, () => duckDb.ask(sql));
    const peer = rows
      .flatMap(([month, kind, cents]) => (String(cents) === '0' ? [] : [`${String(month)} ${String(kind)} ${String(cents)}`]))
      .sort();
    agree &&= isSame(answer, peer);
    console.log(
      `${run === 0 ? 'Warm-up' : `Run ${run}`}: ours ${shown(ours.at(-1))} ms, DuckDB ${duckDb.version} ${shown(theirs.at(-1))} ms, ${answer.length} sums`,
    );
  }
  const oursMs = median(ours.slice(1));
  const theirsMs = median(theirs.slice(1));

  const { incrementalMs, same, changed, accounts, touched } = incremental(lines);
  const ratio = theirsMs / oursMs;
  const incrementalRatio = oursMs / incrementalMs;
  report({
    bench: 'revenue',
    agree: agree && same,
    ratio: Number(ratio.toFixed(3)),
    pass: ratio >= GOAL && incrementalRatio >= INCREMENTAL_GOAL,
    transactions: lines.length,
    accounts,
    oursMs: Number(oursMs.toFixed(1)),
    duckDbMs: Number(theirsMs.toFixed(1)),
    incrementalRatio: Number(incrementalRatio.toFixed(1)),
    incrementalMs: Number(incrementalMs.toFixed(2)),
    changedLines: changed,
    touchedAccounts: touched,
    runs,
  });
}

/** Batch after batch of changed lines into one ledger; at the end it must say what the full pass over the same lines says. */
function incremental(lines: readonly TransactionLine[]) {
  const current = new Map(lines.map((line) => [line.key, line]));
  const ledger = buildLedger(lines, SETTINGS);
  const updates: number[] = [];
  const changed = Math.round(lines.length * CHANGED_SHARE);
  let touched = 0;
  for (let batch = 0; batch < WARM_UP_UPDATES + UPDATES; batch += 1) {
    const changes = changedLines(current, changed, batch);
    for (const line of changes) current.set(line.key, line);
    const start = performance.now();
    touched = updateLedger(ledger, { lines: changes }).length;
    updates.push(performance.now() - start);
  }
  console.log(`Updates of ${changed} changed lines: ${updates.map((ms) => shown(ms)).join(', ')} ms; the first ${WARM_UP_UPDATES} warm up`);
  const same = isSame(sumsOf(ledger), sumsOf(buildLedger(current.values(), SETTINGS)));
  return { incrementalMs: median(updates.slice(WARM_UP_UPDATES)), same, changed, accounts: ledger.accounts.size, touched };
}

function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  const only = (a: readonly string[], b: readonly string[]): string[] => {
    const others = new Set(b);
    return a.filter((sum) => !others.has(sum));
  };
  const differences = [...only(ours, theirs).map((sum) => `ours ${sum}`), ...only(theirs, ours).map((sum) => `theirs ${sum}`)];
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) console.log(`Differs: ${difference}`);
  return differences.length === 0;
}

const shown = (ms = NaN): string => ms.toFixed(1);

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
