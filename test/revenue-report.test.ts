import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvOf } from '../dev/marketplace/csv';
import { readOptions } from '../dev/revenue/options';
import { readRows } from '../dev/revenue/read-rows';
import { type Report, reportOf } from '../dev/revenue/report';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { dayNumber } from '../src/platform/days';

const folder = mkdtempSync(join(tmpdir(), 'revenue-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function report(file: string, ...args: string[]): Report {
  const options = readOptions(['--transactions', file, ...args]);
  const licences = options.licences === null ? [] : readRows(options.licences);
  return reportOf(readRows(file), licences, options).report;
}

const SALE = {
  saleDate: '2026-01-10',
  saleType: 'New',
  hosting: 'Cloud',
  billingPeriod: 'Annual',
  tier: '25 Users',
  purchasePrice: 1200,
  vendorAmount: 1020,
  maintenanceStartDate: '2026-01-10',
  maintenanceEndDate: '2027-01-10',
};
const ROW = {
  transactionId: 'IN-1',
  transactionLineItemId: 'li-1',
  addonKey: 'com.example.app',
  appEntitlementId: 'e-1',
  purchaseDetails: SALE,
};

const january = {
  month: '2026-01',
  opening: 0,
  new: 10_000,
  expansion: 0,
  contraction: 0,
  churn: 0,
  reactivation: 0,
  rateChange: 0,
  transfer: 0,
  closing: 10_000,
};

test('a list, an object with the list, and CSV with and without paths read the same', () => {
  const flat = `transactionId,transactionLineItemId,addonKey,appEntitlementId,${Object.keys(SALE).join(',')}\r\nIN-1,li-1,com.example.app,e-1,${Object.values(SALE).join(',')}\r\n`;
  const files = [
    fileOf('list.json', JSON.stringify([ROW])),
    fileOf('page.json', JSON.stringify({ _links: {}, totalCount: 1, transactions: [ROW] })),
    fileOf('paths.csv', csvOf([ROW])),
    fileOf('flat.csv', flat),
  ];
  for (const file of files)
    expect(report(file)).toEqual({ months: [january], currency: 'USD', unit: 'cents', basis: 'customer', unexplained: [] });
});

test("months are inclusive, and the vendor's amount is asked for by name", () => {
  const file = fileOf('list.json', JSON.stringify([ROW]));
  expect(report(file, '--from', '2026-12', '--to', '2027-01', '--basis', 'net')).toMatchObject({
    basis: 'net',
    months: [
      { month: '2026-12', opening: 8500, closing: 8500 },
      { month: '2027-01', opening: 8500, churn: -8500, closing: 0 },
    ],
  });
});

test('rows that cannot be read are listed with what is wrong and the amount, and the others count', () => {
  const file = fileOf(
    'bad.json',
    JSON.stringify([
      ROW,
      'no row',
      { ...ROW, transactionId: null },
      { ...ROW, transactionLineItemId: 'li-2', purchaseDetails: { ...SALE, purchasePrice: 'a lot' } },
      { ...ROW, transactionLineItemId: 'li-3', purchaseDetails: { ...SALE, maintenanceEndDate: '2027-02-30' } },
      { ...ROW, transactionLineItemId: 'li-4', appEntitlementId: 'e-2', purchaseDetails: { ...SALE, maintenanceEndDate: '2025-01-10' } },
    ]),
  );
  const { months, unexplained } = report(file);
  expect(months).toEqual([january]);
  expect(unexplained).toEqual([
    { reason: 'unreadable', amount: 0, row: 2, detail: 'no transaction', transactionId: null },
    { reason: 'unreadable', amount: 120_000, row: 3, detail: 'transactionId: missing', transactionId: null },
    { reason: 'unreadable', amount: 0, row: 4, detail: 'purchasePrice: no amount', transactionId: 'IN-1' },
    { reason: 'unreadable', amount: 120_000, row: 5, detail: 'maintenanceEndDate: not a day (YYYY-MM-DD)', transactionId: 'IN-1' },
    {
      reason: 'ends-before-start',
      amount: 120_000,
      account: 'com.example.app 1-entitlement e-2',
      transactionId: 'IN-1',
      transactionLineItemId: 'li-4',
      contradicts: null,
    },
  ]);
});

test('rows of one account are joined by any id that they share', () => {
  const renewal = {
    ...SALE,
    saleType: 'Renewal',
    saleDate: '2027-01-10',
    maintenanceStartDate: '2027-01-10',
    maintenanceEndDate: '2028-01-10',
  };
  const rows = [
    { ...ROW, appEntitlementId: null, addonLicenseId: '42' },
    { ...ROW, transactionId: 'IN-2', appEntitlementId: null, appEntitlementNumber: 'E-1', purchaseDetails: renewal },
  ];
  const licence = { addonKey: 'com.example.app', addonLicenseId: '42', appEntitlementNumber: 'E-1' };
  const file = fileOf('ids.json', JSON.stringify(rows));
  const licences = fileOf('licences.json', JSON.stringify({ licenses: [licence] }));
  expect(report(file, '--to', '2027-01').months.at(-1)).toMatchObject({ opening: 10_000, churn: -10_000, new: 10_000 });
  expect(report(file, '--to', '2027-01', '--licenses', licences).months.at(-1)).toMatchObject({
    opening: 10_000,
    churn: 0,
    new: 0,
    closing: 10_000,
  });
});

test('licences tell who continues whom', () => {
  const moved = { ...SALE, saleDate: '2026-06-01', maintenanceStartDate: '2027-01-20', maintenanceEndDate: '2028-01-20' };
  const file = fileOf(
    'moved.json',
    JSON.stringify([ROW, { ...ROW, transactionId: 'IN-2', appEntitlementId: 'e-2', purchaseDetails: moved }]),
  );
  const licences = fileOf(
    'owners.json',
    JSON.stringify(
      ['e-1', 'e-2'].map((appEntitlementId) => ({ addonKey: 'com.example.app', appEntitlementId, transactionAccountId: 't-1' })),
    ),
  );
  expect(report(file, '--from', '2027-01', '--to', '2027-01').months).toMatchObject([{ churn: -10_000, new: 10_000, transfer: 0 }]);
  expect(report(file, '--from', '2027-01', '--to', '2027-01', '--licenses', licences).months).toMatchObject([
    { churn: 0, new: 0, transfer: 0, closing: 10_000 },
  ]);
});

test('the command prints the report alone, and a wrong option is a sentence', () => {
  const file = fileOf('list.json', JSON.stringify([ROW]));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'dev/revenue/main.ts', ...args], { cwd: join(__dirname, '..'), encoding: 'utf8' });
  const done = run('--transactions', file, '--from', '2026-01', '--to', '2026-01');
  expect({ status: done.status, report: JSON.parse(done.stdout) as unknown }).toEqual({
    status: 0,
    report: { months: [january], currency: 'USD', unit: 'cents', basis: 'customer', unexplained: [] },
  });
  const wrong = run('--transactions', file, '--from', '2026-13');
  expect({ status: wrong.status, stderr: wrong.stderr.trim() }).toEqual({ status: 1, stderr: '--from is a month, YYYY-MM.' });
});

test("a simulated vendor's MRR is what it was made from, on every month's last day", () => {
  const vendor = simulateVendor({ seed: 'revenue', accounts: 300, months: 30, endDay: '2026-10-31' });
  const { ledger } = reportOf(vendor.transactions, [], readOptions(['--transactions', 'simulated']));
  const byInvoice = new Map(
    [...ledger.accounts.values()].flatMap((state) => state.lines.map(({ transactionId }) => [transactionId, state] as const)),
  );
  const differences: string[] = [];
  let compared = 0;
  for (const { index, billing } of vendor.accounts) {
    const state = byInvoice.get(`IN-001-${String(index).padStart(3, '0')}-001`);
    for (let month = 0; month < 30; month += 1) {
      const day = dayNumber('2024-05-31') + Math.round(month * 30.4);
      const truth = billing.paidSpans.find(({ fromDay, toDay }) => fromDay <= day && day < toDay);
      const segment = state?.coverage.segments.find(({ startDay, endDay }) => startDay <= day && day < endDay);
      const [ours, theirs] = [segment?.customerCents ?? 0, truth?.monthlyCents ?? 0];
      if (theirs > 0) compared += 1;
      // Days left of a year: the simulator knows whether that year has 366 days, a price alone does not.
      if (Math.abs(ours - theirs) > 1 + theirs * 0.003) differences.push(`${index} ${day}: ${ours} ${theirs}`);
    }
  }
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(1_000);
});

test.each([
  ['cut.json', '[\n{"transactionId": "IN-1"},\n{"transactionId": \n', 'line 4: this is no JSON.'],
  ['wrong.json', '[\n{"a": 1},\n{"b": 2}\n{"c": 3}]', 'line 4: this is no JSON.'],
  ['empty.csv', '\n', 'line 1: the file is empty.'],
])('a file that cannot be read says where: %s', (name, content, message) => {
  const file = fileOf(name, content);
  expect(() => readRows(file)).toThrow(`${file}: ${message}`);
});
