import type { SegmentCall } from '../src/delivery/envelope';
import { setPrivacy, watch } from '../src/privacy/change-privacy';
import { findUsers } from '../src/privacy/find-users';
import { declinedKey, memberKey, SWITCHES_KEY, WATCH_KEY } from '../src/privacy/keys';
import { privacyState } from '../src/privacy/privacy-state';
import type { PrivacyPorts } from '../src/privacy/privacy-state';
import { chooseTracking, trackingChoice } from '../src/privacy/tracking-choice';
import { PrivacyState } from '../src/contract/privacy';
import { TrackingChoice } from '../src/contract/tracking-choice';
import { dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { EXAMPLE_DAYS, forgetOldExamples, keepExamples } from '../src/store/sent-examples';
import { notePersons } from '../src/store/persons';
import { personOf } from '../src/store/queries/person';
import { freshStore, tick } from './erasure-store';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2024-02-29T23:30:00Z');
const HOUR_MS = 3_600_000;
const ANN = '712020:ann-0001';

async function screen(now = NOW) {
  const store = await freshStore();
  const kvs = memoryKvs();
  const time = { now };
  const ports: PrivacyPorts = {
    sql: store.sql,
    kvs,
    clock: () => time.now,
    configuredIdentity: 'accountId',
    ownStore: true,
    destinations: [{ destination: 'segment', host: 'api.segment.io', keepsBadge: true }],
    egressOffSince: () => Promise.resolve(null),
    leaves: [{ event: 'Item Ticked', when: 'An item was ticked', properties: [], usage: true }],
  };
  const state = async (scope: 'site' | 'vendor' = 'site') => PrivacyState.parse(await privacyState(ports, scope, true));
  return { store, kvs, time, state, clock: () => time.now };
}

describe('the switches of a site', () => {
  test('are on until an admin turns them, each by itself', async () => {
    const it = await screen();
    expect(await it.state()).toMatchObject({ analytics: true, identity: true });
    await setPrivacy(it.kvs, { identity: false });
    expect(await it.state()).toMatchObject({ analytics: true, identity: false });
    await setPrivacy(it.kvs, { analytics: false });
    expect(await it.state()).toMatchObject({ analytics: false, identity: false });
    await setPrivacy(it.kvs, { analytics: true });
    expect(await it.state()).toMatchObject({ analytics: true, identity: false });
    await it.store.close();
  });

  test.each(['on', 1, [], { analytics: 'true', identity: true }, { analytics: true }])(
    'stored as %j, nothing of which is clear, everything is off, and turning one on leaves the other off',
    async (stored) => {
      const it = await screen();
      await it.kvs.set(SWITCHES_KEY, stored);
      expect(await it.state()).toMatchObject({ analytics: false, identity: false });
      await setPrivacy(it.kvs, { analytics: true });
      expect(await it.state()).toMatchObject({ analytics: true, identity: false });
      await it.store.close();
    },
  );

  test('are none of the vendor’s site', async () => {
    const it = await screen();
    await setPrivacy(it.kvs, { analytics: false, identity: false });
    expect(await it.state('vendor')).toMatchObject({ analytics: true, identity: true, leaves: [] });
    await it.store.close();
  });
});

test('a watch ends after an hour, across midnight and a leap day, or at once', async () => {
  const it = await screen();
  await watch(it, true);
  expect(await it.state()).toMatchObject({ watchUntil: '2024-03-01T00:30:00.000Z' });
  it.time.now += HOUR_MS;
  expect(await it.state()).toMatchObject({ watchUntil: null });
  await watch(it, true);
  await watch(it, false);
  expect(it.kvs.dump()).not.toHaveProperty([WATCH_KEY]);
  await it.store.close();
});

describe('the user’s own choice', () => {
  test('is theirs alone', async () => {
    const it = await screen();
    await it.kvs.set(memberKey(ANN), { told: 'something' });
    expect(TrackingChoice.parse(await chooseTracking(it, ANN, false))).toEqual({ tracked: false, offBy: 'user' });
    expect(await trackingChoice(it, 'somebody-else')).toEqual({ tracked: true, offBy: null });
    expect(it.kvs.dump()).toEqual({ [declinedKey(ANN)]: true });
    expect(await chooseTracking(it, ANN, true)).toEqual({ tracked: true, offBy: null });
    expect(it.kvs.dump()).toEqual({});
    await it.store.close();
  });

  test('cannot turn on what the site turned off', async () => {
    const it = await screen();
    await setPrivacy(it.kvs, { analytics: false });
    expect(await chooseTracking(it, ANN, true)).toEqual({ tracked: false, offBy: 'site' });
    await it.store.close();
  });

  test('needs an account: without one nothing is kept', async () => {
    const it = await screen();
    expect(await chooseTracking(it, null, false)).toEqual({ tracked: true, offBy: null });
    expect(it.kvs.dump()).toEqual({});
    await it.store.close();
  });

  test.each(['__proto__', 'constructor', "' OR 1=1 --", 'a\nb', '*', 'privacy:switches'])(
    'of an account like %j is one choice',
    async (odd) => {
      const it = await screen();
      await chooseTracking(it, odd, false);
      expect(await trackingChoice(it, odd)).toEqual({ tracked: false, offBy: 'user' });
      expect(await trackingChoice(it, ANN)).toEqual({ tracked: true, offBy: null });
      expect(Object.keys(it.kvs.dump())).toEqual([declinedKey(odd)]);
      await it.store.close();
    },
  );
});

describe('what was sent', () => {
  const examples = (call: SegmentCall, at: number, watched = false) => ({ call, at, watched });

  test('one example of each event and day, the first; everything while watched; newest first', async () => {
    const it = await screen();
    const dayBefore = NOW - 24 * HOUR_MS;
    const kept = [
      examples(tick('m1', ANN, '2024-02-28T23:00:00Z'), dayBefore),
      examples(tick('m2', ANN, '2024-02-29T10:00:00Z'), NOW - HOUR_MS),
      examples(tick('m3', ANN, '2024-02-29T11:00:00Z'), NOW),
      examples(tick('m4', ANN, '2024-02-29T11:00:00Z', 'Item Added'), NOW),
      examples(tick('m4', ANN, '2024-02-29T11:00:00Z', 'Item Added'), NOW, true),
      examples(tick('m5', ANN, '2024-02-29T11:00:00Z', 'Item Added'), NOW, true),
    ];
    await keepExamples(it.store.sql, kept);
    await keepExamples(it.store.sql, kept);
    const { examples: shown, watched } = await it.state();
    expect(shown.map(({ day, event, json }) => [day, event, (JSON.parse(json) as SegmentCall).messageId])).toEqual([
      ['2024-02-29', 'Item Added', 'm4'],
      ['2024-02-29', 'Item Ticked', 'm2'],
      ['2024-02-28', 'Item Ticked', 'm1'],
    ]);
    expect(watched.map(({ json }) => (JSON.parse(json) as SegmentCall).messageId).sort()).toEqual(['m4', 'm5']);
    expect(shown[0]?.json).toContain('\n  "messageId": "m4"');
    await it.store.close();
  });

  test('goes after its time: examples after 30 days, watched calls after one', async () => {
    const it = await screen();
    const call = tick('m1', ANN, '2024-02-28T23:00:00Z');
    const today = dayNumberOf(NOW);
    for (const daysAgo of [0, 1, 2, EXAMPLE_DAYS - 1, EXAMPLE_DAYS]) {
      const at = NOW - daysAgo * 24 * HOUR_MS;
      await keepExamples(it.store.sql, [examples(call, at), examples({ ...call, messageId: `w${String(daysAgo)}` }, at, true)]);
    }
    expect(await forgetOldExamples(it.store.sql, today)).toBe(4);
    expect(await forgetOldExamples(it.store.sql, today)).toBe(0);
    const left = await it.store.sql.query(sql`SELECT watched, day FROM sent_example ORDER BY watched, day`);
    expect(left.map(({ watched, day }) => [watched, today - Number(day)])).toEqual([
      [0, 29],
      [0, 2],
      [0, 1],
      [0, 0],
      [1, 1],
      [1, 0],
    ]);
    await it.store.close();
  });

  test('of an erasure names nobody', async () => {
    const it = await screen();
    const call = tick('m1', ANN, '2024-02-28T23:00:00Z', 'User Erasure Requested');
    await keepExamples(it.store.sql, [examples(call, NOW), examples(call, NOW, true)]);
    expect(await it.store.all()).not.toContain(ANN);
    expect((await it.state()).examples[0]?.json).toContain('(erased)');
    await it.store.close();
  });

  test('fits one answer, however much was watched', async () => {
    const it = await screen();
    const text = 'x'.repeat(30_000);
    await keepExamples(
      it.store.sql,
      Array.from({ length: 100 }, (_, index) =>
        examples({ ...tick(`m${String(index)}`, ANN, '2024-02-28T23:00:00Z'), properties: { text } }, NOW, true),
      ),
    );
    const state = await it.state();
    expect(state.watched.length).toBeGreaterThan(30);
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(4_000_000);
    await it.store.close();
  });

  test('and is damaged says so', async () => {
    const it = await screen();
    await keepExamples(it.store.sql, [examples(tick('m1', ANN, '2024-02-28T23:00:00Z'), NOW)]);
    await it.store.sql.write(sql`UPDATE sent_example SET body = 'damaged'`);
    expect((await it.state()).examples[0]?.json).toBe('This example cannot be read any more.');
    await it.store.close();
  });
});

test('people are remembered by their first and last day, in any order and as often as told', async () => {
  const it = await screen();
  const seen = (day: number) => ({ accountRef: ANN, knownAs: 'p', day });
  await notePersons(it.store.sql, [seen(20), seen(10)]);
  await notePersons(it.store.sql, [seen(15), seen(30)]);
  await notePersons(it.store.sql, [seen(15)]);
  expect(await it.store.sql.query(sql`SELECT known_as, first_day, last_day, reported_day FROM person`)).toEqual([
    { known_as: 'p', first_day: 10, last_day: 30, reported_day: null },
  ]);
  expect(await personOf(it.store.sql, '%')).toBeNull();
  await it.store.close();
});

describe('people of a site are found', () => {
  const human = { accountId: ANN, accountType: 'atlassian', active: true, displayName: 'Ann Example', emailAddress: 'ann@example.com' };
  const answering = (status: number, body: unknown) => {
    const asked: string[] = [];
    const product = (as: 'app' | 'user', home: 'jira' | 'confluence', path: string) => {
      asked.push(`${as} ${home} ${path}`);
      return Promise.resolve({ status, body });
    };
    return { product, asked };
  };

  test('as the asking user, active humans only, nothing but id and name', async () => {
    const { product, asked } = answering(200, [
      human,
      { ...human, accountType: 'app' },
      { ...human, accountType: 'customer' },
      { ...human, active: false },
      { ...human, accountId: undefined },
      null,
      'text',
    ]);
    await expect(findUsers(product, 'jira', 'a&b=/../?#%')).resolves.toEqual([{ accountId: ANN, name: 'Ann Example' }]);
    expect(asked).toEqual(['user jira /rest/api/3/user/search?query=a%26b%3D%2F..%2F%3F%23%25&maxResults=20']);
  });

  test.each([
    [403, { errorMessages: ['no'] }],
    [200, { values: [] }],
    [200, null],
  ])('%i with %j is nobody', async (status, body) => {
    await expect(findUsers(answering(status, body).product, 'jira', 'ann')).resolves.toEqual([]);
  });

  test('not from Confluence, which is not asked', async () => {
    const { product, asked } = answering(200, [human]);
    await expect(findUsers(product, 'confluence', 'ann')).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });
});
