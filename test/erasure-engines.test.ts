import { openMysql } from '../dev/sql/mysql-engine';
import { erasePerson } from '../src/erasure/erase-person';
import { peopleAsked } from '../src/erasure/people-asked';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumberOf } from '../src/platform/days';
import { keepLetters } from '../src/store/letters';
import { isStoredUser } from '../src/store/queries/erasure-rows';
import { erasureRecord, latestErasures, noteErasure, notePlace } from '../src/store/queries/erasure-record';
import { noteReported, peopleToReport, personOf } from '../src/store/queries/person';
import { sentExamples } from '../src/store/queries/sent-examples';
import { notePersons } from '../src/store/persons';
import { forgetOldExamples, keepExamples } from '../src/store/sent-examples';
import { counts, freshStore, tick } from './erasure-store';
import type { Store } from './erasure-store';
import { missingMariaDb, startMariaDb } from './mariadb';
import { memoryKvs } from './memory-kvs';

jest.setTimeout(120_000);

const NOW = Date.parse('2024-02-29T12:00:00Z');
const TODAY = dayNumberOf(NOW);
const ANN = "712020:ann'; -- %_";
const BOB = '712020:bob';
const missing = missingMariaDb();
if (missing !== null) console.warn(`Skipped: ${missing}`);

/** Everything that privacy and erasure ask a database, and each answer. */
async function story(store: Store): Promise<unknown[]> {
  const { sql: port } = store;
  const answers: unknown[] = [];
  const calls = [tick('m1', ANN, '2024-02-28T08:00:00Z'), tick('m2', BOB, '2024-02-29T08:00:00Z', 'Item Added')];
  await storeBatch(port, calls, NOW);
  await notePersons(port, [
    { accountRef: ANN, knownAs: ANN, day: TODAY },
    { accountRef: BOB, knownAs: BOB, day: TODAY - 3 },
  ]);
  await notePersons(port, [{ accountRef: BOB, knownAs: BOB, day: TODAY - 5 }]);
  answers.push(await personOf(port, BOB), await personOf(port, 'BOB'), await peopleToReport(port, TODAY - 7, 1));
  await noteReported(port, [ANN], TODAY - 7);
  await noteReported(port, [BOB], TODAY - 6);
  answers.push(await peopleToReport(port, TODAY - 7, 10), await peopleAsked(port, memoryKvs()).next(TODAY, 10));
  const sent = calls.flatMap((call) => [true, false].map((watched) => ({ call, at: NOW, watched })));
  await keepExamples(port, [...sent, ...sent, ...sent.map((each) => ({ ...each, at: NOW - 40 * 86_400_000 }))]);
  answers.push(await forgetOldExamples(port, TODAY), await sentExamples(port, false, 10), await sentExamples(port, true, 10));
  const letter = { destination: 'segment', state: 'parked', reason: 'key-refused-401', at: NOW, attempts: 1 } as const;
  await keepLetters(port, [
    { ...letter, batch: 'both', calls },
    { ...letter, batch: 'ann', calls: calls.slice(0, 1) },
  ]);
  answers.push(await isStoredUser(port, ANN), await isStoredUser(port, '%'));
  let next = 0;
  const randomId = () => `surrogate-${String((next += 1))}`;
  await erasePerson({ sql: port, kvs: memoryKvs(), randomId }, { accountId: ANN, names: [ANN], keepsChoice: false });
  const erasure = { erasureId: 'e-1', requestedAt: NOW, cause: 'admin' } as const;
  await noteErasure(port, erasure);
  await noteErasure(port, { ...erasure, cause: 'requested' });
  await notePlace(port, 'e-1', { place: 'own-store', state: 'done', reason: null });
  await notePlace(port, 'e-1', { place: 'segment', state: 'failed', reason: 'key-refused-401' });
  answers.push(await erasureRecord(port, 'e-1'), await erasureRecord(port, 'E-1'), await latestErasures(port, 5), await counts(store));
  return answers;
}

(missing === null ? test : test.skip)('SQLite and MariaDB give the same answers', async () => {
  const server = await startMariaDb();
  if ('missing' in server) throw new Error(server.missing);
  const one = await freshStore();
  const two = await freshStore(await openMysql(server.url, 'erasure'));
  try {
    const expected = await story(one);
    expect(expected[3]).toMatchObject([{ accountRef: ANN }]);
    expect(await story(two)).toEqual(expected);
    expect(await two.all()).not.toContain('712020:ann');
    expect(JSON.parse(await two.all())).toEqual(JSON.parse(await one.all()));
  } finally {
    await one.close();
    await two.close();
    await server.stop();
  }
});
