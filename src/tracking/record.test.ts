import fc from 'fast-check';
import { boolean, defineTrackingPlan, number, oneOf } from './define-plan';
import type { InvocationFacts } from './identity';
import { kitPlan } from './kit-plan';
import { recordEvents } from './record';
import { CALL_FINISHED, resolverEvents } from './resolver-events';

const plan = defineTrackingPlan({
  'Item Ticked': { feature: true, description: '', properties: { place: oneOf('issue', 'page'), allDone: boolean() } },
  'Item Added': { feature: true, description: '', properties: { items: number() } },
});
const NOW = Date.parse('2026-02-28T23:59:30Z');
const ID = '7d9f5c1e-3b7a-4a7e-9a55-0f6b8f0c1d2e';

const facts: InvocationFacts = {
  appKey: 'app',
  appVersion: '1.2.3',
  environmentType: 'PRODUCTION',
  cloudId: 'cloud-1',
  accountId: 'user-1',
  license: { active: true, isEvaluation: false, entitlementId: 'ent-1', entitlementNumber: 'E-1' },
};
const options = { plan, identity: 'accountId', pseudonymOf: (id: string) => `p-${id}`, now: NOW } as const;

const event = (fields: object = {}) => ({
  messageId: ID,
  event: 'Item Ticked',
  properties: { place: 'issue', allDone: false },
  timestamp: '2026-02-28T20:59:00Z',
  ...fields,
});
const payload = (...events: unknown[]) => ({ sentAt: '2026-02-28T20:59:10Z', events });

test('a right event becomes a call about the user and the entitlement that the platform names', () => {
  const { calls, refused } = recordEvents(facts, payload(event()), options);
  expect(refused).toEqual([]);
  expect(calls).toMatchObject([
    {
      type: 'track',
      event: 'Item Ticked',
      userId: 'user-1',
      messageId: ID,
      properties: { place: 'issue', allDone: false },
      context: { groupId: 'E-1', forge: { cloudId: 'cloud-1', entitlementId: 'ent-1', feature: true } },
    },
  ]);
});

test('a client clock three hours slow is put right, by whole minutes', () => {
  const [call] = recordEvents(facts, payload(event()), options).calls;
  expect(call?.timestamp).toBe('2026-02-28T23:59:00.000Z');
});

test.each([
  ['year 1', '0001-01-01T00:00:00Z'],
  ['year 9999', '9999-12-31T00:00:00Z'],
  ['no date', 'soon'],
])('a clock of %s stays within the last 30 days', (_name, timestamp) => {
  const [call] = recordEvents(facts, payload(event({ timestamp })), options).calls;
  const at = Date.parse(call?.timestamp ?? '');
  expect(at).toBeLessThanOrEqual(NOW);
  expect(at).toBeGreaterThanOrEqual(NOW - 30 * 86_400_000);
});

test('what is wrong is refused alone, with its reason', () => {
  const { calls, refused } = recordEvents(
    facts,
    payload(
      event(),
      event({ event: 'Item Eaten' }),
      event({ event: 'constructor' }),
      event({ properties: { place: 'issue', allDone: false, title: 'Buy milk' } }),
      event({ properties: { place: 'x'.repeat(40_000), allDone: false } }),
      event({ messageId: 'mine' }),
      'no event',
    ),
    options,
  );
  expect(calls).toHaveLength(1);
  expect(refused.map((each) => each.reason)).toEqual([
    'unknown-event',
    'unknown-event',
    'bad-properties',
    'bad-properties',
    'not-an-event',
    'not-an-event',
  ]);
});

test('ids in the payload are ignored: nobody speaks for another user, account or site', () => {
  const forged = event({
    userId: 'user-2',
    accountId: 'user-2',
    groupId: 'E-2',
    context: { groupId: 'E-2', forge: { cloudId: 'cloud-2' } },
  });
  const [call] = recordEvents(facts, { ...payload(forged), accountId: 'user-2' }, options).calls;
  expect(JSON.stringify(call)).not.toMatch(/user-2|E-2|cloud-2/);
});

test('3,000 events in one call: 500 are taken, the rest is refused and counted', () => {
  const { calls, refused } = recordEvents(facts, payload(...Array.from({ length: 3_000 }, () => event())), options);
  expect(calls).toHaveLength(500);
  expect(refused).toHaveLength(2_500);
  expect(new Set(refused.map((each) => each.reason))).toEqual(new Set(['too-many-events']));
});

test('pseudonym and site keep the account ID in', () => {
  const as = (identity: 'pseudonym' | 'site') => recordEvents(facts, payload(event()), { ...options, identity }).calls[0];
  expect(as('pseudonym')).toMatchObject({ userId: 'p-user-1' });
  expect(as('site')).toMatchObject({ anonymousId: 'E-1' });
  expect(as('site')).not.toHaveProperty('userId');
});

test('without a licence the site stands in for the account; without a user, the account for the user', () => {
  const { calls } = recordEvents({ ...facts, accountId: null, license: null }, payload(event()), options);
  expect(calls).toMatchObject([{ anonymousId: 'cloud-1', context: { groupId: 'cloud-1' } }]);
});

test('nothing that a page can send breaks it', () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 4 }), (anything) => {
      const outcome = recordEvents(facts, anything, options);
      expect(outcome.calls.length + outcome.refused.length).toBeGreaterThan(0);
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.anything(), { minLength: 1, maxLength: 5 }), (events) => {
      const { calls, refused } = recordEvents(facts, { sentAt: 'x', events }, options);
      expect(calls.length + refused.length).toBe(events.length);
    }),
  );
});

test('what the backend reports by itself is refused from a page: nobody has somebody erased by a click', () => {
  const whole = { ...plan, ...kitPlan, ...resolverEvents(['save']) };
  const forged = [...Object.keys(kitPlan), CALL_FINISHED].map((name) => event({ event: name, properties: {} }));
  const { calls, refused } = recordEvents(facts, payload(...forged), { ...options, plan: whole });
  expect(calls).toEqual([]);
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['unknown-event']));
});

test('an opened page is a page call with the name that the plan gives it', () => {
  const withPage = defineTrackingPlan({ 'Board Opened': { feature: false, page: true, description: '', properties: {} } });
  const { calls } = recordEvents(facts, payload(event({ event: 'Board Opened', properties: {} })), { ...options, plan: withPage });
  expect(calls).toMatchObject([{ type: 'page', name: 'Board Opened', userId: 'user-1', context: { groupId: 'E-1' } }]);
  expect(calls[0]).not.toHaveProperty('event');
});
