// Full evaluation of segments against the same rules in DuckDB (all of it) and in json-rules-engine (a hundredth of the users), and what one
// event costs afterwards. Options: --accounts N, --users N, --segments N, --runs N.
import { parseArgs } from 'node:util';
import { setActivity } from '../../src/segments/change-facts';
import type { Segment } from '../../src/segments/condition';
import { dependentsOf } from '../../src/segments/dependents';
import { applyTouches, newSchedule } from '../../src/segments/due';
import { type Engine, newEngine } from '../../src/segments/engine';
import { evaluateAll } from '../../src/segments/evaluate-all';
import { variantFor } from '../../src/segments/facts';
import { planSegments } from '../../src/segments/plan';
import { connectDuckDb, type DuckDb } from './duckdb/connect';
import { median, report } from './report';
import { sampleSegments } from './segments/definitions';
import { openRulesEngine, userFacts } from './segments/rules-engine';
import { membersSql } from './segments/segment-sql';
import { CATALOGUE, EVENTS, fillDuckDb, ROWS_PER_USER, sampleFacts, TODAY } from './segments/world';

const RULES_GOAL = 20;
const EVENT_GOAL_US = 50;
const EVENTS_MEASURED = 3000;
const MEGABYTE = 2 ** 20;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number; cpu: number }> {
  const [start, cpu] = [performance.now(), cpuMs()];
  const result = await work();
  return { result, ms: performance.now() - start, cpu: cpuMs() - cpu };
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string', default: '100000' },
      users: { type: 'string', default: '1000000' },
      segments: { type: 'string', default: '50' },
      runs: { type: 'string', default: '3' },
    },
  });
  const [accounts, users, runs] = [Number(values.accounts), Number(values.users), Number(values.runs)];
  const segments = sampleSegments(Number(values.segments));
  const before = process.memoryUsage().arrayBuffers;
  const facts = sampleFacts(accounts, users);
  const factsMb = (process.memoryUsage().arrayBuffers - before) / MEGABYTE;
  const plan = planSegments(segments, CATALOGUE);
  if (plan.broken.size > 0) throw new Error(`Not every segment can be evaluated: ${JSON.stringify([...plan.broken])}`);
  const engine = newEngine(plan, facts, TODAY);
  const membersMb = engine.members.reduce((sum, column) => sum + column.byteLength, 0) / MEGABYTE;
  console.log(
    `${accounts} accounts, ${users} users, ${facts.membership.count} memberships, ${facts.rowsUsed} rows, ${segments.length} segments in ${plan.units.length} sets: ` +
      `${Math.round(factsMb)} MB of facts, ${Math.round(membersMb)} MB of members`,
  );

  const duckDb = await connectDuckDb();
  await fillDuckDb(duckDb, accounts, users);
  const ours: { ms: number; cpu: number }[] = [];
  const theirs: { ms: number; cpu: number }[] = [];
  let agree = true;
  // The first round warms up.
  for (let run = 0; run <= runs; run += 1) {
    for (const column of engine.members) column.fill(0);
    ours.push(await timed(() => evaluateAll(engine)));
    for (const { id } of segments) await duckDb.run(`DROP TABLE IF EXISTS ${id}`);
    theirs.push(
      await timed(async () => {
        for (const segment of segments) await duckDb.run(membersSql(segment));
      }),
    );
    console.log(`Run ${run}: ours ${ours.at(-1)?.ms.toFixed(0)} ms, DuckDB ${duckDb.version} ${theirs.at(-1)?.ms.toFixed(0)} ms`);
  }
  for (const segment of segments) agree = (await isSame(duckDb, engine, segment)) && agree;
  const ratioDuckDb = median(theirs.slice(1).map(({ ms }) => ms)) / median(ours.slice(1).map(({ ms }) => ms));
  const oursMs = median(ours.slice(1).map(({ ms }) => ms));
  const evaluations = segments.reduce((sum, { kind }) => sum + facts[kind].count, 0);

  const rules = await againstRules(engine, segments, users);
  const ratioRules = rules.usPerEvaluation / ((oursMs * 1000) / evaluations);
  const events = oneByOne(engine);
  agree &&= rules.agree && events.agree;
  report({
    bench: 'segments',
    agree,
    ratio: Number(ratioDuckDb.toFixed(2)),
    pass: ratioDuckDb >= 1 && ratioRules >= RULES_GOAL && events.medianUs <= EVENT_GOAL_US,
    accounts,
    users,
    rows: facts.rowsUsed,
    rowsPerUser: ROWS_PER_USER,
    segments: segments.length,
    oursMs: Math.round(oursMs),
    duckDbMs: Math.round(median(theirs.slice(1).map(({ ms }) => ms))),
    oursCpuMs: Math.round(median(ours.slice(1).map(({ cpu }) => cpu))),
    duckDbCpuMs: Math.round(median(theirs.slice(1).map(({ cpu }) => cpu))),
    rulesEngineRatio: Math.round(ratioRules),
    rulesEngineUsPerEvaluation: Number(rules.usPerEvaluation.toFixed(2)),
    oursNsPerEvaluation: Number(((oursMs * 1e6) / evaluations).toFixed(2)),
    eventMedianUs: Number(events.medianUs.toFixed(1)),
    event99Us: Number(events.slowUs.toFixed(1)),
    changes: events.changes,
    factsMbPerMillionUsers: Math.round((factsMb * 1e6) / users),
    membersMbPerMillionUsers: Math.round((membersMb * 1e6) / users),
    runs,
  });
}

/** As many members, and the same by the sum of their numbers and of a scramble of them. */
async function isSame(duckDb: DuckDb, engine: Engine, { id, kind }: Segment): Promise<boolean> {
  const members = engine.members[engine.plan.unitOf.get(id) ?? -1] ?? new Uint16Array();
  let [count, sum, scramble] = [0, 0, 0];
  for (let subject = 0; subject < engine.facts[kind].count; subject += 1) {
    if (members[subject] === 0) continue;
    count += 1;
    sum += subject;
    scramble += (subject * 7919) % 10_007;
  }
  const [row] = await duckDb.ask(
    `SELECT count(*), coalesce(sum(id), 0)::DOUBLE, coalesce(sum((id::BIGINT * 7919) % 10007), 0)::DOUBLE FROM ${id}`,
  );
  const same = row !== undefined && [count, sum, scramble].every((value, index) => value === Number(row[index]));
  if (!same) console.log(`${id} differs: ours ${count}, ${sum}, ${scramble}, theirs ${String(row)}`);
  if (count === 0) console.log(`${id} has nobody in it`);
  return same;
}

/** Only rules over one user: related users and other segments are beyond it. */
async function againstRules(engine: Engine, segments: readonly Segment[], users: number) {
  const own = segments.filter(({ kind }) => kind === 'user');
  const rules = openRulesEngine(own);
  const sample = Array.from({ length: Math.ceil(users / 100) }, (_, index) => index * 100 + ((index * 37) % 100)).filter(
    (user) => user < users,
  );
  const objects = sample.map((user) => userFacts(engine.facts, user));
  let agree = true;
  const { result, ms } = await timed(async () => {
    const found: string[] = [];
    for (const object of objects) found.push((await rules.run(object)).events.map(({ type }) => type).join());
    return found;
  });
  result.forEach((found, index) => {
    const expected = own
      .filter(({ id }) => engine.members[engine.plan.unitOf.get(id) ?? -1]?.[sample[index] ?? 0] !== 0)
      .map(({ id }) => id);
    const same = expected.sort().join() === found.split(',').sort().join();
    if (!same && agree) console.log(`User ${sample[index]}: ours ${expected.join()}, json-rules-engine ${found}`);
    agree &&= same;
  });
  return { agree, usPerEvaluation: (ms * 1000) / (sample.length * own.length) };
}

/** One event after another into all segments and the dates on which they are looked at again. At the end a full evaluation says the same. */
function oneByOne(engine: Engine) {
  const { facts } = engine;
  const dependents = dependentsOf(engine);
  const schedule = newSchedule(engine);
  const times: number[] = [];
  let changes = 0;
  for (let event = 0; event < EVENTS_MEASURED; event += 1) {
    const membership = (event * 7_368_787) % facts.membership.count;
    const variant = variantFor(facts, EVENTS[event % EVENTS.length] ?? '');
    setActivity(facts, membership, variant, TODAY, event + 1);
    const start = performance.now();
    applyTouches(engine, dependents, schedule, [{ type: 'event', membership, variant }], () => (changes += 1));
    times.push((performance.now() - start) * 1000);
  }
  const incremental = engine.members.map((column) => column.slice());
  evaluateAll(engine);
  const agree = engine.members.every((column, unit) => column.every((member, subject) => member === incremental[unit]?.[subject]));
  times.sort((a, b) => a - b);
  return { agree, medianUs: median(times), slowUs: times[Math.floor(times.length * 0.99)] ?? NaN, changes };
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
