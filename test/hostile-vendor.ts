import { simulateVendor, type Vendor, type VendorOptions } from '../dev/simulator/simulate-vendor';

type Row = Vendor['licences'][number];

/** Names that try to be something else than names. Without the last two, which are long or nothing, each can be found again on a page. */
export const HOSTILE_NAMES = [
  '<img src="x" onerror="window.attacked = true"><b>Bold</b>',
  '=HYPERLINK("https://example.com","Open")',
  '@SUM(1+1)',
  '-2+3',
  '\u202Edesrever \u05E9\u05DC\u05D5\u05DD (1)',
  '\u05D7\u05D1\u05E8\u05D4 7 & "sons"',
  `${'Very'.repeat(60)} ${'long '.repeat(12)}`.slice(0, 300).trim().padEnd(300, 'x'),
  '',
] as const;

/** A simulated vendor whose companies, sites and users have such names, each by turns. */
export function hostileVendor(options: VendorOptions): Vendor {
  const vendor = simulateVendor(options);
  const companies = [...new Set(vendor.accounts.map(({ company }) => company.name))];
  const nameAt = (index: number): string => HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '';
  const named = (rows: readonly Row[], details: string): Row[] =>
    rows.map((row) => {
      const inside = row[details] as Row;
      return { ...row, [details]: { ...inside, company: nameAt(companies.indexOf(String(inside.company))) } };
    });
  return {
    ...vendor,
    licences: named(vendor.licences, 'contactDetails'),
    transactions: named(vendor.transactions, 'customerDetails'),
    demoSites: (count) =>
      vendor.demoSites(count).map((demo, index) => ({
        ...demo,
        site: { ...demo.site, name: nameAt(index) },
        // The empty one stays out: nobody could be looked for by it.
        users: demo.users.map((user, at) => ({ ...user, displayName: HOSTILE_NAMES[at % (HOSTILE_NAMES.length - 1)] ?? '' })),
      })),
  };
}
