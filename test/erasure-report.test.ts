import { peopleAsked } from '../src/erasure/people-asked';
import { peopleHere } from '../src/erasure/people-here';
import { REPORTED_KEY, reportPeople } from '../src/erasure/report-people';
import type { PeopleToReport, ReportPorts } from '../src/erasure/report-people';
import { dayNumberOf } from '../src/platform/days';
import type { AccountUpdate, StoredAccount } from '../src/platform/ports-privacy';
import { joinSql, sql } from '../src/platform/sql';
import { notePersons } from '../src/store/persons';
import { freshStore } from './erasure-store';
import type { Store } from './erasure-store';
import { memoryKvs } from './memory-kvs';
import { shortId } from '../src/store/short-id';

const NOW = Date.parse('2024-02-29T12:00:00Z');
const DAY_MS = 86_400_000;

/** Atlassian's answer, and everything that was done because of it. */
function office(
  store: Store,
  people: (kvs: ReturnType<typeof memoryKvs>) => PeopleToReport,
  updates: Readonly<Record<string, AccountUpdate['status']>> = {},
) {
  const kvs = memoryKvs();
  const asked: (readonly StoredAccount[])[] = [];
  const erased: string[] = [];
  const refreshed: string[] = [];
  const logged: string[] = [];
  const time = { now: NOW, refusal: null as string | null };
  const ports: ReportPorts = {
    report: (accounts) => {
      if (time.refusal !== null) return Promise.resolve({ kind: 'refused', reason: time.refusal });
      asked.push(accounts);
      const known = accounts.flatMap(({ accountId }) => {
        const status = Object.hasOwn(updates, accountId) ? updates[accountId] : undefined;
        return status === undefined ? [] : [{ accountId, status }];
      });
      // Somebody whom nobody asked about is nobody to act on.
      return Promise.resolve({ kind: 'answered', updates: [...known, { accountId: 'not-asked', status: 'closed' }] });
    },
    people: people(kvs),
    kvs,
    clock: () => time.now,
    log: (_level, event, fields) => logged.push(JSON.stringify({ event, ...fields })),
    erase: (accountId) => {
      erased.push(accountId);
      return Promise.resolve();
    },
    refresh: (accountIds) => {
      refreshed.push(...accountIds);
      return Promise.resolve();
    },
  };
  const run = () => reportPeople({ ...ports, people: people(kvs) });
  return { run, ports, kvs, asked, erased, refreshed, logged, time, ids: () => asked.flat().map(({ accountId }) => accountId) };
}

const seen = (store: Store, accountIds: readonly string[], day = '2024-02-10') =>
  notePersons(
    store.sql,
    accountIds.map((accountRef) => ({ accountRef, knownAs: accountRef, day: dayNumberOf(Date.parse(day)) })),
  );
const users = async (store: Store, externalIds: readonly string[]) => {
  await store.sql.write(sql`INSERT INTO app_user (short_id) VALUES ${joinSql(externalIds.map((id) => sql`(${shortId(id)})`))}`);
};

describe('on a customer’s site', () => {
  test('everybody is reported once in seven days, with the day since when they are stored', async () => {
    const store = await freshStore();
    await seen(store, ['a:1', 'b:2']);
    const it = office(store, () => peopleHere(store.sql));
    await expect(it.run()).resolves.toEqual({ reported: 2, closed: 0, updated: 0, refused: null });
    await it.run();
    it.time.now += 6 * DAY_MS;
    await seen(store, ['c:3'], '2024-03-05');
    await it.run();
    expect(it.ids()).toEqual(['a:1', 'b:2', 'c:3']);
    expect(it.asked[0]?.[0]).toEqual({ accountId: 'a:1', updatedAt: '2024-02-10T00:00:00.000Z' });
    it.time.now += DAY_MS;
    await it.run();
    expect(it.asked[2]).toEqual([
      { accountId: 'a:1', updatedAt: '2024-02-29T00:00:00.000Z' },
      { accountId: 'b:2', updatedAt: '2024-02-29T00:00:00.000Z' },
    ]);
    expect(it.kvs.dump()[REPORTED_KEY]).toEqual({ at: NOW + 7 * DAY_MS });
    await store.close();
  });

  test('a closed account is erased, a changed one told anew, and nobody else touched', async () => {
    const store = await freshStore();
    await seen(store, ['a:1', 'b:2', 'c:3', 'not-asked-either']);
    const it = office(store, () => peopleHere(store.sql), { 'a:1': 'closed', 'b:2': 'updated' });
    await expect(it.run()).resolves.toEqual({ reported: 4, closed: 1, updated: 1, refused: null });
    expect(it.erased).toEqual(['a:1']);
    expect(it.refreshed).toEqual(['b:2']);
    expect(it.logged.join()).not.toMatch(/a:1|b:2/);
    await store.close();
  });

  test('a run that dies over a closed account asks again', async () => {
    const store = await freshStore();
    await seen(store, ['a:1', 'b:2']);
    const it = office(store, () => peopleHere(store.sql), { 'a:1': 'closed' });
    await expect(reportPeople({ ...it.ports, erase: () => Promise.reject(new Error('The invocation died')) })).rejects.toThrow('died');
    await it.run();
    expect(it.ids()).toEqual(['a:1', 'b:2', 'a:1', 'b:2']);
    expect(it.erased).toEqual(['a:1']);
    await store.close();
  });

  test('a refusal is not an answer: the next run asks', async () => {
    const store = await freshStore();
    await seen(store, ['a:1']);
    const it = office(store, () => peopleHere(store.sql));
    it.time.refusal = 'status-429';
    await expect(it.run()).resolves.toEqual({ reported: 0, closed: 0, updated: 0, refused: 'status-429' });
    expect(it.kvs.dump()).toEqual({});
    it.time.refusal = null;
    await it.run();
    expect(it.ids()).toEqual(['a:1']);
    await store.close();
  });

  test('slices are bounded, and so is a run', async () => {
    const store = await freshStore();
    await seen(
      store,
      Array.from({ length: 9_500 }, (_, index) => `a:${String(index)}`),
    );
    const it = office(store, () => peopleHere(store.sql));
    await expect(it.run()).resolves.toMatchObject({ reported: 9_000 });
    expect(Math.max(...it.asked.map(({ length }) => length))).toBe(450);
    await expect(it.run()).resolves.toMatchObject({ reported: 500 });
    expect(new Set(it.ids()).size).toBe(9_500);
    await store.close();
  });

  test('what is no account ID is told to nobody, and does not stop the others', async () => {
    const store = await freshStore();
    await seen(store, ['unknown', "x'; DROP TABLE person; --", 'a\nb', '712020:ok', 'ü']);
    const it = office(store, () => peopleHere(store.sql));
    await expect(it.run()).resolves.toMatchObject({ reported: 5 });
    expect(it.ids()).toEqual(['712020:ok']);
    await store.close();
  });
});

describe('at the vendor’s', () => {
  test('users go in rounds of seven days; contacts, the erased and those reported as people are left out', async () => {
    const store = await freshStore();
    await users(store, ['712020:a', 'contact:0f', 'erased:x', '712020:own', '712020:b']);
    await seen(store, ['712020:own']);
    const it = office(store, (kvs) => peopleAsked(store.sql, kvs));
    await it.run();
    await it.run();
    expect(it.ids()).toEqual(['712020:a', '712020:b']);
    await users(store, ['712020:new']);
    it.time.now += 6 * DAY_MS;
    await it.run();
    expect(it.ids()).toHaveLength(2);
    it.time.now += DAY_MS;
    await it.run();
    expect(it.ids().slice(2)).toEqual(['712020:a', '712020:b', '712020:new']);
    expect(it.asked[1]?.[0]?.updatedAt).toBe('2024-02-29T00:00:00.000Z');
    await store.close();
  });

  test('a round takes as many runs as it needs, and one that is refused goes on where it stood', async () => {
    const store = await freshStore();
    await users(
      store,
      Array.from({ length: 1_000 }, (_, index) => `712020:${String(index)}`),
    );
    const it = office(store, (kvs) => peopleAsked(store.sql, kvs));
    it.time.refusal = 'status-503';
    await it.run();
    it.time.refusal = null;
    it.time.now += 3_600_000;
    await it.run();
    it.time.now += 3_600_000;
    await it.run();
    expect(it.asked.map(({ length }) => length)).toEqual([450, 450, 100]);
    expect(new Set(it.ids()).size).toBe(1_000);
    await store.close();
  });
});
