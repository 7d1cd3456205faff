import { readOptions } from '../dev/revenue/options';
import { reportOf } from '../dev/revenue/report';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { differencesAnswer, flagsAnswer, reconciliationAnswer, statementAnswer, statementLinesAnswer } from '../src/console/revenue-books';
import { accountAnswer, bridgeAnswer, movementsAnswer, rawLineAnswer } from '../src/console/revenue-bridge';
import { marginAnswer } from '../src/console/revenue-margin';
import { churnAnswer, customersAnswer, renewalsAnswer, retentionAnswer, trialsAnswer } from '../src/console/revenue-views';
import { revenueCalls } from '../src/contract/revenue';
import type { AccountFilter } from '../src/contract/account-filter';
import { RevenueRequest } from '../src/contract/revenue-request';
import { accountPredicate, type AccountAttributes } from '../src/engagement/account-filter';
import { sql } from '../src/platform/sql';
import { refreshAccounts } from '../src/profiles/refresh-accounts';
import { MOVEMENT_KINDS } from '../src/revenue/movement';
import { writeCosts } from '../src/profiles/revenue-settings';
import { openRevenueStore, type RawRow, type RevenueStore } from './revenue-store';

jest.setTimeout(60_000);

const vendor = simulateVendor({ seed: 'revenue-screen', accounts: 60, months: 14, endDay: '2026-11-21' });
const transactions: readonly RawRow[] = [
  ...vendor.transactions,
  // The one thing that the simulated world has none of: a line that contradicts itself.
  {
    ...vendor.transactions[0],
    transactionId: 'IN-ODD',
    transactionLineItemId: 'odd',
    purchaseDetails: { ...(vendor.transactions[0]?.purchaseDetails as object), maintenanceEndDate: '2020-01-01' },
  },
];

let store: RevenueStore;
beforeAll(async () => {
  store = await openRevenueStore();
  await store.load('transactions', transactions);
  await store.load('licences', vendor.licences);
  await store.update();
  await refreshAccounts(store, 0);
});
afterAll(() => store.close());

const ask = (more: Readonly<Record<string, unknown>> = {}) => RevenueRequest.parse({ months: 12, ...more });
const PAGE = { page: 0, pageSize: 200 };
const bridge = (more: Readonly<Record<string, unknown>> = {}) => bridgeAnswer(store, ask(more));

/** The bridge of the same rows as the command line computes it, with no database. Its last month holds what is still to come. */
function bridgeOfFiles(basis: 'customer' | 'net') {
  const options = readOptions(['--transactions', 'none', '--from', '2025-12', '--to', '2026-11', '--basis', basis]);
  return reportOf(transactions, vendor.licences, options).report.months;
}

test.each(['customer', 'net'] as const)('the screen’s bridge is that of the files, to the cent, on the basis %s', async (basis) => {
  const { months, now } = await bridge({ basis });
  const files = bridgeOfFiles(basis);
  expect(months.slice(0, -1)).toEqual(files.slice(0, -1));
  expect(months.at(-1)?.opening).toBe(files.at(-1)?.opening);
  expect(months.at(-1)?.closing).toBe(now.mrrCents);
  expect(now.mrrCents).toBeGreaterThan(0);
  for (const { opening, closing, ...moved } of months)
    expect(MOVEMENT_KINDS.reduce((sum, kind) => sum + moved[kind], opening)).toBe(closing);
});

test('every bar opens to movements that come to it, page by page', async () => {
  const { months } = await bridge();
  for (const month of months.slice(-4)) {
    for (const kind of MOVEMENT_KINDS) {
      const asked = { ...ask(), from: month.month, to: month.month, kind, pageSize: 3 };
      const { total, sumCents } = await movementsAnswer(store, { ...asked, page: 0 });
      expect(sumCents).toBe(month[kind]);
      let listed = 0;
      for (let page = 0; page * 3 < total; page += 1)
        for (const row of (await movementsAnswer(store, { ...asked, page })).rows) {
          expect(row).toMatchObject({ kind });
          expect(row.day.slice(0, 7)).toBe(month.month);
          listed += row.cents;
        }
      expect(listed).toBe(month[kind]);
    }
  }
});

test('a movement leads to its account, to lines, to the row as it was reported, without the people in it', async () => {
  const months = (await bridge()).months;
  const { rows } = await movementsAnswer(store, {
    ...ask(),
    from: months[0]?.month ?? '',
    to: '2026-11',
    kind: 'new',
    page: 0,
    pageSize: 200,
  });
  expect(rows.length).toBeGreaterThan(5);
  for (const { account, day, cents } of rows.slice(0, 5)) {
    const opened = await accountAnswer(store, { account, basis: 'customer' });
    const movement = opened.movements.find((each) => each.day === day && each.kind === 'new');
    expect(movement?.cents).toBe(cents);
    const [line] = movement?.lineIds ?? [];
    const transactionId = opened.lines.find(({ lineId }) => lineId === line)?.transactionId;
    const { json } = await rawLineAnswer(store, line ?? '');
    expect(JSON.parse(json ?? '{}')).toMatchObject({ transactionId });
    expect(json).not.toMatch(/@/);
  }
});

test.each(['', '0', '-1', '1 OR 1=1', '9'.repeat(60), 'nobody'])('there is no account and no line “%s”', async (id) => {
  expect(await accountAnswer(store, { account: id, basis: 'customer' })).toMatchObject({ isKnown: false, lines: [] });
  expect(await rawLineAnswer(store, id)).toEqual({ json: null });
});

const FILTERS: readonly AccountFilter[] = [
  {},
  { stage: ['Paying'] },
  { hosting: ['Cloud'], region: ['EMEA', null] },
  { edition: ['Standard'], stage: ['Paying', 'Lapsed', null] },
  { app: ['nobody’s'] },
];
test.each(FILTERS)('of %j, each figure is the sum over the accounts that pass, and the rest is that of the others', async (filter) => {
  const attributes = await attributesOfAccounts();
  const passes = accountPredicate(filter, (account) => attributes.get(account));
  const passing = [...attributes.keys()].filter(passes);
  expect(passing.length > 0).toBe(filter.app === undefined);
  const accounts = await Promise.all(passing.map((account) => accountAnswer(store, { account: String(account), basis: 'customer' })));
  const movements = accounts.flatMap((account) => account.movements).filter(({ day }) => day <= '2026-11-21');
  const sumOf = (cents: readonly number[]): number => cents.reduce((sum, each) => sum + each, 0);

  const { months, now } = await bridge({ filter });
  expect(now.mrrCents).toBe(sumOf(accounts.map(({ mrrCents }) => mrrCents)));
  for (const month of months) {
    expect(month.closing).toBe(sumOf(movements.filter(({ day }) => day.slice(0, 7) <= month.month).map(({ cents }) => cents)));
    for (const kind of MOVEMENT_KINDS) {
      const ofKind = movements.filter((each) => each.kind === kind && each.day.startsWith(month.month));
      expect(month[kind]).toBe(sumOf(ofKind.map(({ cents }) => cents)));
    }
  }
  const { tiers } = await customersAnswer(store, ask({ filter }));
  expect(sumOf(tiers.map(({ mrrCents }) => mrrCents))).toBe(now.mrrCents);

  const own = new Set(passing.map(String));
  const lines = async (of: AccountFilter) => (await statementLinesAnswer(store, { ...ask({ filter: of }), after: null })).rows;
  expect(await lines(filter)).toEqual((await lines({})).filter(({ account }) => own.has(account)));

  await writeCosts(store.kvs, { forgeCents: 12_345, supportCentsPerHour: 5_001, supportHours: 1.5, fixedCents: 777 });
  const margins = async (of: AccountFilter) => (await marginAnswer(store, { ...ask({ filter: of }), ...PAGE })).rows;
  expect(await margins(filter)).toEqual((await margins({})).filter(({ account }) => own.has(account)));
});

/** What the filter knows of each account, by its id. */
async function attributesOfAccounts(): Promise<ReadonlyMap<number, AccountAttributes>> {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const rows = await store.sql.query(sql`
    SELECT a.account_id, a.app_key, s.edition, s.hosting, s.tier, s.region, s.stage
    FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id`);
  return new Map(
    rows.map((row) => [
      Number(row.account_id),
      {
        ...{ app: text(row.app_key), edition: text(row.edition), hosting: text(row.hosting) },
        ...{ plan: text(row.tier), region: text(row.region), stage: text(row.stage) },
      },
    ]),
  );
}

test('a filter takes nothing off what Atlassian is compared with, but by app', async () => {
  const differences = async (filter: AccountFilter) =>
    await differencesAnswer(store, {
      ...ask({ filter }),
      ...{ month: '2026-10', app: vendor.products[0]?.appKey ?? '', subscription: 'TOTAL' },
      ...PAGE,
    });
  expect(await differences({ stage: ['Lapsed'] })).toEqual(await differences({}));
});

test('lines in question are counted, listed and stay within reach', async () => {
  const { head, flags } = await reconciliationAnswer(store, ask());
  expect(head.flagged.lines).toBe(1);
  expect(flags).toMatchObject([{ reason: 'ends-before-start', lines: 1 }]);
  const { rows } = await flagsAnswer(store, { ...ask(), reason: 'ends-before-start', page: 0, pageSize: 25 });
  expect(rows).toHaveLength(1);
  expect(JSON.parse((await rawLineAnswer(store, rows[0]?.lineId ?? '')).json ?? '{}')).toMatchObject({ transactionId: 'IN-ODD' });
  expect(await differencesAnswer(store, { ...ask(), month: '2026-10', app: 'none', subscription: 'TOTAL', page: 0, pageSize: 25 })).toEqual(
    {
      rows: [],
      total: 0,
    },
  );
});

test('the statement’s sums are those of its lines', async () => {
  const statement = await statementAnswer(store, ask(), true);
  const lines = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof statementLinesAnswer>> = await statementLinesAnswer(store, { ...ask(), after });
    lines.push(...page.rows);
    after = page.next;
  } while (after !== null);
  expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(lines.length);
  const paid = lines.filter(({ paymentStatus }) => paymentStatus !== 'Uncollectible');
  expect(statement.rows.reduce((sum, { payoutCents }) => sum + payoutCents, 0)).toBe(paid.reduce((sum, { netCents }) => sum + netCents, 0));
  expect(statement.rows.reduce((sum, { salesCents, refundsCents }) => sum + salesCents + refundsCents, 0)).toBe(
    paid.reduce((sum, { customerCents }) => sum + customerCents, 0),
  );
  for (const { takeRate } of statement.rows) if (takeRate !== null) expect(takeRate > 0 && takeRate < 0.5).toBe(true);
});

test('what a month costs comes off MRR, and the accounts’ margins come to the whole', async () => {
  const costs = { forgeCents: 12_345, supportCentsPerHour: 5_001, supportHours: 1.5, fixedCents: 777 };
  await writeCosts(store.kvs, costs);
  const { margin } = await statementAnswer(store, ask(), false);
  const { mrrCents } = (await bridge({ basis: 'net' })).now;
  expect(margin).toMatchObject({ revenueCents: mrrCents, marginCents: mrrCents - 12_345 - 7_502 - 777 });
  let [sum, listed] = [0, 0];
  for (let page = 0; ; page += 1) {
    const { rows, total } = await marginAnswer(store, { ...ask(), page, pageSize: 7 });
    for (const row of rows) sum += row.marginCents;
    listed += rows.length;
    if (listed >= total) break;
  }
  expect(sum).toBe(margin.marginCents);
});

test.each([
  ['revenueBridge', () => bridgeAnswer(store, ask({ months: 36 }))],
  ['revenueRetention', () => retentionAnswer(store, ask({ months: 36 }))],
  ['revenueChurn', () => churnAnswer(store, ask({ months: 36 }))],
  ['revenueTrials', () => trialsAnswer(store, { ...ask(), ...PAGE })],
  ['revenueRenewals', () => renewalsAnswer(store, { ...ask(), due: null, ...PAGE })],
  ['revenueCustomers', () => customersAnswer(store, ask())],
  ['revenueReconciliation', () => reconciliationAnswer(store, ask())],
  ['revenueStatement', () => statementAnswer(store, ask(), true)],
] as const)('%s keeps to its contract and to a megabyte', async (call, answer) => {
  const value: unknown = await answer();
  expect(revenueCalls[call].output.parse(value)).toEqual(value);
  expect(JSON.stringify(value).length).toBeLessThan(1_000_000);
});

test('the parts agree on who pays', async () => {
  const { now, year } = await bridge();
  const customers = await customersAnswer(store, ask());
  expect(customers.payingAccounts).toBe(now.payingAccounts);
  expect(customers.plans.reduce((sum, { mrrCents }) => sum + mrrCents, 0)).toBe(now.mrrCents);
  expect(customers.tiers.reduce((sum, { mrrCents }) => sum + mrrCents, 0)).toBe(now.mrrCents);
  const renewals = await renewalsAnswer(store, { ...ask(), due: null, ...PAGE });
  expect(renewals.months.reduce((sum, { mrrCents }) => sum + mrrCents, 0)).toBe(
    renewals.list.rows.reduce((sum, { mrrCents }) => sum + mrrCents, 0),
  );
  const retention = await retentionAnswer(store, ask());
  expect(retention.months.at(-1)).toMatchObject(year);
  const churn = await churnAnswer(store, ask());
  for (const { all, monthly, annual, other } of churn.months)
    expect(all.accountsLost).toBe(monthly.accountsLost + annual.accountsLost + other.accountsLost);
});
