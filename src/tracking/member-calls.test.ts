import fc from 'fast-check';
import { SegmentCall } from '../delivery/envelope';
import { memberCalls, relationshipKeyOf } from './member-calls';
import type { MemberNote, MemberOptions } from './member-calls';
import type { InvocationFacts } from './identity';

const facts: InvocationFacts = {
  appKey: 'app',
  appVersion: '1.2.3',
  environmentType: 'PRODUCTION',
  cloudId: 'cloud-1',
  accountId: 'user-1',
  accountType: 'licensed',
  license: { active: true, isEvaluation: false, entitlementId: 'ent-1', entitlementNumber: 'E-1' },
};
const HOUR = 3_600_000;
const NOW = Date.parse('2028-02-29T23:30:00Z');
const options: MemberOptions = {
  identity: 'accountId',
  pseudonymOf: (id) => `p-${id}`,
  relationshipKey: 'traits',
  now: NOW,
  at: NOW,
  batchId: 'batch-1',
};
/** As storage gives it back. */
const stored = (note: MemberNote | null): unknown => JSON.parse(JSON.stringify(note)) as unknown;
const later = (ms: number, batchId = 'batch-2'): MemberOptions => ({ ...options, now: NOW + ms, at: NOW + ms, batchId });

test('a user seen for the first time is introduced, linked to the account, and has joined it', () => {
  const { calls, note, joined } = memberCalls(facts, undefined, options);
  const context = {
    groupId: 'E-1',
    app: { name: 'app', version: '1.2.3' },
    forge: { appKey: 'app', cloudId: 'cloud-1', entitlementId: 'ent-1', environmentType: 'PRODUCTION' },
  };
  const common = {
    userId: 'user-1',
    timestamp: '2028-02-29T23:30:00.000Z',
    messageId: expect.stringMatching(/^tm-[0-9a-f]{40}$/) as string,
  };
  expect(calls).toEqual([
    { ...common, type: 'identify', traits: { accountType: 'licensed' }, context },
    {
      ...common,
      type: 'group',
      groupId: 'E-1',
      traits: {},
      context: { ...context, traits: { role: 'licensed', firstSeenDay: '2028-02-29' } },
    },
    {
      ...common,
      type: 'track',
      event: 'Account Added User',
      properties: { role: 'licensed' },
      context: { ...context, forge: { ...context.forge, feature: false } },
    },
  ]);
  expect(new Set(calls.map(({ messageId }) => messageId)).size).toBe(3);
  expect(calls.every((call) => SegmentCall.safeParse(call).success)).toBe(true);
  expect(note).toMatchObject({ at: NOW, firstSeenDay: '2028-02-29', role: 'licensed' });
  expect(joined).toBe(true);
});

test('the same batch again, before anything was kept, says the same', () => {
  expect(memberCalls(facts, undefined, options)).toEqual(memberCalls(facts, undefined, options));
});

test('nothing is said again within a week, and then the pair once more without joining', () => {
  const first = memberCalls(facts, undefined, options);
  expect(memberCalls(facts, stored(first.note), later(7 * 24 * HOUR - 1))).toEqual({ calls: [], note: null, joined: false });
  const again = memberCalls(facts, stored(first.note), later(7 * 24 * HOUR));
  expect(again.calls.map(({ type }) => type)).toEqual(['identify', 'group']);
  expect(again.note).toMatchObject({ firstSeenDay: '2028-02-29', at: NOW + 7 * 24 * HOUR });
  expect(again.joined).toBe(false);
});

test.each<[string, Partial<InvocationFacts>, Partial<MemberOptions>, object]>([
  [
    'an entitlement in place of the site',
    { license: { active: true, isEvaluation: false, entitlementId: 'ent-2', entitlementNumber: 'E-2' } },
    {},
    { groupId: 'E-2' },
  ],
  ['another account type', { accountType: 'customer' }, {}, { groupId: 'E-1' }],
  ['another way to name people', {}, { identity: 'pseudonym' }, { userId: 'p-user-1' }],
  ['another place for the pair', {}, { relationshipKey: 'membership' }, { context: { membership: { firstSeenDay: '2028-02-29' } } }],
])('%s is told at once, and nobody joined', (_name, changed, otherwise, group) => {
  const { note } = memberCalls(facts, undefined, options);
  const told = memberCalls({ ...facts, ...changed }, stored(note), { ...later(HOUR), ...otherwise });
  expect(told.calls.map(({ type }) => type)).toEqual(['identify', 'group']);
  expect(told.calls[1]).toMatchObject(group);
  expect(told.joined).toBe(false);
});

test('where the platform does not say how a user is admitted, what it said before holds', () => {
  const { accountType: _accountType, ...untyped } = facts;
  const { note } = memberCalls({ ...facts, accountType: 'unlicensed' }, undefined, options);
  expect(memberCalls(untyped, stored(note), later(HOUR)).calls).toEqual([]);
  expect(memberCalls(untyped, undefined, options).calls[0]?.traits).toEqual({ accountType: 'unknown' });
});

test.each<[string, Partial<InvocationFacts>, Partial<MemberOptions>]>([
  ['an anonymous visitor', { accountId: null, accountType: 'anonymous' }, {}],
  ['a site that names nobody', {}, { identity: 'site' }],
])('%s is nobody to introduce', (_name, changed, otherwise) => {
  expect(memberCalls({ ...facts, ...changed }, undefined, { ...options, ...otherwise })).toEqual({ calls: [], note: null, joined: false });
});

test('a note that cannot be read counts as never told', () => {
  for (const known of [null, 'x', { hash: 1 }, { hash: 'h', at: 1, firstSeenDay: 'soon', role: 'licensed' }])
    expect(memberCalls(facts, known, options).joined).toBe(true);
});

test('what belongs to the pair never leaks into the account, and nothing names a person by more than the id', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('licensed' as const, 'unlicensed' as const, 'customer' as const),
      fc.option(fc.constantFrom('traits', 'membership', 'relation')),
      fc.nat({ max: 20 * 24 }),
      (accountType, relationshipKey, hours) => {
        const { note } = memberCalls(facts, undefined, options);
        const { calls } = memberCalls({ ...facts, accountType }, stored(note), { ...later(hours * HOUR), relationshipKey });
        for (const call of calls) {
          if (call.type === 'group') expect(call.traits).toEqual({});
          if (relationshipKey === null) expect(JSON.stringify(call)).not.toContain('firstSeenDay');
          expect(JSON.stringify(call)).not.toMatch(/"(name|email|firstName|lastName|phone|domain|username)"\s*:\s*"[^"]*@|"email"/);
          expect(Object.keys(call.traits ?? {})).toEqual(call.type === 'identify' ? ['accountType'] : []);
        }
      },
    ),
  );
});

test.each([
  [undefined, 'traits'],
  ['', 'traits'],
  ['traits', 'traits'],
  ['membership', 'membership'],
  ['off', null],
  ['groupId', null],
  ['forge', null],
  ['__proto__', null],
  ['a b', null],
])('relationship key %p is %p', (variable, key) => {
  expect(relationshipKeyOf(variable)).toBe(key);
});
