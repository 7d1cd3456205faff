import type { SegmentCall } from '../src/delivery/envelope';
import { erasePerson } from '../src/erasure/erase-person';
import type { ErasedPerson } from '../src/erasure/erase-person';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumber } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { declinedKey, memberKey } from '../src/privacy/keys';
import { keepLetters } from '../src/store/letters';
import { notePersons } from '../src/store/persons';
import { keepExamples } from '../src/store/sent-examples';
import { dyingAt } from './dying-at';
import { counts, freshStore, tick } from './erasure-store';
import type { Store } from './erasure-store';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const ANN = '712020:ann-0001';
const BOB = '712020:bob-0002';
const person = (accountId: string): ErasedPerson => ({ accountId, names: [accountId], keepsChoice: false });

function idsFrom(start = 0): () => string {
  let next = start;
  return () => `surrogate-${String((next += 1))}`;
}

const letter = (batch: string, calls: readonly SegmentCall[]) =>
  ({ batch, destination: 'segment', state: 'parked', reason: 'key-refused-401', calls, at: NOW, attempts: 1 }) as const;

/** A site on which two people did things, with traces of both in every place that keeps any. */
async function livedIn(ann = ANN, bob = BOB): Promise<{ store: Store; kvs: ReturnType<typeof memoryKvs> }> {
  const store = await freshStore();
  const kvs = memoryKvs();
  const batch = [
    tick('m1', ann, '2024-02-28T23:59:59Z'),
    tick('m2', ann, '2024-02-29T08:00:00Z'),
    tick('m3', bob, '2024-02-29T09:00:00Z', 'Item Added'),
  ];
  await storeBatch(store.sql, batch, NOW);
  await notePersons(
    store.sql,
    [ann, bob].map((id) => ({ accountRef: id, knownAs: id, day: dayNumber('2024-02-29') })),
  );
  await keepExamples(
    store.sql,
    batch.flatMap((call) => [true, false].map((watched) => ({ call, at: NOW, watched }))),
  );
  await keepLetters(store.sql, [letter('both', batch), letter('ann', batch.slice(0, 2)), letter('bob', batch.slice(2))]);
  for (const [id, events] of [
    ['both', 3],
    ['ann', 2],
    ['bob', 1],
  ] as const) {
    await store.sql.write(sql`
      INSERT INTO delivery_batch (batch_id, destination, day, at, events, state, reason, attempts, repeats)
      VALUES (${id}, 'segment', ${dayNumber('2024-03-01')}, ${new Date(NOW).toISOString()}, ${events}, 'parked', 'key-refused-401', 1, 0)`);
  }
  for (const id of [ann, bob]) {
    await kvs.set(memberKey(id), { told: 'something' });
    await kvs.set(declinedKey(id), true);
  }
  return { store, kvs };
}

test('nothing of the person is left, and every count stays', async () => {
  const { store, kvs } = await livedIn();
  const before = await counts(store);
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
  expect(await counts(store)).toEqual(before);
  expect(await store.all()).not.toContain(ANN);
  expect(Object.keys(kvs.dump())).toEqual([memberKey(BOB), declinedKey(BOB)].sort());
  await store.close();
});

test('everybody else stays as they were', async () => {
  const { store, kvs } = await livedIn();
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
  expect(await store.sql.query(sql`SELECT short_id FROM app_user ORDER BY user_id`)).toEqual([
    { short_id: 'erased:surrogate-1' },
    { short_id: BOB },
  ]);
  expect(await store.sql.query(sql`SELECT account_ref FROM person`)).toEqual([{ account_ref: BOB }]);
  expect(await store.sql.query(sql`SELECT DISTINCT known_as FROM sent_example`)).toEqual([{ known_as: BOB }]);
  expect(await store.sql.query(sql`SELECT batch_id, events FROM letter ORDER BY batch_id`)).toEqual([
    { batch_id: 'bob', events: 1 },
    { batch_id: 'both', events: 1 },
  ]);
  // A batch of which nothing waits any more is not counted as waiting.
  expect(await store.sql.query(sql`SELECT batch_id, events, state, reason FROM delivery_batch ORDER BY batch_id`)).toEqual([
    { batch_id: 'ann', events: 2, state: 'refused', reason: 'erased' },
    { batch_id: 'bob', events: 1, state: 'parked', reason: 'key-refused-401' },
    { batch_id: 'both', events: 3, state: 'parked', reason: 'key-refused-401' },
  ]);
  await store.close();
});

test('the second run finds nothing to do', async () => {
  const { store, kvs } = await livedIn();
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
  const once = await store.all();
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom(100) }, person(ANN));
  expect(await store.all()).toBe(once);
  await store.close();
});

test('killed at any statement and run again, it ends as if nothing had happened', async () => {
  const whole = await livedIn();
  await erasePerson({ ...whole, sql: whole.store.sql, randomId: idsFrom() }, person(ANN));
  const expected = await whole.store.all();
  let deaths = 0;
  for (let k = 1; ; k += 1) {
    const { store, kvs } = await livedIn();
    const died = await erasePerson({ sql: dyingAt(store.sql, k), kvs, randomId: idsFrom() }, person(ANN)).then(
      () => false,
      () => true,
    );
    await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
    expect(await store.all()).toBe(expected);
    expect(kvs.dump()).toEqual(whole.kvs.dump());
    await store.close();
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(6);
  await whole.store.close();
});

test('a choice not to be measured stays where somebody may come back', async () => {
  const { store, kvs } = await livedIn();
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, { ...person(ANN), keepsChoice: true });
  expect(kvs.dump()).toHaveProperty([declinedKey(ANN)], true);
  expect(kvs.dump()).not.toHaveProperty([memberKey(ANN)]);
  await store.close();
});

test('the request to erase stays in a letter until it arrives; a letter that nobody can read goes', async () => {
  const { store, kvs } = await livedIn();
  await keepLetters(store.sql, [letter('request', [tick('e1', ANN, '2024-03-01T00:00:00Z', 'User Erasure Requested')])]);
  await store.sql.write(sql`UPDATE letter SET calls = 'no letter' WHERE batch_id = 'bob'`);
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
  expect(await store.sql.query(sql`SELECT batch_id FROM letter ORDER BY batch_id`)).toEqual([
    { batch_id: 'both' },
    { batch_id: 'request' },
  ]);
  await store.close();
});

test('a pseudonym goes with the account ID that it stands for', async () => {
  const { store, kvs } = await livedIn();
  await storeBatch(store.sql, [tick('m9', 'f00d', '2024-02-29T08:00:00Z')], NOW);
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, { accountId: ANN, names: ['f00d'], keepsChoice: false });
  expect(await store.all()).not.toMatch(/f00d|ann-0001/);
  await store.close();
});

test.each(["x'; DROP TABLE app_user; --", '%', '_', 'a\nb', '__proto__', 'constructor', 'toString', '"\\', 'ünï 🙈', '712020:bob-000'])(
  'an id like %j is only an id',
  async (odd) => {
    const { store, kvs } = await livedIn(odd, BOB);
    await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(odd));
    expect(await store.sql.query(sql`SELECT short_id FROM app_user ORDER BY user_id`)).toEqual([
      { short_id: 'erased:surrogate-1' },
      { short_id: BOB },
    ]);
    expect(await store.sql.query(sql`SELECT account_ref FROM person`)).toEqual([{ account_ref: BOB }]);
    await store.close();
  },
);

test('nobody, and who is erased already, is nobody to erase', async () => {
  const { store, kvs } = await livedIn();
  await erasePerson({ sql: store.sql, kvs, randomId: idsFrom() }, person(ANN));
  const before = await store.all();
  await erasePerson(
    { sql: store.sql, kvs, randomId: idsFrom(50) },
    { accountId: null, names: ['erased:surrogate-1', ''], keepsChoice: false },
  );
  expect(await store.all()).toBe(before);
  await store.close();
});
