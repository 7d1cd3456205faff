import fc from 'fast-check';
import { paced } from './pace';
import { sql } from './sql';

/** A database of which each statement takes so many milliseconds, and when each was asked. */
function slowStore(takesMs: readonly number[]) {
  let now = 0;
  const asked: number[] = [];
  const answer = <T>(value: T): Promise<T> => {
    now += takesMs[asked.length] ?? 0;
    asked.push(now);
    return Promise.resolve(value);
  };
  const sleep = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  return { asked, elapsed: () => now, sleep, port: { query: () => answer([]), write: () => answer(1) } };
}

test('whatever statements take, no second sees more of them than the pace and what is made up for', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(900), { minLength: 20, maxLength: 120 }),
      fc.integer({ min: 5, max: 100 }),
      async (takesMs, perSecond) => {
        const store = slowStore(takesMs);
        const port = paced(store.port, { perSecond, elapsed: store.elapsed, sleep: store.sleep });
        for (let k = 0; k < takesMs.length; k += 1) await (k % 2 === 0 ? port.query(sql`SELECT 1`) : port.write(sql`DELETE FROM account`));
        for (const from of store.asked) {
          const within = store.asked.filter((at) => at >= from && at < from + 1_000).length;
          expect(within).toBeLessThanOrEqual(1.2 * perSecond + 2);
        }
      },
    ),
  );
});

test('statements that take longer than their turn leave as much time to others', async () => {
  const store = slowStore(Array.from({ length: 30 }, () => 50));
  const port = paced(store.port, { perSecond: 40, elapsed: store.elapsed, sleep: store.sleep });
  for (let k = 0; k < 30; k += 1) await port.query(sql`SELECT 1`);
  expect(store.asked.at(-1)).toBe(30 * 50 + 29 * 50);
});

test('statements that are shorter than their turn wait for no more than it', async () => {
  const store = slowStore(Array.from({ length: 60 }, () => 20));
  const port = paced(store.port, { perSecond: 40, elapsed: store.elapsed, sleep: store.sleep });
  for (let k = 0; k < 60; k += 1) await port.query(sql`SELECT 1`);
  // The first 200 ms are made up for.
  expect(store.asked.at(-1)).toBe(59 * 25 - 200 + 20);
});

test('at once asked, each waits for its own turn', async () => {
  const store = slowStore([]);
  const waits: number[] = [];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const port = paced(store.port, { perSecond: 10, elapsed: () => 0, sleep });
  await Promise.all(Array.from({ length: 5 }, () => port.query(sql`SELECT 1`)));
  // The first three make up for the time before.
  expect(waits).toEqual([100, 200]);
});
