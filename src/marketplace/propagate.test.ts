import { SegmentCall as EnvelopeCall } from '../delivery/envelope';
import licences from './fixtures/licences.json';
import transactions from './fixtures/transactions.json';
import { contactId } from './contacts';
import { readLicence } from './licence-record';
import { factsHash, licenceCalls, licenceFacts, saleCalls, saleFacts } from './propagate';
import { readTransaction } from './transaction-record';

const STAMP = { rowKey: 'entitlement:1', version: 1, hash: 'h1', at: '2026-08-28T01:02:03.000Z' };
const QUIET = { mode: 'users', key: 'k', withEmails: false, erased: new Set<string>() } as const;

function licence(raw: unknown) {
  const read = readLicence(raw);
  if (read.kind !== 'row') throw new Error(read.reason);
  return licenceFacts(read.row);
}
function sale(raw: unknown) {
  const read = readTransaction(raw);
  if (read.kind !== 'row') throw new Error(read.reason);
  return saleFacts(read.row);
}

test('a licence is a group under its entitlement number, with a name that no other account has', () => {
  const [account, ...people] = licenceCalls(licence(licences.converted), STAMP, QUIET);
  expect(account).toEqual({
    type: 'group',
    messageId: expect.stringMatching(/^mp-[0-9a-f]{40}$/) as string,
    timestamp: '2026-08-28T01:02:03.000Z',
    anonymousId: 'E-1A2-B3C-4D5-E6F',
    groupId: 'E-1A2-B3C-4D5-E6F',
    context: {
      groupId: 'E-1A2-B3C-4D5-E6F',
      app: { name: 'com.example.app' },
      forge: {
        appKey: 'com.example.app',
        cloudId: '11111111-2222-4333-8444-555555555555',
        entitlementId: '3f1d2c4b-0a1b-4c2d-9e3f-000000000001',
      },
    },
    traits: {
      name: 'Example GmbH — com.example.app — E-1A2-B3C-4D5-E6F',
      company: 'Example GmbH',
      app: 'com.example.app',
      country: 'Germany',
      region: 'EMEA',
      tier: 25,
      tierName: '25 Users',
      edition: 'Standard',
      hosting: 'Cloud',
      licenceType: 'COMMERCIAL',
      status: 'active',
      maintenanceStartDate: '2026-08-01',
      maintenanceEndDate: '2026-10-01',
      evaluationStartDate: '2026-08-01',
      evaluationEndDate: '2026-08-31',
      evaluationOpportunitySize: 101,
      parentProduct: 'Jira',
      partner: null,
      companyDomain: 'example.com',
    },
  });
  expect(people.map((call) => call.type)).toEqual(['identify', 'group']);
});

test('a contact is an id made of the address; the address and the name leave only when that is switched on', () => {
  const facts = licence(licences.evaluation);
  const quiet = licenceCalls(facts, STAMP, QUIET);
  expect(quiet[1]).toMatchObject({ type: 'identify', userId: contactId('Admin@Example.com ', 'k'), traits: { role: 'technical' } });
  expect(quiet[2]).toMatchObject({
    type: 'group',
    userId: contactId('admin@example.com', 'k'),
    groupId: 'E-1A2-B3C-4D5-E6F',
    context: { traits: { role: 'technical' } },
  });
  expect(JSON.stringify(quiet)).not.toMatch(/admin@|A\. Admin|RTBF/);
  expect(licenceCalls(facts, STAMP, { ...QUIET, withEmails: true })[1]?.traits).toEqual({
    role: 'technical',
    email: 'admin@example.com',
    name: 'A. Admin',
  });
  expect(licenceCalls(facts, STAMP, { ...QUIET, key: null, mode: 'off', withEmails: true })).toHaveLength(1);
  expect(contactId('a@b.c', 'k')).toMatch(/^contact:[0-9a-f]{32}$/);
  expect(contactId('a@b.c', 'other')).not.toBe(contactId('a@b.c', 'k'));
});

test('one person in two roles is told of once; a reseller counts', () => {
  const raw = {
    ...licences.converted,
    contactDetails: { ...licences.converted.contactDetails, billingContact: { email: 'ADMIN@example.com', name: null } },
    partnerDetails: { partnerName: 'P', billingContact: { email: 'p@partner.example' } },
  };
  const people = licenceCalls(licence(raw), STAMP, QUIET).filter((call) => call.type === 'identify');
  expect(people.map((call) => call.traits)).toEqual([{ role: 'billing, technical' }, { role: 'reseller' }]);
});

test('a licence without entitlement goes by its licence number', () => {
  expect(licenceCalls(licence(licences.dc_expired), STAMP, QUIET)[0]).toMatchObject({ groupId: 'SEN-12345678' });
});

test('sales are events of the account on the day of the sale', () => {
  const [first, refund, upgrade] = transactions.annual_upgrade_with_remaining_span_refund.flatMap((raw) => saleCalls(sale(raw), STAMP));
  expect(first).toMatchObject({ event: 'Subscription Started', timestamp: '2026-01-10T00:00:00.000Z', anonymousId: 'E-1A2-B3C-4D5-E6F' });
  expect(first?.context.groupId).toBe('E-1A2-B3C-4D5-E6F');
  expect(refund).toMatchObject({ event: 'Subscription Refunded', properties: { revenue: -604.93, currency: 'USD' } });
  expect(upgrade).toMatchObject({
    event: 'Subscription Upgraded',
    properties: { revenue: 1209.86, tier: '50 Users', oldTier: '25 Users', billingPeriod: 'Annual', revision: 1 },
  });
});

test('a sale without or with an unknown type is not given an event', () => {
  expect(transactions.manual_invoice_nulls.flatMap((raw) => saleCalls(sale(raw), STAMP))).toEqual([]);
});

test('ids depend on the row, its version and what it says, and every call of a row has its own', () => {
  const facts = licence(licences.converted);
  const ids = (stamp: typeof STAMP) => licenceCalls(facts, stamp, QUIET).map((call) => call.messageId);
  expect(new Set(ids(STAMP)).size).toBe(3);
  expect(ids(STAMP)).toEqual(ids({ ...STAMP, at: '2030-01-01T00:00:00.000Z' }));
  for (const other of [
    { ...STAMP, version: 3 },
    { ...STAMP, hash: 'h2' },
    { ...STAMP, rowKey: 'entitlement:2' },
  ]) {
    expect(ids(other).filter((id) => ids(STAMP).includes(id))).toEqual([]);
  }
});

test('what is not told does not make news', () => {
  expect(factsHash(licence({ ...licences.converted, inGracePeriod: 'Yes', cloudSiteHostname: 'new.atlassian.net' }))).toBe(
    factsHash(licence(licences.converted)),
  );
  expect(factsHash(licence({ ...licences.converted, status: 'cancelled' }))).not.toBe(factsHash(licence(licences.converted)));
});

test('delivery takes every call as it is', () => {
  const calls = [
    ...licenceCalls(licence(licences.converted), STAMP, QUIET),
    ...transactions.annual_new.flatMap((raw) => saleCalls(sale(raw), STAMP)),
  ];
  const accepted: EnvelopeCall[] = calls;
  expect(accepted.map((call) => EnvelopeCall.safeParse(call).success)).toEqual([true, true, true, true]);
});
