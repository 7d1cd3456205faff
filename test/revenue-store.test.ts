import { readOptions } from '../dev/revenue/options';
import { reportOf } from '../dev/revenue/report';
import { randomFrom } from '../dev/simulator/random';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { revenueRows } from '../src/profiles/compute-revenue';
import { leavingReasons } from '../src/profiles/leaving-reasons';
import { reconcileRevenue } from '../src/profiles/reconcile-revenue';
import { changeGraceDays, readCosts, readGraceDays, writeCosts } from '../src/profiles/revenue-settings';
import { monthFromText } from '../src/revenue/calendar';
import type { RevenueQuestion } from '../src/revenue/read-model';
import { revenueBridge } from '../src/store/queries/revenue-bridge';
import { runningTrialList, runningTrials, trialCohorts } from '../src/store/queries/revenue-trials';
import { markAllDirty } from '../src/store/revenue-dirty';
import { storedLines, storedLinesSql } from '../src/store/revenue-lines';
import { licencesOfAccounts } from '../src/store/revenue-licences';
import { saveAccountRows } from '../src/store/revenue-rows';
import { unpackRaw } from '../src/marketplace/raw-text';
import { dayNumber } from '../src/platform/days';
import { churnOf } from '../src/revenue/churn';
import { flagsOf, type Ledger } from '../src/revenue/ledger';
import { reconcile } from '../src/revenue/reconcile';
import { cohortTriangle, retentionOf } from '../src/revenue/retention';
import { cashAndRecognised, payoutsCsv, renewalsDue, salesByMonth } from '../src/revenue/sales';
import { standingOn } from '../src/revenue/standing';
import { storedSale } from '../src/marketplace/stored-sale';
import { revenueAccount, transactionRaw } from '../src/store/queries/revenue-account';
import { revenueChurn } from '../src/store/queries/revenue-churn';
import { flagSums, revenueFlags } from '../src/store/queries/revenue-flags';
import { revenueHead } from '../src/store/queries/revenue-head';
import { licenceMonths } from '../src/store/queries/revenue-licences';
import { revenueMovements } from '../src/store/queries/revenue-movements';
import { revenueDifferences } from '../src/store/queries/revenue-reconciliation';
import { renewalList, renewalMonths } from '../src/store/queries/revenue-renewals';
import { revenueCohorts, revenueRetention } from '../src/store/queries/revenue-retention';
import { recognisedMonths, revenueSales, statementLines } from '../src/store/queries/revenue-sales';
import { mrrOfAccounts, payingAccounts, revenuePlans, revenueStanding, revenueTiers } from '../src/store/queries/revenue-standing';
import { dyingAt } from './dying-at';
import { openRevenueStore, randomRows, type RawRow, type RevenueStore } from './revenue-store';

jest.setTimeout(120_000);

const ALL: RevenueQuestion = { basis: 'customer', filter: {} };
const FROM = monthFromText('2024-01') ?? 0;
const TO = monthFromText('2031-12') ?? 0;

const TABLES = [sql`revenue_span`, sql`revenue_movement`, sql`revenue_flag`, sql`revenue_difference`, sql`revenue_account`];
const contents = async (port: SqlPort) =>
  Promise.all(TABLES.map(async (table) => await port.query(sql`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`)));

/** Writes what the definition says of all lines at once, and tells how many rows that changed. */
async function rowsOff(port: SqlPort): Promise<number> {
  const lines = storedLines(await port.query(storedLinesSql(sql`1 = 1`)), storedSale);
  const accounts = (await port.query(sql`SELECT account_id FROM account`)).map((row) => Number(row.account_id));
  const rows = revenueRows(accounts, lines, await licencesOfAccounts(port, accounts), { graceDays: 0 });
  return await saveAccountRows(port, accounts, rows);
}

/** The row of an account and a site of its own, whose people all write from one domain. */
function inOneFamily(row: RawRow, account: number): RawRow {
  const said = JSON.stringify(row).replaceAll(/[a-z]@[a-z0-9.-]+\.(test|com)/g, 'a@agency.test');
  return { ...(JSON.parse(said) as RawRow), ...named(row, account) };
}

/** The bridge of the same rows as the command line computes it, with no database. */
function bridgeOfFiles(rows: readonly RawRow[], basis: 'customer' | 'net') {
  const options = readOptions(['--transactions', 'none', '--from', '2024-01', '--to', '2031-12', '--basis', basis]);
  return reportOf(rows, [], options).report.months;
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'rows in random batches, changed and withdrawn: as if computed of all (%i)',
  async (seed) => {
    const store = await openRevenueStore();
    try {
      const random = randomFrom('batches', seed);
      const latest = new Map<string, RawRow>();
      const rows = randomRows(seed, 8).sort(() => random.next() - 0.5);
      while (rows.length > 0) {
        const batch = rows.splice(0, random.int(1, 12));
        const known = [...latest.values()];
        if (known.length > 0 && random.chance(0.5))
          batch.push({ ...random.pick(known as [RawRow, ...RawRow[]]), paymentStatus: 'Uncollectible' });
        for (const row of batch) latest.set(String(row.transactionId), row);
        await store.load('transactions', batch);
        await store.update();
        if (random.chance(0.3)) expect(await rowsOff(store.sql)).toBe(0);
      }
      expect(await rowsOff(store.sql)).toBe(0);
      for (const basis of ['customer', 'net'] as const) {
        const stored = await revenueBridge(store.sql, { ...ALL, basis }, { fromMonth: FROM, toMonth: TO });
        expect(stored).toEqual(bridgeOfFiles([...latest.values()], basis));
        expect(stored.some(({ closing }) => closing > 0)).toBe(true);
      }
    } finally {
      await store.close();
    }
  },
);

test('killed at any statement, the next run makes it good', async () => {
  const whole = await openRevenueStore();
  const cut = await openRevenueStore();
  try {
    const [first, second] = [randomRows(3, 6), randomRows(4, 6)];
    for (const store of [whole, cut]) {
      await store.load('transactions', first);
      await store.update();
      await store.load('transactions', second);
    }
    let cuts = 0;
    for (let k = 1; ; k += 1) {
      try {
        await cut.update(dyingAt(cut.sql, k));
        break;
      } catch {
        cuts += 1;
      }
    }
    expect(cuts).toBeGreaterThan(10);
    await whole.update();
    expect(await contents(cut.sql)).toEqual(await contents(whole.sql));
    expect(await rowsOff(cut.sql)).toBe(0);
  } finally {
    await whole.close();
    await cut.close();
  }
});

test('accounts that share a contact’s domain are computed once, however many of them are marked', async () => {
  const store = await openRevenueStore();
  try {
    const rows = Array.from({ length: 450 }, (_, seed) => randomRows(seed, 1).map((row) => inOneFamily(row, seed))).flat();
    await store.load('transactions', rows);
    await store.update();
    await markAllDirty(store.sql, 'again');
    let read = 0;
    const counting: SqlPort = {
      ...store.sql,
      query: async (statement) => {
        const found = await store.sql.query(statement);
        if (statement.text.includes('FROM revenue_line r')) read += found.length;
        return found;
      },
    };
    await store.update(counting);
    expect(read).toBe(rows.length);
    expect(await rowsOff(store.sql)).toBe(0);
  } finally {
    await store.close();
  }
});

describe('what the screens ask is what the ledger says', () => {
  let store: RevenueStore;
  let ledger: Ledger;
  const rows = [1, 2, 3].flatMap((seed) => randomRows(seed, 12).map((row) => ({ ...row, ...named(row, seed) })));

  beforeAll(async () => {
    store = await openRevenueStore();
    await store.load('transactions', rows);
    await store.update();
    ledger = reportOf(rows, [], readOptions(['--transactions', 'none'])).ledger;
  });
  afterAll(async () => {
    await store.close();
  });

  const days = ['2024-06-30', '2025-01-31', '2025-02-15', '2025-12-31'].map((day) => dayNumber(day));

  test.each(days)('standing, plans and tiers on day %i', async (day) => {
    const standing = standingOn(ledger, day);
    const stored = await revenueStanding(store.sql, ALL, day);
    expect(stored).toEqual(standing);
    const sum = (parts: readonly { readonly mrrCents: number }[]): number => parts.reduce((total, { mrrCents }) => total + mrrCents, 0);
    expect(sum(await revenuePlans(store.sql, ALL, day))).toBe(standing.mrrCents);
    expect(sum(await revenueTiers(store.sql, ALL, day))).toBe(standing.mrrCents);
    expect(sum(await payingAccounts(store.sql, ALL, day))).toBe(standing.mrrCents);
    expect(await mrrOfAccounts(store.sql, [], day)).toEqual(new Map());
  });

  test('retention and the cohort triangle', async () => {
    for (const day of days) expect(await revenueRetention(store.sql, ALL, day - 200, day)).toEqual(retentionOf(ledger, day - 200, day));
    const range = { fromMonth: FROM, toMonth: FROM + 30 };
    expect(await revenueCohorts(store.sql, ALL, range)).toEqual(cohortTriangle(ledger, range.fromMonth, range.toMonth));
  });

  test('churn', async () => {
    for (const day of days) {
      const range = { fromDay: day, toDay: day + 31 };
      const asked = churnOf(ledger, range.fromDay, range.toDay, () => false);
      expect(await revenueChurn(store.sql, ALL, range)).toEqual(asked);
    }
  });

  test('renewals due', async () => {
    const [fromDay, toDay] = [dayNumber('2025-01-01'), dayNumber('2025-06-30')];
    const due = renewalsDue(ledger, fromDay, toDay);
    const stored = await renewalList(store.sql, ALL, { today: fromDay, fromDay, toDay, limit: 200, offset: 0 });
    expect(stored.total).toBe(due.length);
    expect(stored.rows.map(({ mrrCents }) => mrrCents).sort()).toEqual(due.map(({ mrrCents }) => mrrCents).sort());
    const months = await renewalMonths(store.sql, ALL, { today: fromDay, months: 5 });
    expect(months.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(renewalsDue(ledger, fromDay, dayNumber('2025-06-01')).length);
  });

  test('sales, cash and what was earned of it', async () => {
    const lines = [...ledger.accounts.values()].flatMap(({ lines: own }) => own);
    const sold = salesByMonth(lines);
    const stored = await revenueSales(store.sql, ALL, { fromMonth: FROM, toMonth: TO });
    expect(
      stored.map(({ month, app, salesCents, refundsCents, takeRate }) => [month, app, salesCents, 0 - refundsCents, takeRate]).sort(),
    ).toEqual(sold.map(({ month, app, salesCents, refundsCents, takeRate }) => [month, app, salesCents, refundsCents, takeRate]).sort());
    const range = { fromMonth: FROM, toMonth: FROM + 35 };
    for (const basis of ['customer', 'net'] as const) {
      const recognised = new Map(cashAndRecognised(lines, basis).map((month) => [month.month, month]));
      for (const month of await recognisedMonths(store.sql, { ...ALL, basis }, range))
        expect(month).toEqual(recognised.get(month.month) ?? { month: month.month, cashCents: 0, recognisedCents: 0 });
    }
    const { lines: stated, next } = await statementLines(
      store.sql,
      ALL,
      { fromDay: days[0] ?? 0, toDay: days[3] ?? 0, afterId: 0 },
      storedSale,
    );
    expect(next).toBeNull();
    expect(payoutsCsv(stated, 0, 99_999).split('\n').length).toBe(stated.length + 3);
  });

  test('every movement opens: account, lines, the row as it came', async () => {
    const asked = { fromDay: 0, toDay: 99_999, kind: null, limit: 200, offset: 0 };
    const { rows: movements, total, sumCents } = await revenueMovements(store.sql, ALL, asked);
    expect(total).toBe([...ledger.accounts.values()].reduce((sum, { movements: own }) => sum + own.length, 0));
    expect(sumCents).toBe(0);
    for (const { accountId, day, kind, cents, beforeCents, afterCents } of movements.slice(0, 20)) {
      const account = await revenueAccount(store.sql, ALL, accountId, day, storedSale);
      const movement = account?.movements.find((one) => one.day === day && one.kind === kind);
      expect(movement).toMatchObject({ cents, beforeCents, afterCents });
      expect(account?.mrrCents).toBe(afterCents);
      expect(movement?.lineIds.length).toBeGreaterThan(0);
      for (const lineId of movement?.lineIds ?? []) {
        const line = account?.lines.find((one) => one.lineId === lineId);
        const raw = JSON.parse(unpackRaw((await transactionRaw(store.sql, lineId)) ?? '')) as RawRow;
        expect(raw.transactionId).toBe(line?.transactionId);
      }
    }
    expect(await revenueAccount(store.sql, ALL, 99_999, 0, storedSale)).toBeNull();
    expect(await transactionRaw(store.sql, 99_999)).toBeNull();
  });

  test('flags by reason, and one by one', async () => {
    const flags = flagsOf(ledger);
    const sums = await flagSums(store.sql, ALL);
    expect(new Set(sums.map(({ reason }) => reason))).toEqual(new Set(flags.map(({ reason }) => reason)));
    const { rows: listed, total } = await revenueFlags(store.sql, ALL, { reason: null, limit: 200, offset: 0 });
    expect(total).toBe(flags.length);
    expect(listed.map(({ cents }) => cents).sort()).toEqual(flags.map(({ customerCents }) => customerCents).sort());
    const head = await revenueHead(store.sql, ALL);
    expect(head).toMatchObject({ lines: rows.length, waiting: 0 });
    expect(head.flaggedLines).toBe(new Set(flags.map(({ lineKey }) => lineKey)).size);
  });

  test('differences to a plain reading, by month', async () => {
    for (const month of [FROM + 8, FROM + 14]) {
      const plain = reconcile(ledger, { month, app: 'com.example.one', subscription: 'TOTAL', graceDays: 0, closingCents: 0 });
      const asked = { month, app: 'com.example.one', subscription: 'TOTAL', limit: 500, offset: 0 } as const;
      const { rows: stored } = await revenueDifferences(store.sql, ALL, asked);
      expect(stored.map(({ kind, cents }) => `${kind} ${cents}`).sort()).toEqual(
        plain.items.map(({ kind, cents }) => `${kind} ${cents}`).sort(),
      );
    }
  });

  test('a filter is a set of accounts: the parts come to the whole', async () => {
    const range = { fromMonth: FROM, toMonth: FROM + 30 };
    const of = async (filter: RevenueQuestion['filter']) =>
      (await revenueBridge(store.sql, { ...ALL, filter }, range)).map(({ closing }) => closing);
    const [one, two, all] = [await of({ app: ['com.example.one'] }), await of({ app: ['com.example.two'] }), await of({})];
    expect(one.map((cents, index) => cents + (two[index] ?? 0))).toEqual(all);
  });
});

/** Rows of another seed are other accounts. */
function named(row: RawRow, seed: number): RawRow {
  const own = (id: unknown): string => `${String(id)}-${seed}`;
  return { appEntitlementId: own(row.appEntitlementId), appEntitlementNumber: own(row.appEntitlementNumber) };
}

describe('what licences and other reports add', () => {
  let store: RevenueStore;
  const today = dayNumber('2026-03-10');
  const range = { fromMonth: monthFromText('2026-01') ?? 0, toMonth: monthFromText('2026-03') ?? 0 };

  beforeAll(async () => {
    store = await openRevenueStore();
    await store.load('licences', [
      licence('T1', { evaluationStartDate: '2026-01-05', evaluationOpportunitySize: '100 Users' }),
      // Bought under another entitlement of the same site.
      licence('T2', { evaluationStartDate: '2026-01-10', cloudId: 'site-2' }),
      licence('T3', { evaluationStartDate: '2026-03-01', maintenanceEndDate: '2026-03-31', evaluationOpportunitySize: '50 Users' }),
      licence('T4', { evaluationStartDate: '2026-03-01', licenseSourceType: 'Atlassian' }),
      licence('T5', { evaluationStartDate: '2026-01-20', installedOnSandbox: 'Yes' }),
      licence('T6', { evaluationStartDate: '2026-02-01' }),
    ]);
    await store.load('transactions', [
      sale('IN-1', 'T1', '2026-02-04', '2027-02-04', 1200, { cloudId: 'site-T1' }),
      sale('IN-2', 'T2-bought', '2026-02-20', '2027-02-20', 600, { cloudId: 'site-2' }),
      sale('IN-3', 'gone', '2025-03-01', '2026-03-01', 600, { cloudId: 'site-9' }),
    ]);
    await store.loadReport('feedback', [
      { date: '2026-02-27', feedbackType: 'uninstall', addonKey: 'com.example.one', appEntitlementNumber: 'E-gone', reasonKey: 'bugs' },
      { date: '2026-02-28', feedbackType: 'uninstall', addonKey: 'com.example.one', appEntitlementNumber: 'E-none', reasonKey: 'bugs' },
      { date: '2026-02-28', feedbackType: 'unsubscribe', addonKey: 'com.example.one', appEntitlementNumber: 'E-T6', reason: 'cost' },
    ]);
    const stated = { appKey: 'com.example.one', gracePeriodInDays: 0 };
    await store.loadReport('recurring-revenue', [
      { ...stated, date: '2026-02-01', subscription: 'TOTAL', closingMrr: 201.5 },
      { ...stated, date: '2026-02-01', subscription: 'MONTHLY', closingMrr: 0 },
      { ...stated, date: '2026-02-01', subscription: 'TOTAL', closingMrr: 99, gracePeriodInDays: 14 },
    ]);
    await store.update();
  });
  afterAll(async () => {
    await store.close();
  });

  test('trials of mature months, whoever bought on the same site', async () => {
    const [january, february] = await trialCohorts(store.sql, ALL, { ...range, today, withinDays: 14 });
    // T1 after 30 days, T2 after 41 under another entitlement; sandboxes and Atlassian itself buy nothing.
    expect(january).toEqual({ month: '2026-01', trials: 2, bounded: 1, ever: 1, medianDaysToConvert: 35.5 });
    expect(february).toEqual({ month: '2026-02', trials: 1, bounded: null, ever: 0, medianDaysToConvert: null });
  });

  test('trials that run, with what they may come to', async () => {
    // 1200.00 and 600.00 a year for 25 users each: 150.00 a month for 50 users.
    expect(await runningTrials(store.sql, ALL, today)).toEqual([
      { day: 10, trials: 1, activated: 0, notObserved: 1, expectedCents: 15_000 },
    ]);
    const { rows, total } = await runningTrialList(store.sql, ALL, { today, limit: 10, offset: 0 });
    expect(total).toBe(1);
    expect(rows).toMatchObject([
      { app: 'com.example.one', startDay: dayNumber('2026-03-01'), day: 10, activated: null, expectedCents: 15_000 },
    ]);
  });

  test('licences by month', async () => {
    const months = await licenceMonths(store.sql, ALL, { fromMonth: range.toMonth, toMonth: range.toMonth + 1 });
    expect(months).toEqual([
      { month: '2026-03', installs: 5, activeLicences: 5, trials: 0 },
      { month: '2026-04', installs: 5, activeLicences: 5, trials: 0 },
    ]);
    const [january] = await licenceMonths(store.sql, ALL, range);
    expect(january).toEqual({ month: '2026-01', installs: 3, activeLicences: 0, trials: 3 });
  });

  test('who left while the product stayed, and why', async () => {
    const march = { fromDay: dayNumber('2026-03-01'), toDay: dayNumber('2026-04-01') };
    const { all } = await revenueChurn(store.sql, ALL, march);
    expect(all).toMatchObject({ accountsAtStart: 3, accountsLost: 1, churnCents: 5000, isolatedChurn: 1 / 3 });
    const reasons = await leavingReasons(store.sql, ALL, { fromDay: dayNumber('2026-02-01'), toDay: march.toDay });
    expect(reasons).toEqual([
      { reason: 'bugs', answers: 2, accounts: 1, lostCents: 5000 },
      { reason: 'cost', answers: 1, accounts: 1, lostCents: 0 },
    ]);
  });

  test('ours beside theirs, to the cent', async () => {
    const rows = await reconcileRevenue(store.sql, ALL, range);
    expect(rows).toEqual([
      {
        month: '2026-02',
        app: 'com.example.one',
        subscription: 'MONTHLY',
        oursCents: 0,
        theirsCents: 0,
        byKind: { grace: 0, rebill: 0, 'true-up': 0, transfer: 0, rate: 0 },
        unexplainedCents: 0,
      },
      {
        month: '2026-02',
        app: 'com.example.one',
        subscription: 'TOTAL',
        oursCents: 20_000,
        theirsCents: 20_150,
        byKind: { grace: 0, rebill: 0, 'true-up': 0, transfer: 0, rate: 0 },
        unexplainedCents: -150,
      },
    ]);
  });

  test('another grace period computes everything anew, and costs are kept', async () => {
    expect(await readGraceDays(store.kvs)).toBe(0);
    await store.load('transactions', [sale('IN-4', 'gone', '2026-03-06', '2027-03-06', 600, { cloudId: 'site-9' })]);
    await store.update();
    const march = { fromMonth: range.toMonth, toMonth: range.toMonth };
    expect(await revenueBridge(store.sql, ALL, march)).toMatchObject([{ churn: -5000, reactivation: 5000 }]);
    await changeGraceDays(store, 14);
    expect(await revenueHead(store.sql, ALL)).toMatchObject({ waiting: 8 });
    await store.update();
    expect(await revenueBridge(store.sql, ALL, march)).toMatchObject([{ churn: 0, reactivation: 0 }]);
    const costs = { forgeCents: 1200, supportCentsPerHour: 9000, supportHours: 2.5, fixedCents: 40_000 };
    expect(await readCosts(store.kvs)).toEqual({ forgeCents: 0, supportCentsPerHour: 0, supportHours: 0, fixedCents: 0 });
    await writeCosts(store.kvs, costs);
    expect(await readCosts(store.kvs)).toEqual(costs);
  });
});

test('a line that vanishes from the reports no longer counts, and counts again when it is back', async () => {
  const store = await openRevenueStore();
  try {
    await store.load('transactions', [sale('IN-1', 'A', '2026-01-01', '2027-01-01', 1200)]);
    await store.update();
    const mrr = async () => (await revenueStanding(store.sql, ALL, dayNumber('2026-02-01'))).mrrCents;
    expect(await mrr()).toBe(10_000);
    await store.sql.write(sql`UPDATE transaction_line SET gone_at = '2026-11-21T13:00:00.000Z'`);
    await store.update();
    expect(await mrr()).toBe(0);
    await store.sql.write(sql`UPDATE transaction_line SET gone_at = NULL`);
    await store.update();
    expect(await mrr()).toBe(10_000);
    expect(await rowsOff(store.sql)).toBe(0);
  } finally {
    await store.close();
  }
});

test('a contact that two accounts come to share makes one continue the other, though only the licence of one changed', async () => {
  const store = await openRevenueStore();
  try {
    await store.load('transactions', [
      sale('IN-1', 'A', '2025-01-01', '2026-01-01', 1200, { cloudId: 'site-a' }),
      sale('IN-2', 'B', '2026-01-01', '2027-01-01', 1500, { cloudId: 'site-b' }),
    ]);
    await store.load('licences', [licence('A', { transactionAccountId: 'payer' })]);
    await store.update();
    const january = { fromMonth: monthFromText('2026-01') ?? 0, toMonth: monthFromText('2026-01') ?? 0 };
    expect(await revenueBridge(store.sql, ALL, january)).toMatchObject([{ churn: -10_000, new: 12_500, transfer: 0 }]);
    await store.load('licences', [licence('B', { transactionAccountId: 'payer', cloudId: 'site-b' })]);
    await store.update();
    expect(await revenueBridge(store.sql, ALL, january)).toMatchObject([{ churn: 0, new: 0, transfer: 0, expansion: 2500 }]);
    const { rows } = await revenueMovements(store.sql, ALL, {
      fromDay: dayNumber('2026-01-01'),
      toDay: dayNumber('2026-01-02'),
      kind: 'transfer',
      limit: 9,
      offset: 0,
    });
    expect(rows.map(({ cents }) => cents).sort()).toEqual([-10_000, 10_000]);
    // Another payer after all: both are computed anew, by what they were found by.
    await store.load('licences', [licence('B', { transactionAccountId: 'another', cloudId: 'site-b' })]);
    await store.update();
    expect(await revenueBridge(store.sql, ALL, january)).toMatchObject([{ churn: -10_000, new: 12_500, transfer: 0 }]);
    expect(await rowsOff(store.sql)).toBe(0);
  } finally {
    await store.close();
  }
});

function licence(name: string, more: RawRow): RawRow {
  return {
    addonKey: 'com.example.one',
    appEntitlementId: `ent-${name}`,
    appEntitlementNumber: `E-${name}`,
    cloudId: `site-${name}`,
    licenseType: 'COMMERCIAL',
    status: 'active',
    hosting: 'Cloud',
    tier: '25 Users',
    maintenanceStartDate: more.evaluationStartDate ?? '2025-01-01',
    maintenanceEndDate: '2027-02-01',
    contactDetails: { company: `Company ${name}`, technicalContact: { email: `it@${name.toLowerCase()}.test` } },
    ...more,
  };
}

function sale(transactionId: string, name: string, from: string, to: string, price: number, more: RawRow = {}): RawRow {
  return {
    transactionId,
    transactionLineItemId: '1',
    addonKey: 'com.example.one',
    appEntitlementId: `ent-${name}`,
    appEntitlementNumber: `E-${name}`,
    paymentStatus: 'Paid',
    customerDetails: { company: `Company ${name}`, technicalContact: { email: `it@${name.toLowerCase()}.test` } },
    purchaseDetails: {
      saleDate: from,
      saleType: 'New',
      hosting: 'Cloud',
      billingPeriod: 'Annual',
      tier: '25 Users',
      purchasePrice: price,
      vendorAmount: price,
      maintenanceStartDate: from,
      maintenanceEndDate: to,
    },
    ...more,
  };
}
