import fc from 'fast-check';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { funnelAnswer } from '../src/console/funnel';
import { FunnelRequest } from '../src/contract/funnel';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { refreshEventDays } from '../src/store/event-days';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { placeOf } from '../src/store/event-place';
import { packUses } from '../src/store/packed-days';
import { PARTS_PER_ANSWER } from '../src/store/packed-numbers';
import { isStoredUser, renameUser } from '../src/store/queries/erasure-rows';
import { eachEventDay } from '../src/store/queries/event-days';
import { accountsToPack, BLOCK_DAYS, blockOf } from '../src/store/stale-blocks';
import { funnelByDefinition } from './engagement-oracle';

/** A leap day and a turn of the year lie in the 90 days before; they are of two blocks. */
const TODAY = dayNumber('2028-03-05');
const NOW = Date.parse('2028-03-05T12:00:00Z');
const EVENTS = ['Item Added', 'Item Ticked', 'Licence Activated'] as const;

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  const seen = { writes: 0, rows: 0, bytes: 0 };
  let killAt = Infinity;
  const port: SqlPort = {
    query: async (statement) => {
      const rows = await ports.sql.query(statement);
      seen.rows += rows.length;
      seen.bytes += JSON.stringify(rows).length;
      return rows;
    },
    write: (statement) => {
      seen.writes += 1;
      if (seen.writes >= killAt) throw new Error('killed');
      return ports.sql.write(statement);
    },
  };
  return {
    sql: port,
    seen,
    kill: (at: number) => {
      [seen.writes, killAt] = [0, at];
    },
    pack: () => refreshEventDays({ sql: port, clock: () => 0 }, { deadline: 1 }),
    ask: (request: Partial<FunnelRequest>) => funnelAnswer({ sql: port, clock: () => NOW }, FunnelRequest.parse(request)),
    packed: () => port.query(sql`SELECT place, account_id, packed, uses FROM event_use ORDER BY 1, 2`),
    close: () => engine.close(),
  };
}

type Use = {
  readonly account: number;
  readonly user: number;
  readonly day: number;
  readonly event: (typeof EVENTS)[number] | 'Site Observed';
};

function callOf({ account, user, day, event }: Use, index: number): SegmentCall {
  const feature = event === 'Item Added' || event === 'Item Ticked';
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature };
  const who = user === 0 ? { anonymousId: `E-${account}` } : { userId: `user-${user}` };
  const timestamp = `${dayFromNumber(day)}T10:00:00Z`;
  return { type: 'track', messageId: `m${index}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

const anyUse: fc.Arbitrary<Use> = fc.record({
  account: fc.constantFrom(1, 2),
  user: fc.constantFrom(0, 1, 2, 3),
  day: fc.oneof(fc.integer({ min: TODAY - 130, max: TODAY }), fc.integer({ min: TODAY - 20, max: TODAY })),
  event: fc.constantFrom(...EVENTS, 'Site Observed'),
});

const isStep = (use: Use) => use.event !== 'Site Observed';

test('a funnel from the store is what its definition says, in whatever order and pieces activity comes', async () => {
  const limits = fc.record({ limitDays: fc.constantFrom(0, 7, 30), limitOf: fc.constantFrom('whole', 'step') } as const);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyUse, { minLength: 1, maxLength: 40 }),
      fc.array(fc.nat(40), { maxLength: 2 }),
      limits,
      async (uses, cuts, limit) => {
        const store = await freshStore();
        const calls = uses.map(callOf);
        const places = [0, ...cuts.map((cut) => Math.min(cut, calls.length)).sort((a, b) => a - b), calls.length];
        for (const [index, from] of places.slice(0, -1).entries()) {
          // The same piece twice, because a queue may deliver it again.
          for (let time = 0; time < 2; time += 1) await storeBatch(store.sql, calls.slice(from, places[index + 1]), NOW);
          await expect(store.pack()).resolves.toBe(true);
        }
        expect(await accountsToPack(store.sql)).toBe(0);
        const world = {
          counted: new Set([0, 1, 2]),
          fromDay: TODAY - 130,
          days: 131,
          rows: uses.filter(isStep).map(({ event, ...use }) => ({ ...use, event: EVENTS.findIndex((each) => each === event), count: 1 })),
        };
        const within = limit.limitOf === 'step' ? { perStepDays: limit.limitDays } : { totalDays: limit.limitDays };
        for (const rangeDays of [7, 90] as const) {
          for (const unit of ['user', 'account'] as const) {
            const { steps } = await store.ask({ ...limit, rangeDays, unit, steps: [...EVENTS] });
            const range = [TODAY + 1 - rangeDays, TODAY + 1] as const;
            const truth = funnelByDefinition(world, unit === 'user' ? 'membership' : 'account', [0, 1, 2], within, range);
            expect(steps.map(({ units }) => units)).toEqual(truth);
          }
        }
        const whole = await freshStore();
        await storeBatch(whole.sql, calls, NOW);
        await whole.pack();
        expect((await whole.packed()).length).toBe((await store.packed()).length);
        await Promise.all([store.close(), whole.close()]);
      },
    ),
    { numRuns: 10 },
  );
});

const USES = [0, 40, 80, 120].flatMap((back): Use[] => [
  { account: 1, user: 1, day: TODAY - back, event: 'Item Added' },
  { account: 1, user: 2, day: TODAY - back, event: 'Item Ticked' },
  { account: 2, user: 1, day: TODAY - back, event: 'Site Observed' },
]);

test('packing that is killed at any statement is finished by the next', async () => {
  const whole = await freshStore();
  await storeBatch(whole.sql, USES.map(callOf), NOW);
  whole.kill(Infinity);
  await whole.pack();
  const { writes } = whole.seen;
  expect(writes).toBeGreaterThan(1);
  for (let at = 1; at <= writes; at += 1) {
    const store = await freshStore();
    await storeBatch(store.sql, USES.map(callOf), NOW);
    store.kill(at);
    await expect(store.pack()).rejects.toThrow('killed');
    store.kill(Infinity);
    await store.pack();
    expect(await store.packed()).toEqual(await whole.packed());
    await store.close();
  }
  // A sign of life is nothing that anybody did.
  expect(new Set((await whole.packed()).map(({ account_id }) => account_id)).size).toBe(1);
  await whole.close();
});

test('what a funnel reads does not grow with the number of uses, and an erasure leaves its counts', async () => {
  const store = await freshStore();
  const done = [...USES, { account: 1, user: 1, day: TODAY, event: 'Item Ticked' } as const];
  await storeBatch(store.sql, done.map(callOf), NOW);
  await store.pack();
  const asked = { steps: ['Item Added', 'Item Ticked', 'Never Done'], rangeDays: 90 } as const;
  const read = async () => {
    Object.assign(store.seen, { rows: 0, bytes: 0 });
    const answer = await store.ask({ ...asked, steps: [...asked.steps] });
    return { answer, rows: store.seen.rows, bytes: store.seen.bytes };
  };
  const once = await read();
  expect(once.answer.steps.map(({ units, isKnown }) => [units, isKnown])).toEqual([
    [1, true],
    [1, true],
    [0, false],
  ]);
  expect(once.answer.events).toEqual([
    { event: 'Item Added', isFeature: true },
    { event: 'Item Ticked', isFeature: true },
  ]);
  for (let time = 1; time < 10; time += 1)
    await storeBatch(
      store.sql,
      done.map((use, index) => callOf(use, time * 100 + index)),
      NOW,
    );
  expect(await accountsToPack(store.sql)).toBe(1);
  await store.pack();
  expect(await read()).toEqual(once);
  await renameUser(store.sql, 'user-1', 'erased:x');
  expect(await isStoredUser(store.sql, 'user-1')).toBe(false);
  expect(await read()).toEqual(once);
  expect(await store.ask({ steps: ['Item Added'] })).toMatchObject({ steps: [], waiting: 0 });
  await store.close();
});

test('events with more rows than one answer holds are read to the end, each row once', async () => {
  const store = await freshStore();
  const block = blockOf(TODAY);
  const [{ packed, uses } = { packed: '', uses: '' }] = packUses([{ userId: 7, uses: new Map([[0, 1]]) }]);
  // The second event begins in the middle of an answer, and its accounts have two rows each: one answer ends between them.
  const rows = [3, 5, 9].flatMap((eventId) =>
    Array.from({ length: PARTS_PER_ANSWER / 2 + 1 }, (_, index) => {
      const [part, accountId] = eventId === 5 ? [index % 2, index >> 1] : [0, index];
      return { eventId, accountId, row: [placeOf(block, eventId, part), accountId, packed, uses] };
    }),
  );
  for (let at = 0; at < rows.length; at += 500)
    await store.sql.write(
      sql`INSERT INTO event_use (place, account_id, packed, uses) VALUES ${rowsSql(rows.slice(at, at + 500).map(({ row }) => row))}`,
    );
  const read: string[] = [];
  const asked = { eventIds: [9, 3, 5], fromDay: block * BLOCK_DAYS, toDay: block * BLOCK_DAYS + 1, filter: {} };
  await eachEventDay(store.sql, asked, (eventId, accountId, userId) => read.push([eventId, accountId, userId].join('/')));
  expect(read.sort()).toEqual(rows.map(({ eventId, accountId }) => [eventId, accountId, 7].join('/')).sort());
  read.length = 0;
  await eachEventDay(store.sql, { ...asked, eventIds: [] }, () => read.push('nothing was asked'));
  expect(read).toEqual([]);
  await store.close();
});
