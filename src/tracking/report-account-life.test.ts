import { memoryKvs } from '../../test/memory-kvs';
import type { SegmentCall } from '../delivery/envelope';
import { defineAccountProperties, number, oneOf } from './define-plan';
import { licenseFacts } from './identity';
import type { InvocationFacts } from './identity';
import { ACCOUNT_LIFE_KEY, reportAccountLife, type AccountLifeReport } from './report-account-life';

const NOW = Date.parse('2028-02-29T06:00:00Z');
const DAY_MS = 86_400_000;
const properties = defineAccountProperties({ lists: number(), size: oneOf('small', 'large') });
const facts = (number: string | null, cloudId = 'cloud-1'): InvocationFacts => ({
  appKey: 'app',
  appVersion: '1.0.0',
  environmentType: 'PRODUCTION',
  cloudId,
  accountId: 'somebody',
  license: number === null ? null : licenseFacts({ active: true, ccpEntitlementSlug: number }),
});

function installation() {
  const kvs = memoryKvs();
  const handed: { calls: readonly SegmentCall[]; probe: boolean; accountId: string | null }[] = [];
  const logged: string[] = [];
  let failures = 0;
  return {
    kvs,
    handed,
    logged,
    failNext: () => {
      failures = 1;
    },
    report: (number: string | null, report: Partial<AccountLifeReport> = {}) =>
      reportAccountLife(
        {
          kvs,
          log: (_level, event) => void logged.push(event),
          capture: ({ accountId }, calls, options) => {
            if (failures > 0) {
              failures -= 1;
              return Promise.reject(new Error('the queue is away'));
            }
            handed.push({ calls, probe: options?.probe ?? false, accountId });
            return Promise.resolve();
          },
        },
        facts(number),
        { occasion: { kind: 'heartbeat' }, now: NOW, internalSites: new Set(), ...report },
      ),
  };
}
const eventsOf = (calls: readonly SegmentCall[] | undefined) => calls?.map(({ event, type }) => event ?? type);

test('twice on a day tells once, and may find out whether a blocked destination works again', async () => {
  const { report, handed } = installation();
  await report('E-1');
  await report('E-1');
  expect(handed).toHaveLength(1);
  expect(handed[0]).toMatchObject({ probe: true, accountId: null });
  expect(eventsOf(handed[0]?.calls)).toEqual(['group', 'Site Observed']);
});

test('what could not be handed over is told next time', async () => {
  const { report, handed, failNext, kvs } = installation();
  failNext();
  await expect(report('E-1')).rejects.toThrow('the queue is away');
  expect(kvs.dump()).toEqual({});
  await report('E-1');
  expect(eventsOf(handed[0]?.calls)).toEqual(['group', 'Site Observed']);
  expect(Object.keys(kvs.dump())).toEqual([ACCOUNT_LIFE_KEY]);
});

test('what the app counts is told as it was declared; the rest is left out, and a count that fails silences nothing', async () => {
  const { report, handed, logged } = installation();
  const count = (values: unknown) => ({ snapshot: { properties, count: () => Promise.resolve(values) } });
  await report('E-1', count({ lists: 3, size: 'Buy milk', title: 'Buy milk' }));
  expect(handed[0]?.calls[0]?.traits).toMatchObject({ lists: 3 });
  expect(JSON.stringify(handed)).not.toContain('Buy milk');
  expect(logged).toEqual(['snapshot-refused']);
  await report('E-1', { ...count({ lists: Number.NaN, size: 'large' }), now: NOW + DAY_MS });
  expect(handed[1]?.calls[0]?.traits).toMatchObject({ size: 'large' });
  expect(handed[1]?.calls[0]?.traits).not.toHaveProperty('lists');
  const failing = { snapshot: { properties, count: () => Promise.reject(new TypeError('Buy milk')) } };
  await report('E-1', { ...failing, now: NOW + 2 * DAY_MS });
  expect(eventsOf(handed[2]?.calls)).toEqual(['Site Observed']);
  await report('E-1', { ...count('nothing'), now: NOW + 3 * DAY_MS });
  expect(eventsOf(handed[3]?.calls)).toEqual(['Site Observed']);
});

test('nothing is counted when the app comes or goes', async () => {
  const { report, handed } = installation();
  const snapshot = { properties, count: () => Promise.reject(new Error('must not be called')) };
  await report('E-1', { snapshot, occasion: { kind: 'installed', key: 'a' } });
  await report('E-1', { snapshot, occasion: { kind: 'upgraded', key: 'b' } });
  await report('E-1', { snapshot, occasion: { kind: 'uninstalled' } });
  expect(handed.map(({ probe }) => probe)).toEqual([false, true, false]);
  expect(handed.flatMap(({ calls }) => eventsOf(calls))).toEqual([
    'group',
    'App Installed',
    'Licence Activated',
    'App Upgraded',
    'group',
    'App Uninstalled',
  ]);
});

test('an entitlement that appears is told to the account and to each member, once', async () => {
  const { report, handed } = installation();
  await report(null);
  const members = () => Promise.resolve([{ knownAs: 'u1' }, { knownAs: 'u2' }]);
  await report('E-1', { members, now: NOW + DAY_MS });
  await report('E-1', { members, now: NOW + 2 * DAY_MS });
  expect(handed.map(({ calls }) => eventsOf(calls))).toEqual([
    ['group', 'Site Observed'],
    ['group', 'Account Merged', 'Licence Activated', 'Site Observed'],
    ['group', 'group'],
    ['Site Observed'],
  ]);
  expect(handed[2]?.calls).toMatchObject([
    { userId: 'u1', groupId: 'E-1' },
    { userId: 'u2', groupId: 'E-1' },
  ]);
});
