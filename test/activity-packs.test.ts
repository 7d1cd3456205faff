import fc from 'fast-check';
import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayFromNumber, dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, Sql, sql } from '../src/platform/sql';
import { EVER, packOf, pageOf, readRecords, RECORD_ROOM, RECORDS_PER_PART, writeRecords } from '../src/store/activity-packs';
import type { Done } from '../src/store/activity-packs';
import { activityRows } from '../src/store/activity-rows';
import { freezeReceipts } from '../src/store/freeze-receipts';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { DAYS_TOGETHER, PACKED_AFTER_DAYS, packOldActivity } from '../src/store/pack-activity';
import { migrateUpTo } from './core-before';
import { migrateCutAnywhere } from './killed-migration';
import { onEngines } from './on-engines';
import { activityIn, readingsOf } from './stored-activity';

jest.setTimeout(300_000);

/** A leap day and a turn of the year lie in the 420 days before. */
const TODAY = dayNumber('2028-03-05');

type Use = { readonly account: number; readonly user: number; readonly back: number; readonly event: string; readonly times: number };
/** `cutAt`: the statement before which the run ends. `beside`: what happens before its statement of that number. */
type Step =
  | { readonly type: 'deliver'; readonly uses: readonly Use[]; readonly twice: boolean }
  | { readonly type: 'days'; readonly days: number }
  | { readonly type: 'pack'; readonly cutAt: number; readonly beside: { readonly at: number; readonly does: Step } | null };

const anyUse: fc.Arbitrary<Use> = fc.record({
  account: fc.constantFrom(1, 2),
  user: fc.constantFrom(0, 1, 2, 3),
  back: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(150, 151, 152, 210)),
  event: fc.constantFrom('Item Added', 'Item Ticked', 'Site Observed'),
  times: fc.constantFrom(1, 1, 3),
});
const anyDelivery: fc.Arbitrary<Step> = fc.record({
  type: fc.constant('deliver' as const),
  uses: fc.array(anyUse, { minLength: 1, maxLength: 12 }),
  twice: fc.boolean(),
});
const someDays: fc.Arbitrary<Step> = fc.record({ type: fc.constant('days' as const), days: fc.constantFrom(1, 9, 31) });
const wholePack: Step = { type: 'pack', cutAt: Infinity, beside: null };
const besides: fc.Arbitrary<{ readonly at: number; readonly does: Step }> = fc.record({
  at: fc.integer({ min: 1, max: 8 }),
  does: fc.oneof(anyDelivery, fc.constant(wholePack)),
});
const anyPack: fc.Arbitrary<Step> = fc.record({
  type: fc.constant('pack' as const),
  cutAt: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 12 })),
  beside: fc.option(besides, { nil: null }),
});
const anySteps = fc
  .tuple(anyDelivery, fc.array(fc.oneof(anyDelivery, someDays, { arbitrary: anyPack, weight: 2 }), { minLength: 1, maxLength: 8 }))
  .map(([first, rest]): Step[] => [first, { type: 'days', days: 9 }, ...rest]);

function worldOn(engine: SqlEngine, packs: boolean) {
  const { sql: port } = portsOver(engine);
  let [today, messages] = [TODAY, 0];
  const deliver = async ({ uses, twice }: Extract<Step, { type: 'deliver' }>): Promise<void> => {
    const calls = uses.flatMap((use) => Array.from({ length: use.times }, () => callOf(use, today, (messages += 1))));
    for (let time = 0; time < (twice ? 2 : 1); time += 1) await storeBatch(port, calls, today * 86_400_000);
  };
  const days = async (count: number): Promise<void> => {
    today += count;
    while ((await freezeReceipts(port, today)) > 0);
  };
  const run = async (step: Step): Promise<void> => {
    if (step.type === 'deliver') await deliver(step);
    else if (step.type === 'days') await days(step.days);
    else if (!packs) await (step.beside === null || step.beside.does.type === 'pack' ? Promise.resolve() : run(step.beside.does));
    else await pack(step);
  };
  const pack = async ({ cutAt, beside }: Extract<Step, { type: 'pack' }>): Promise<void> => {
    let statements = 0;
    let isBesideDone = beside === null;
    const before = async (): Promise<void> => {
      statements += 1;
      if (beside !== null && !isBesideDone && statements === beside.at) {
        isBesideDone = true;
        await run(beside.does);
      }
      if (statements >= cutAt) throw new Error('cut');
    };
    const cutPort: SqlPort = {
      query: async (statement) => {
        await before();
        return await port.query(statement);
      },
      write: async (statement) => {
        await before();
        return await port.write(statement);
      },
    };
    await packOldActivity({ sql: cutPort, clock: () => 0 }, { today, deadline: 1 }).catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'cut')) throw error;
    });
    // In a world without packs it is done as well.
    if (!isBesideDone && beside !== null && beside.does.type !== 'pack') await run(beside.does);
  };
  return { port, engine, run, today: () => today };
}

function callOf({ account, user, back, event }: Use, today: number, message: number): SegmentCall {
  const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: event !== 'Site Observed' };
  const timestamp = `${dayFromNumber(today - back)}T10:00:00Z`;
  const who = user === 0 ? { anonymousId: `E-${account}` } : { userId: `user-${user}` };
  return { type: 'track', messageId: `m${message}`, ...who, event, timestamp, context: { groupId: `E-${account}`, forge } };
}

/** Who pays, and since when they try it, so that questions about the past have somebody to ask about. */
async function addBooks(port: SqlPort, today: number): Promise<void> {
  const accounts = (await port.query(sql`SELECT account_id FROM account ORDER BY 1`)).map(({ account_id }) => Number(account_id));
  if (accounts.length === 0) return;
  const trials = accounts.map((id, index) => [id, 'app', 'c', id, today - 420 + 7 * index]);
  await port.write(sql`INSERT INTO revenue_account (account_id, app, customer, root_id, trial_start_day) VALUES ${rowsSql(trials)}`);
  const spans = accounts.map((id) => [id, today - 430, today + 30, 100, 100, '']);
  await port.write(sql`
    INSERT INTO revenue_span (account_id, start_day, end_day, customer_cents, net_cents, line_ids) VALUES ${rowsSql(spans)}`);
}

async function isAsWithoutPacks(plain: SqlEngine, packed: SqlEngine, steps: readonly Step[]): Promise<void> {
  const worlds = [worldOn(plain, false), worldOn(packed, true)];
  for (const { port, run } of worlds) {
    await migrate({ sql: port, ddl: portsOver(port === worlds[0]?.port ? plain : packed).ddl }, vendorMigrations);
    for (const step of steps) await run(step);
  }
  const [one, two] = worlds;
  if (one === undefined || two === undefined) throw new Error('No worlds');
  expect(await activityIn(two.port)).toEqual(await activityIn(one.port));
  for (const { port, today } of worlds) await addBooks(port, today());
  expect(await readingsOf(two.port, two.today())).toEqual(await readingsOf(one.port, one.today()));
  // What was computed of packs is what is computed of more packs.
  await two.run(wholePack);
  expect(await activityIn(two.port)).toEqual(await activityIn(one.port));
}

const partsIn = async (port: SqlPort) =>
  (await port.query(sql`SELECT account_id, day, user_id, count, frozen_until, records FROM activity WHERE day < 0 ORDER BY 1, 2, 3`)).map(
    (row) => ({
      account: Number(row.account_id),
      pack: Number(row.day),
      part: Number(row.user_id),
      count: Number(row.count),
      lastDay: Number(row.frozen_until),
      text: String(row.records),
    }),
  );
const rowsIn = async (port: SqlPort) => Number((await port.query(sql`SELECT COUNT(*) AS n FROM activity WHERE day >= 0`))[0]?.n);

test('records say what was written', () => {
  const anyDone = fc.record({
    day: fc.nat(40_000),
    user_id: fc.nat(RECORD_ROOM.user_id),
    event_id: fc.oneof(fc.nat(100), fc.nat(5_000_000)),
    count: fc.integer({ min: 1, max: RECORD_ROOM.count }),
  });
  fc.assert(
    fc.property(anyDone, (done) => {
      const records = writeRecords(done);
      const read = readRecords({ pack: packOf(done.day), page: pageOf(done.event_id), text: records.join('') });
      expect(read).toHaveLength(Math.ceil(done.count / 35));
      expect(read.map((each) => ({ ...each, count: done.count }))).toEqual(read.map(() => done));
      expect(read.reduce((sum, { count }) => sum + count, 0)).toBe(done.count);
    }),
  );
  expect([packOf(0), packOf(29), packOf(30)]).toEqual([-1, -1, -2]);
  expect(writeRecords({ day: 31, user_id: 36, event_id: 46_657, count: 37 })).toEqual(['100010001z', '1000100012']);
});

/** Some old uses by many users, whose receipts are gone. */
async function addOldRows(port: SqlPort, rows: number): Promise<void> {
  const values = Array.from({ length: rows }, (_, index) => [
    1,
    TODAY - 200 + (index % 70),
    1 + Math.floor(index / 70),
    1,
    1 + (index % 3),
  ]);
  await port.write(sql`INSERT IGNORE INTO account (account_id, natural_key, app_key) VALUES (1, 'id:1', 'app')`);
  await port.write(sql`INSERT IGNORE INTO event_name (event_id, name, feature) VALUES (1, 'Item Added', 1)`);
  await port.write(sql`
    INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, frozen_until)
    VALUES ${rowsSql(values.map((each) => [...each, each[4] ?? 0, TODAY - 9]))}`);
}

/** A full part, one with room, and one of which not all fits into fewer digits. */
function oldRecords(): Done[] {
  const [first, later] = [TODAY - 400 - ((TODAY - 400) % 30), TODAY - 340 - ((TODAY - 340) % 30)];
  return [
    ...Array.from({ length: 64 }, (_, index) => ({
      day: first + (index % 30),
      user_id: 1_000 + index,
      event_id: 1,
      count: 1 + (index % 35),
    })),
    ...[7, 8, 9].map((user_id) => ({ day: later + 2, user_id, event_id: 35, count: 35 })),
    { day: first + 1, user_id: 5, event_id: 1, count: 36 },
    { day: first + 2, user_id: 5, event_id: 50_000, count: 1 },
    { day: first + 3, user_id: 36 ** 5, event_id: 1, count: 1 },
    { day: first + 4, user_id: 5, event_id: 1, count: 1_295 },
  ];
}

/** As the version before wrote them: thirteen digits a record. */
async function addOldPacks(port: SqlPort, done: readonly Done[]): Promise<void> {
  const digits = (value: number, width: number) => value.toString(36).padStart(width, '0');
  const text = (records: readonly Done[]) =>
    records
      .map(({ day, user_id, event_id, count }) => digits(day % 30, 1) + digits(user_id, 6) + digits(event_id, 4) + digits(count, 2))
      .join('');
  const parts = [done.slice(0, 64), done.slice(67), done.slice(64, 67)];
  const rows = parts.map((records, index) => [1, packOf(records[0]?.day ?? 0), index % 2, 0, records.length, 0, text(records)]);
  await port.write(sql`INSERT IGNORE INTO account (account_id, natural_key, app_key) VALUES (1, 'id:1', 'app')`);
  const events = [...new Set(done.map(({ event_id }) => event_id))].map((event) => [event, `Event ${event}`, 1]);
  await port.write(sql`INSERT INTO event_name (event_id, name, feature) VALUES ${rowsSql(events)}`);
  await port.write(sql`INSERT IGNORE INTO record_place (place) VALUES ${rowsSql(Array.from({ length: 64 }, (_, place) => [place]))}`);
  await port.write(sql`INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, pack) VALUES ${rowsSql(rows)}`);
}

function suite(open: () => Promise<SqlEngine>, numRuns: number): void {
  const fresh = async () => {
    const engine = await open();
    await migrate(portsOver(engine), vendorMigrations);
    return { engine, port: portsOver(engine).sql };
  };

  test('whatever comes when, packed at any moments, cut anywhere and beside others, is read as if nothing were packed', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const engines = [await open(), await open()] as const;
        await isAsWithoutPacks(engines[0], engines[1], steps);
        for (const engine of engines) await engine.close();
      }),
      { numRuns },
    );
  });

  test('more than a part and more than a statement takes: full parts, then one with room', async () => {
    const { engine, port } = await fresh();
    await addOldRows(port, 2_300);
    const before = await activityIn(port);
    await expect(packOldActivity({ sql: port, clock: () => 0 }, { today: TODAY, deadline: 1 })).resolves.toBe(true);
    expect(await rowsIn(port)).toBe(0);
    const parts = await partsIn(port);
    for (const [index, { pack, part, count, lastDay, text }] of parts.entries()) {
      const isLast = parts[index + 1]?.pack !== pack;
      expect(text).toHaveLength(10 * count);
      expect(lastDay).toBe(Math.max(...readRecords({ pack, page: 0, text }).map(({ day }) => day)));
      expect(part).toBe(index === 0 || parts[index - 1]?.pack !== pack ? 0 : (parts[index - 1]?.part ?? 0) + 1);
      expect(isLast || count === RECORDS_PER_PART).toBe(true);
    }
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(2_300);
    expect(await activityIn(port)).toEqual(before);
    await engine.close();
  });

  test('many uses of a day take several records, and an event with a high number a part of its page', async () => {
    const { engine, port } = await fresh();
    await addOldRows(port, 1);
    const rows = [35, 36, RECORD_ROOM.count].map((count, index) => [1, TODAY - 100, 10 + index, 1, count, count, TODAY - 9]);
    const far = [46_655, 46_656, 3_000_000].map((event) => [1, TODAY - 100, 20, event, 2, 2, TODAY - 9]);
    await port.write(sql`
      INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, frozen_until) VALUES ${rowsSql([...rows, ...far])}`);
    await port.write(
      sql`INSERT INTO event_name (event_id, name, feature) VALUES ${rowsSql(far.map(([, , , event]) => [event ?? 0, `Event ${event}`, 1]))}`,
    );
    const before = await activityIn(port);
    expect(before).toHaveLength(7);
    await packOldActivity({ sql: port, clock: () => 0 }, { today: TODAY, deadline: 1 });
    expect(await rowsIn(port)).toBe(0);
    expect((await partsIn(port)).map(({ count }) => count).sort()).toEqual([1, 1, 1, 8]);
    expect(await activityIn(port)).toEqual(before);
    const read: string[] = [];
    for await (const { day, user_id, event_id, count } of activityRows(
      port,
      [{ accountId: 1, ...EVER }],
      sql`SELECT event_id FROM event_name`,
    ))
      read.push(`${day}:${user_id}:${event_id}:${count}`);
    expect(read).toContain(`${TODAY - 100}:20:3000000:2`);
    expect(read).toHaveLength(11);
    await engine.close();
  });

  test('what is young, on its way, or too large for a record stays a row, and is not looked for again', async () => {
    const { engine, port } = await fresh();
    await addOldRows(port, 1);
    const young = Math.floor((TODAY - PACKED_AFTER_DAYS) / DAYS_TOGETHER) * DAYS_TOGETHER;
    const rows = [
      [1, young - 1, 7, 1, 4, 4, TODAY - 9],
      [1, young, 7, 1, 4, 4, TODAY - 9],
      [1, young - 2, 7, 1, 4, 3, TODAY - 9],
      [1, young - 3, 7, 1, RECORD_ROOM.count + 1, RECORD_ROOM.count + 1, TODAY - 9],
      [1, young - 4, RECORD_ROOM.user_id + 1, 1, 2, 2, TODAY - 9],
      [1, young - 5, 7, 1, 0, 2, TODAY - 9],
      [1, young - 6, 7, 1, 2, 2, TODAY - 5],
    ];
    await port.write(sql`INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, frozen_until) VALUES ${rowsSql(rows)}`);
    // A receipt of that day is left, which may be in the last of them.
    await port.write(sql`
      INSERT INTO receipt (message_hash, account_id, day, user_id, event_id, received_day) VALUES ('x', 1, ${young - 6}, 7, 1, ${TODAY - 5})`);
    let statements = 0;
    const counted: SqlPort = {
      query: (statement) => ((statements += 1), port.query(statement)),
      write: (statement) => ((statements += 1), port.write(statement)),
    };
    await packOldActivity({ sql: counted, clock: () => 0 }, { today: TODAY, deadline: 1 });
    expect((await partsIn(port)).map(({ count }) => count)).toEqual([1, 1]);
    expect(await rowsIn(port)).toBe(6);
    statements = 0;
    await packOldActivity({ sql: counted, clock: () => 0 }, { today: TODAY, deadline: 1 });
    // One that finds nothing, and one that finds that there is no further account.
    expect(statements).toBe(2);
    await port.write(sql`DELETE FROM receipt`);
    await packOldActivity({ sql: counted, clock: () => 0 }, { today: TODAY, deadline: 1 });
    expect(await rowsIn(port)).toBe(5);
    await engine.close();
  });

  test.each([
    ['a late use of a row that was read', 'INSERT INTO activity', sql`UPDATE activity SET count = count + 1 WHERE user_id = 1`, 70],
    ['records of another run', 'ORDER BY a.day, a.user_id, a.event_id', null, 0],
  ] as const)('%s between two statements: nothing is lost or doubled', async (_, statement, late, more) => {
    const { engine, port } = await fresh();
    await addOldRows(port, 1_300);
    const before = (await activityIn(port)).reduce((sum, each) => sum + Number(each.split('=')[1]), 0);
    const pack = (over: SqlPort) => packOldActivity({ sql: over, clock: () => 0 }, { today: TODAY, deadline: 1 });
    const first: SqlPort = {
      query: port.query.bind(port),
      write: async ({ text, params }) => {
        if (text.includes('DELETE')) throw new Error('cut');
        return await port.write(new Sql(text, params));
      },
    };
    let isBeside = true;
    const beside = async (text: string): Promise<void> => {
      if (!isBeside || !text.includes(statement)) return;
      isBeside = false;
      if (late === null) await expect(pack(first)).rejects.toThrow('cut');
      else await port.write(late);
    };
    await pack({
      query: async (asked) => {
        await beside(asked.text);
        return await port.query(asked);
      },
      write: async (asked) => {
        await beside(asked.text);
        return await port.write(asked);
      },
    });
    expect(isBeside).toBe(false);
    await pack(port);
    expect((await activityIn(port)).reduce((sum, each) => sum + Number(each.split('=')[1]), 0)).toBe(before + more);
    await engine.close();
  });

  test('the same user, event and day in a row and in a record, and in two records, is one', async () => {
    const use: Use = { account: 1, user: 1, back: 2, event: 'Item Added', times: 2 };
    const worlds = [worldOn(await open(), false), worldOn(await open(), true)];
    for (const { port, engine, run } of worlds) {
      await migrate(portsOver(engine), vendorMigrations);
      for (const back of [2, 0]) {
        await run({ type: 'deliver', uses: [{ ...use, back }], twice: true });
        await run({ type: 'days', days: 9 });
        // As if it were old, and then once more of the same day.
        if (port === worlds[1]?.port) await packOldActivity({ sql: port, clock: () => 0 }, { today: TODAY + 200, deadline: 1 });
        await run({ type: 'deliver', uses: [{ ...use, back: back + 9 }], twice: false });
      }
      await addBooks(port, TODAY);
    }
    const [one, two] = worlds;
    if (one === undefined || two === undefined) throw new Error('No worlds');
    expect(await partsIn(two.port)).not.toEqual([]);
    expect(await activityIn(two.port)).toEqual(await activityIn(one.port));
    expect(await readingsOf(two.port, TODAY + 20)).toEqual(await readingsOf(one.port, TODAY + 20));
    for (const { engine } of worlds) await engine.close();
  });

  test('a store of before comes over, cut before any statement and run twice', async () => {
    const done = oldRecords();
    const begin = async () => {
      const engine = await open();
      const ports = portsOver(engine);
      await migrateUpTo(ports, '0038', vendorMigrations);
      await addOldPacks(ports.sql, done);
      return { ports, close: () => engine.close() };
    };
    await migrateCutAnywhere(begin, vendorMigrations, async (port) => {
      expect(await activityIn(port)).toEqual(
        done.map(({ day, user_id, event_id, count }) => `1:${day}:${user_id}:${event_id}=${count}`).sort(),
      );
      const parts = await partsIn(port);
      expect(parts.map(({ count, lastDay, pack }) => [count, lastDay === -pack * 30 - 1])).toEqual([
        [3, true],
        [64, true],
      ]);
      expect(await rowsIn(port)).toBe(4);
      await packOldActivity({ sql: port, clock: () => 0 }, { today: TODAY, deadline: 1 });
      // Who has no room in a record.
      expect(await rowsIn(port)).toBe(2);
    });
  });

  test('of two runs that read the same, one takes effect, and the other goes on another time', async () => {
    const { engine, port } = await fresh();
    await addOldRows(port, 300);
    const before = await activityIn(port);
    const pack = (over: SqlPort) => packOldActivity({ sql: over, clock: () => 0 }, { today: TODAY, deadline: 1 });
    let isFirst = true;
    const late: SqlPort = {
      query: port.query.bind(port),
      write: async (statement) => {
        if (isFirst && statement.text.includes('INSERT INTO activity')) {
          isFirst = false;
          await pack(port);
        }
        return await port.write(statement);
      },
    };
    await pack(late);
    expect(await activityIn(port)).toEqual(before);
    expect((await partsIn(port)).reduce((sum, { count }) => sum + count, 0)).toBe(300);
    await engine.close();
  });
}

onEngines('packs', suite, { sqlite: 25, mariadb: 3 });
