import { csvOf } from '../dev/marketplace/csv';
import type { Row } from '../dev/marketplace/vendor';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { importRows, MAX_IMPORT_CHARACTERS } from '../src/marketplace/import-rows';
import { sql } from '../src/platform/sql';
import type { TypedFeed } from '../src/store/queries/sync-feed';
import { changeLog } from '../src/store/queries/sync-changes';
import { memoryMarketplace } from './memory-marketplace';
import { contents, storedSales, sync, withVendor, type SyncedVendor } from './synced-vendor';

const vendor = simulateVendor({ seed: 'import', accounts: 30, months: 8, endDay: '2026-10-31' });
const REPORTS: Record<TypedFeed, readonly Row[]> = { licences: vendor.licences, transactions: vendor.transactions };
const FEEDS = ['licences', 'transactions'] as const;
const EMPTY = { licences: [], transactions: [] };

async function byFile(of: SyncedVendor, textOf: (rows: readonly Row[]) => string): Promise<void> {
  for (const feed of FEEDS) {
    const rows = REPORTS[feed];
    for (let from = 0; from < rows.length; from += 100) {
      const rest = rows.slice(from, from + 100);
      const read = await importRows(of.ports, { feed, text: textOf(rest) });
      expect(read).toEqual({ kind: 'imported', read: rest.length, changed: expect.any(Number) as number, aside: [], asideTotal: 0 });
    }
  }
}

/** What a store says, without the text in which each record came. */
async function said(of: SyncedVendor) {
  const { licences, transactions, quarantine, unknown } = await contents(of.ports.sql);
  const withoutRaw = (rows: typeof licences) => rows.map(({ raw: _, ...row }) => row);
  return { licences: withoutRaw(licences), transactions: withoutRaw(transactions), quarantine, unknown };
}

const tables: readonly [string, (rows: readonly Row[]) => string][] = [
  ['JSON', (rows) => JSON.stringify(rows)],
  ['JSON in the envelope of a page', (rows) => JSON.stringify({ _embedded: { licenses: rows }, totalCount: rows.length })],
  ['CSV', csvOf],
  ['CSV of a spreadsheet', (rows) => `\uFEFF${csvOf(rows).replaceAll('\n', '\r\n')}\r\n`],
];

test.each(tables)('%s brings in what the API would, and after it the API has nothing new', async (kind, textOf) => {
  await withVendor(memoryMarketplace({ licences: [...vendor.licences], transactions: [...vendor.transactions] }), async (api) => {
    await sync(api);
    await withVendor(memoryMarketplace({ licences: [...vendor.licences], transactions: [...vendor.transactions] }), async (of) => {
      await byFile(of, textOf);
      if (kind === 'JSON') expect(await contents(of.ports.sql)).toEqual(await contents(api.ports.sql));
      expect(await said(of)).toEqual(await said(api));
      const ids = (told: SyncedVendor['told']) => told.map((call) => call.messageId).sort();
      expect(ids(of.told)).toEqual(ids(api.told));
      // Again, and by the API afterwards: nothing is written anew and nobody is told twice.
      of.told.length = 0;
      of.clock.now += 60_000;
      await byFile(of, textOf);
      of.clock.now += 60_000;
      await sync(of);
      expect(await said(of)).toEqual(await said(api));
      expect(of.told).toEqual([]);
      expect(await changeLog(of.ports.sql, { feed: null, beforeId: null, limit: 5 })).toEqual([]);
    });
  });
});

const [first = {}, second = {}] = vendor.licences;
const HEADER = 'appEntitlementId,addonKey,maintenanceEndDate,company';

test.each<[string, TypedFeed, string, { line: number; problem: RegExp }]>([
  ['nothing', 'licences', '', { line: 1, problem: /name the columns/ }],
  ['only a header', 'licences', `${HEADER}\n`, { line: 1, problem: /no rows/ }],
  ['a line with a cell too few', 'licences', `${HEADER}\n1,a,,x\n2,b,\n`, { line: 3, problem: /3 cells where the first line names 4/ }],
  ['an open quote', 'licences', `${HEADER}\n1,a,,"x\ny",\n`, { line: 2, problem: /5 cells/ }],
  ['a quote never closed', 'licences', `${HEADER}\n1,a,,x\n2,a,,"x\ny`, { line: 3, problem: /never closed/ }],
  ['text after a quote', 'licences', `${HEADER}\n1,a,,"x"y\n`, { line: 2, problem: /closing quote/ }],
  ['a column twice', 'licences', 'addonKey,addonKey\na,b', { line: 1, problem: /“addonKey” is there twice/ }],
  ['something else', 'licences', 'name,age\nx,1', { line: 2, problem: /names a licence/ }],
  [
    'the other report',
    'licences',
    JSON.stringify(vendor.transactions.slice(0, 3)),
    { line: 1, problem: /look like transactions, not licences/ },
  ],
  ['the other report', 'transactions', csvOf(vendor.licences.slice(0, 3)), { line: 2, problem: /look like licences, not transactions/ }],
  ['JSON that breaks off', 'licences', JSON.stringify([first, second], null, 1).slice(0, -30), { line: 1, problem: /no whole JSON/ }],
  ['a page of a site', 'licences', '<html>\n<body></body></html>', { line: 1, problem: /name the columns/ }],
  ['too much', 'licences', ' '.repeat(MAX_IMPORT_CHARACTERS + 1), { line: 1, problem: /at most 400000/ }],
])('a file with %s (%s) is refused with the line, and stores nothing', async (_what, feed, text, { line, problem }) => {
  await withVendor(memoryMarketplace(EMPTY), async (of) => {
    const outcome = await importRows(of.ports, { feed, text });
    expect(outcome).toMatchObject({ kind: 'wrong-file', problem: expect.stringMatching(problem) as string });
    if (outcome.kind === 'wrong-file') expect(outcome.line).toBeGreaterThanOrEqual(line);
    expect(await contents(of.ports.sql)).toEqual({ licences: [], transactions: [], quarantine: [], unknown: [] });
  });
});

test('bad rows are named with their line and kept aside; the rest of the file goes in; cells stay text, whatever they look like', async () => {
  await withVendor(memoryMarketplace(EMPTY), async (of) => {
    const nasty = `=HYPERLINK(""https://example.com"")'); DROP TABLE licence; -- <img src=x onerror=alert(1)>`;
    const text = [HEADER, `1,a,2026-05-01,"${nasty}"`, '2,a,soon,B', ',a,2026-05-01,C', '4,a,2026-05-02,__proto__'].join('\n');
    expect(await importRows(of.ports, { feed: 'licences', text })).toEqual({
      kind: 'imported',
      read: 2,
      changed: 2,
      aside: [
        { line: 3, problem: 'maintenanceEndDate: not a day (YYYY-MM-DD)' },
        { line: 4, problem: 'key: missing' },
      ],
      asideTotal: 2,
    });
    expect(await of.ports.sql.query(sql`SELECT company FROM licence ORDER BY entitlement_id`)).toEqual([
      { company: nasty.replaceAll('""', '"') },
      { company: '__proto__' },
    ]);
    // What was wrong is put right by the next file.
    await importRows(of.ports, { feed: 'licences', text: `${HEADER}\n2,a,2026-06-01,B\n` });
    expect((await contents(of.ports.sql)).quarantine.map((row) => row.row_key)).toEqual([null]);
  });
});

test('a table with plain names is read like one with nested names', async () => {
  const header =
    'Transaction Id;Transaction Line Item Id;Addon Key;Sale Date;Sale Type;Purchase Price;Vendor Amount;Company;Original Transaction Id';
  const text = `${header}\nIN-1;li-1;a;2026-05-01;New;120.50;102.43;Example GmbH;\nIN-2;li-1;a;2026-06-01;Refund;-120.50;-102.43;Example GmbH;IN-1\n`;
  await withVendor(memoryMarketplace(EMPTY), async (of) => {
    expect(await importRows(of.ports, { feed: 'transactions', text })).toMatchObject({ kind: 'imported', read: 2, asideTotal: 0 });
    expect(await storedSales(of.ports.sql)).toMatchObject([
      { saleType: 'New', purchasePriceCents: 12_050, originalTransactionId: null },
      { saleType: 'Refund', purchasePriceCents: -12_050, originalTransactionId: 'IN-1' },
    ]);
  });
});
