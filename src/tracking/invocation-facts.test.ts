import { licenseFacts } from './identity';
import { factsOf } from './invocation-facts';

const invocation = { appVersion: '1.2.3', environmentType: 'PRODUCTION', cloudId: 'cloud-1', license: undefined };

test.each([
  [
    { accountId: 'u1', accountType: 'licensed' },
    { accountId: 'u1', accountType: 'licensed' },
  ],
  [
    { accountId: 'u1', accountType: 'unlicensed' },
    { accountId: 'u1', accountType: 'unlicensed' },
  ],
  [
    { accountId: 'u1', accountType: 'customer' },
    { accountId: 'u1', accountType: 'customer' },
  ],
  [{ accountType: 'anonymous' }, { accountId: null, accountType: 'anonymous' }],
  [
    { accountId: 'unidentified', accountType: 'anonymous' },
    { accountId: null, accountType: 'anonymous' },
  ],
  [{ accountId: 'u1', accountType: 'robot' }, { accountId: 'u1' }],
  [{}, { accountId: null }],
])('of %j the user is %j', (context, user) => {
  const { accountId, accountType } = factsOf(invocation, context, 'app');
  expect({ accountId, ...(accountType === undefined ? {} : { accountType }) }).toEqual(user);
});

test.each<[object, object]>([
  [
    { active: true, capabilitySet: 'capabilityAdvanced', billingPeriod: 'ANNUAL', subscriptionEndDate: '2028-02-29T23:59:59.000Z' },
    { edition: 'advanced', billingPeriod: 'annual', trialEndsDay: null, subscriptionEndsDay: '2028-02-29' },
  ],
  [
    {
      active: true,
      capabilitySet: 'capabilityStandard',
      billingPeriod: 'monthly',
      trialEndDate: String(Date.parse('2027-12-31T01:00:00Z')),
    },
    { edition: 'standard', billingPeriod: 'monthly', trialEndsDay: '2027-12-31', subscriptionEndsDay: null },
  ],
  [
    { isActive: true, capabilitySet: 'NULL', billingPeriod: 'every blue moon', trialEndDate: 'NULL', subscriptionEndDate: 'soon' },
    { edition: 'none', billingPeriod: 'other', trialEndsDay: null, subscriptionEndsDay: null },
  ],
  [
    { trialEndDate: '9'.repeat(15), subscriptionEndDate: {} },
    { trialEndsDay: null, subscriptionEndsDay: null, billingPeriod: 'none' },
  ],
])('of the licence %j the terms are %j', (raw, terms) => {
  expect(licenseFacts(raw)?.terms).toMatchObject(terms);
});

test('what does not look like an id is none', () => {
  expect(licenseFacts({ ccpEntitlementId: 'ent 1', ccpEntitlementSlug: 'NULL' })).toMatchObject({
    entitlementId: null,
    entitlementNumber: null,
  });
});
