import { dayNumber } from '../platform/days';
import licences from './fixtures/licences.json';
import transactions from './fixtures/transactions.json';
import { readLicence } from './licence-record';
import type { LicenceRecord } from './licence-record';
import type { Read } from './records';
import { readTransaction } from './transaction-record';

function rowOf<Row>(read: Read<Row>): Row {
  if (read.kind !== 'row') throw new Error(read.reason);
  return read.row;
}
const unknownOf = (read: Read<unknown>) => (read.kind === 'row' ? read.unknown : []);
const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('empty');
  return item;
};

describe('licences', () => {
  test('an evaluation: its dates stand in for insights that do not apply, an erased contact is none', () => {
    const read = readLicence(licences.evaluation);
    expect(rowOf(read)).toEqual({
      rowKey: 'entitlement:3f1d2c4b-0a1b-4c2d-9e3f-000000000001',
      formerKeys: ['number:E-1A2-B3C-4D5-E6F'],
      entitlementId: '3f1d2c4b-0a1b-4c2d-9e3f-000000000001',
      entitlementNumber: 'E-1A2-B3C-4D5-E6F',
      addonLicenceId: null,
      licenceId: null,
      cloudId: '11111111-2222-4333-8444-555555555555',
      addonKey: 'com.example.app',
      company: 'Example GmbH',
      country: 'Germany',
      region: 'EMEA',
      tier: 'Evaluation',
      seats: null,
      licenceType: 'EVALUATION',
      status: 'active',
      hosting: 'Cloud',
      edition: 'Standard',
      sourceType: 'Non-Atlassian',
      sandbox: 0,
      newBillingSystem: 1,
      transactionAccountId: null,
      maintenanceStartDay: dayNumber('2026-08-01'),
      maintenanceEndDay: dayNumber('2026-08-31'),
      evaluationStartDay: dayNumber('2026-08-01'),
      evaluationEndDay: dayNumber('2026-08-31'),
      opportunitySeats: 101,
      parentProduct: 'Jira',
      partner: null,
      contacts: [{ role: 'technical', email: 'admin@example.com', name: 'A. Admin' }],
      erasedRoles: ['billing'],
    } satisfies LicenceRecord);
    expect(unknownOf(read)).toEqual([]);
  });

  test('an expired Data Center licence is known by its licence numbers and has no insights', () => {
    const read = readLicence(licences.dc_expired);
    expect(rowOf(read)).toMatchObject({
      rowKey: 'addon-licence:12345678',
      formerKeys: ['licence:SEN-12345678'],
      seats: 500,
      hosting: 'Data Center',
      sandbox: null,
    });
    expect(read.kind === 'row' && read.contentHash.endsWith(':-')).toBe(false); // "NA" is still an answer
  });

  test('both spellings of the billing system, hosting in any case', () => {
    const licence: Record<string, unknown> = { ...licences.evaluation, isNewBillingSystem: 'No', hosting: 'Data center' };
    delete licence.newBillingSystem;
    expect(rowOf(readLicence(licence))).toMatchObject({ newBillingSystem: 0, hosting: 'Data Center' });
  });

  test('unknown values and fields are kept and named', () => {
    const read = readLicence({ ...licences.converted, licenseType: 'BARTER', status: 'paused', tier: 'Team of 5', nextBigThing: { a: 1 } });
    expect(unknownOf(read)).toEqual([
      { field: 'licenseType', value: 'BARTER' },
      { field: 'status', value: 'paused' },
      { field: 'tier', value: 'Team of 5' },
      { field: '(field)', value: 'nextBigThing' },
    ]);
    expect(read.json).toContain('"nextBigThing":{"a":1}');
  });

  test.each([
    ['a bad day', { ...licences.evaluation, maintenanceEndDate: '2026-02-30' }, 'maintenanceEndDate: not a day (YYYY-MM-DD)'],
    ['no app', { ...licences.evaluation, addonKey: null }, 'addonKey: missing'],
    ['a contact block of the wrong shape', { ...licences.evaluation, contactDetails: 'x' }, 'contactDetails: unexpected shape'],
    ['no key', { addonKey: 'app', appEntitlementId: 'null', licenseId: '' }, 'key: missing'],
    ['no record', 'half a row', 'record: unexpected shape'],
    ['an endless id', { ...licences.evaluation, cloudId: 'x'.repeat(65) }, 'cloudId: identifier too long'],
  ])('%s is set aside with the reason', (_name, raw, reason) => {
    const read = readLicence(raw);
    expect(read).toMatchObject({ kind: 'quarantined', reason, json: JSON.stringify(raw) });
  });
});

describe('transactions', () => {
  test('a line is known by transaction and line item; money is cents', () => {
    const [line] = transactions.annual_upgrade_with_remaining_span_refund.slice(1).map((raw) => rowOf(readTransaction(raw)));
    expect(line).toMatchObject({
      rowKey: 'IN-001-000-002|li-0002',
      saleType: 'Refund',
      saleDay: dayNumber('2026-07-10'),
      purchasePriceCents: -60493,
      vendorAmountCents: -51419,
      originalTransactionId: 'IN-001-000-001',
      originalSaleDay: dayNumber('2026-01-10'),
      refundReason: 'REFUND_FOR_UPSELL',
      prorated: 0,
    });
  });

  test('a true-up is marked', () => {
    expect(transactions.monthly_mqb_true_up.map((raw) => rowOf(readTransaction(raw)).prorated)).toEqual([0, 0, 1]);
  });

  test('a manual invoice without sale type comes in and is counted', () => {
    const read = readTransaction(first(transactions.manual_invoice_nulls));
    expect(rowOf(read)).toMatchObject({ saleType: null, purchasePriceCents: 900_000 });
    expect(unknownOf(read)).toContainEqual({ field: 'saleType', value: '(none)' });
  });

  test('every synthetic line is readable', () => {
    for (const raw of Object.values(transactions).flat()) expect(readTransaction(raw).kind).toBe('row');
  });

  const line = first(transactions.annual_new);
  test.each([
    [
      'an amount in words',
      { ...line, purchaseDetails: { ...line.purchaseDetails, vendorAmount: 'much' } },
      'purchaseDetails.vendorAmount: not an amount',
    ],
    ['no sale day', { ...line, purchaseDetails: { ...line.purchaseDetails, saleDate: 'NA' } }, 'purchaseDetails.saleDate: missing'],
    ['no line item', { ...line, transactionLineItemId: null }, 'transactionLineItemId: missing'],
    ['no purchase', { ...line, purchaseDetails: null }, 'purchaseDetails.saleDate: missing'],
  ])('%s is set aside with the reason', (_name, raw, reason) => {
    expect(readTransaction(raw)).toMatchObject({ kind: 'quarantined', reason });
  });
});
