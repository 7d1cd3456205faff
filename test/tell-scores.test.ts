import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { startSegmentSink } from '../dev/sink/start-segment-sink';
import type { SegmentSink } from '../dev/sink/start-segment-sink';
import type { SegmentCall } from '../src/delivery/envelope';
import { rowsSql, sql } from '../src/platform/sql';
import { tellingStep, tellScores } from '../src/profiles/predictions/tell-scores';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { saveOutlooks } from '../src/store/account-outlook';
import type { Outlook } from '../src/store/account-outlook';
import { dyingAt } from './dying-at';

const START = Date.parse('2026-03-01T02:00:00Z');
const NOTHING: Outlook = { churn: null, expansion: null, conversion: null, health: null, signals: null };

let sink: SegmentSink;
beforeAll(async () => {
  sink = await startSegmentSink({ port: 0, sources: [{ name: 'vendor', writeKey: 'wk' }], now: () => START });
});
afterAll(() => sink.stop());

async function opened(accounts: number) {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const rows = Array.from({ length: accounts }, (_, index) => [index + 1, `key-${String(index)}`, 'app', `E-${String(index + 1)}`]);
  await ports.sql.write(sql`INSERT INTO account (account_id, natural_key, app_key, entitlement_number) VALUES ${rowsSql(rows)}`);
  // An account that destinations have no name for.
  await ports.sql.write(sql`INSERT INTO account (account_id, natural_key, app_key) VALUES (${9_000}, ${'key'}, ${'app'})`);
  let now = START;
  const calls: SegmentCall[] = [];
  const emit = (some: readonly SegmentCall[]) => {
    calls.push(...some);
    return Promise.resolve();
  };
  const clock = () => (now += 1);
  return {
    ports: { sql: ports.sql, clock, step: 5, emit },
    /** What was told since somebody last looked. */
    heard: () => calls.splice(0).map(({ groupId, traits }) => [groupId, traits]),
    calls,
    foretell: (accountId: number, outlook: Partial<Outlook>) => saveOutlooks(ports.sql, [{ accountId, ...NOTHING, ...outlook }]),
    close: () => Promise.resolve(engine.close()),
  };
}

test('an account is told of when it is new, has moved by the step since it was told of, and when its health is another', async () => {
  const { ports, heard, foretell, close } = await opened(2);
  const tell = async () => {
    expect(await tellScores(ports, 0, Infinity)).toBeNull();
    return heard();
  };
  await foretell(1, { churn: 400, expansion: 100, health: 'normal', signals: { churn: ['Few users'] } });
  await foretell(9_000, { churn: 400 });
  expect(await tell()).toEqual([['E-1', { 'Churn score': 40, 'Expansion score': 10, Health: 'normal' }]]);
  expect(await tell()).toEqual([]);
  await foretell(1, { churn: 430, expansion: 100, health: 'normal' });
  expect(await tell()).toEqual([]);
  await foretell(1, { churn: 449, expansion: 100, health: 'bad' });
  expect(await tell()).toEqual([['E-1', { Health: 'bad' }]]);
  // Small steps add up.
  await foretell(1, { churn: 450, expansion: 60, health: 'bad' });
  expect(await tell()).toEqual([['E-1', { 'Churn score': 45 }]]);
  await foretell(1, { conversion: 655 });
  await foretell(2, { health: 'good' });
  expect(await tell()).toEqual([
    ['E-1', { 'Conversion score': 65.5, 'Expansion score': null, 'Churn score': null, Health: null }],
    ['E-2', { Health: 'good' }],
  ]);
  await close();
});

test('what destinations hear is never further from what is foretold than the step', async () => {
  const { ports, heard, foretell, close } = await opened(1);
  const known: Record<string, number | null> = { 'Churn score': null };
  await fc.assert(
    fc.asyncProperty(fc.option(fc.nat(1_000)), async (churn) => {
      await foretell(1, { churn });
      await tellScores(ports, 0, Infinity);
      for (const [, traits] of heard()) Object.assign(known, traits);
      const told = known['Churn score'] ?? null;
      if (churn === null || told === null) expect(told).toBe(churn);
      else expect(Math.abs(told - churn / 10)).toBeLessThan(5);
    }),
    { numRuns: 150 },
  );
  await close();
});

test('a run that dies tells it again under the same id, and the sink takes it once', async () => {
  const { ports, calls, foretell, close } = await opened(3);
  for (let at = 1; at <= 3; at += 1) {
    calls.length = 0;
    await foretell(at, { churn: 10 * at, health: 'good' });
    const post = async (some: readonly SegmentCall[]) => {
      await ports.emit(some);
      const body = JSON.stringify({ writeKey: 'wk', batch: some });
      const answer = await fetch(`${sink.url}/v1/batch`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      expect(answer.status).toBe(200);
    };
    const before = sink.audit().sources.vendor?.accepted ?? 0;
    await tellScores({ ...ports, emit: post, sql: dyingAt(ports.sql, at) }, 0, Infinity).catch(() => undefined);
    await tellScores({ ...ports, emit: post }, 0, Infinity);
    await tellScores({ ...ports, emit: post }, 0, Infinity);
    expect(new Set(calls.map(({ messageId }) => messageId)).size).toBe(1);
    expect((sink.audit().sources.vendor?.accepted ?? 0) - before).toBe(1);
    expect(sink.events(1)[0]).toMatchObject({ type: 'group', groupId: `E-${String(at)}` });
    expect(calls[0]?.traits).toEqual({ 'Churn score': at, Health: 'good' });
  }
  await close();
});

test('many accounts go in several hands, and a run that is out of time says where to go on', async () => {
  const { ports, heard, foretell, close } = await opened(450);
  for (let account = 1; account <= 450; account += 1) await foretell(account, { churn: account });
  const emitted: number[] = [];
  const emit = async (calls: readonly SegmentCall[]) => {
    emitted.push(calls.length);
    await ports.emit(calls);
  };
  const place = await tellScores({ ...ports, emit }, 0, START + 3);
  expect(place).toBe(200);
  expect(await tellScores({ ...ports, emit }, place ?? 0, Infinity)).toBeNull();
  expect(emitted).toEqual([200, 200, 50]);
  expect(new Set(heard().map(([groupId]) => groupId)).size).toBe(450);
  await close();
});

test.each([
  [undefined, null],
  ['', null],
  ['off', null],
  ['0', null],
  ['-3', null],
  ['101', null],
  ['NaN', null],
  ['on', 5],
  [' On ', 5],
  ['2.5', 2.5],
  ['100', 100],
])('set to %p it tells by %p points', (setting, step) => {
  expect(tellingStep(setting)).toBe(step);
});
