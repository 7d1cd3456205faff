import { memoryMarketplace } from '../../test/memory-marketplace';
import { dyingAt } from '../../test/dying-at';
import { contents, storedSales, sync, SYNC_START, withVendor } from '../../test/synced-vendor';
import type { SyncedVendor } from '../../test/synced-vendor';
import { dayNumber } from '../platform/days';
import { sql } from '../platform/sql';
import { licencePage } from '../store/queries/licence-page';
import { licencesForAccounts } from '../store/queries/licences-for-accounts';
import { syncStatus } from '../store/queries/sync-status';
import { rowHash } from '../store/row-hash';
import { storedSale } from './stored-sale';
import { transactionLinesForAccounts } from '../store/queries/transaction-lines-for-accounts';
import licences from './fixtures/licences.json';
import transactions from './fixtures/transactions.json';
import { planSync } from './plan';
import { runSlice } from './slice';
import type { SliceOutcome, SyncPorts } from './slice-outcome';
import type { SyncSlice } from './sync-slice';

const HOUR = 3_600_000;
/** Deltas are that far apart. */
const LATER = 6 * HOUR;

const SALES = [
  ...transactions.annual_upgrade_with_remaining_span_refund,
  ...transactions.manual_invoice_nulls,
  ...transactions.monthly_mqb_true_up,
];
const small = () =>
  memoryMarketplace({
    licences: [
      licences.converted,
      { ...licences.dc_expired, futureField: 1 },
      { ...licences.dc_expired, addonLicenseId: '2', licenseId: 'SEN-2', maintenanceStartDate: '2017-03-01', licenseType: 'BARTER' },
      { ...licences.converted, appEntitlementId: 'bad', maintenanceEndDate: 'soon' },
    ],
    transactions: [
      ...SALES,
      { ...SALES[0], transactionLineItemId: 'li-x', purchaseDetails: { ...SALES[0]?.purchaseDetails, purchasePrice: 'free' } },
    ],
  });

test('the first run brings in the whole history, sets bad rows aside and tells destinations once of each', async () => {
  await withVendor(small(), async (of) => {
    expect((await sync(of)).map((outcome) => outcome.kind)).toEqual(['done', 'done']);
    expect(await syncStatus(of.ports.sql)).toEqual({
      lastDoneAt: '2026-11-21T12:00:00.000Z',
      licences: 3,
      transactions: 7,
      quarantined: 2,
      pending: 0,
      lastError: null,
    });
    const stored = await contents(of.ports.sql);
    expect(stored.quarantine.map((row) => row.reason)).toEqual(
      expect.arrayContaining(['maintenanceEndDate: not a day (YYYY-MM-DD)', 'purchaseDetails.purchasePrice: not an amount']),
    );
    expect(stored.unknown).toEqual([
      { feed: 'licences', field: '(field)', value: 'futureField', rows: 1 },
      { feed: 'licences', field: 'licenseType', value: 'BARTER', rows: 1 },
      { feed: 'transactions', field: 'saleType', value: '(none)', rows: 1 },
    ]);
    // 3 accounts, 3 people twice, 6 sales with an event.
    expect(of.told.map((call) => call.event ?? call.type).sort()).toEqual(
      [...Array<string>(6).fill('group'), ...Array<string>(3).fill('identify')]
        .concat([
          'Subscription Refunded',
          'Subscription Renewed',
          'Subscription Renewed',
          'Subscription Started',
          'Subscription Upgraded',
          'Subscription Upgraded',
        ])
        .sort(),
    );
  });
});

test('the console finds licences and lines by every key', async () => {
  await withVendor(small(), async (of) => {
    await sync(of);
    const { entitlement, number, cloud } = {
      entitlement: licences.converted.appEntitlementId,
      number: licences.converted.appEntitlementNumber,
      cloud: licences.converted.cloudId,
    };
    const none = { entitlementIds: [], entitlementNumbers: [], cloudIds: [] };
    for (const keys of [
      { ...none, entitlementIds: [entitlement] },
      { ...none, entitlementNumbers: [number, 'E-0'] },
      { ...none, cloudIds: [cloud], entitlementIds: [entitlement] },
    ]) {
      expect(await licencesForAccounts(of.ports.sql, keys)).toMatchObject([
        { company: 'Example GmbH', seats: 25, maintenanceEndDay: dayNumber('2026-10-01') },
      ]);
    }
    expect(await licencesForAccounts(of.ports.sql, none)).toEqual([]);
    const [first, ...rest] = await licencePage(of.ports.sql, { afterId: 0, limit: 10 });
    expect(await licencePage(of.ports.sql, { afterId: first?.id ?? 0, limit: 10 })).toEqual(rest);
    const wanted = { entitlementIds: [entitlement], entitlementNumbers: [number], endingAfterDay: null };
    expect(await transactionLinesForAccounts(of.ports.sql, wanted, storedSale)).toHaveLength(7);
    const current = await transactionLinesForAccounts(of.ports.sql, { ...wanted, endingAfterDay: dayNumber('2026-11-21') }, storedSale);
    expect(current.map((line) => line.purchasePriceCents).sort((a, b) => a - b)).toEqual([-60_493, 120_000, 120_986, 900_000]);
  });
});

test('run again, nothing is rewritten and nobody is told; a change is one version and one telling', async () => {
  await withVendor(small(), async (of) => {
    await sync(of);
    const before = await contents(of.ports.sql);
    of.told.length = 0;
    for (let round = 1; round <= 3; round += 1) {
      of.clock.now += LATER;
      await sync(of);
    }
    of.clock.now += 8 * 24 * HOUR;
    await sync(of);
    expect(await contents(of.ports.sql)).toEqual(before);
    expect(of.told).toEqual([]);

    const update = async (tier: string) => {
      of.clock.now += LATER;
      of.world.rows.licences[0] = { ...licences.converted, tier, lastUpdated: '2026-11-30' };
      await sync(of);
    };
    await update('50 Users');
    await update('25 Users');
    expect(of.told.filter((call) => call.type === 'group' && call.anonymousId !== undefined).map((call) => call.traits?.tier)).toEqual([
      50, 25,
    ]);
    expect(new Set(of.told.map((call) => call.messageId)).size).toBe(of.told.length);
    const [row] = await of.ports.sql.query(
      sql`SELECT version, untold FROM licence WHERE entitlement_number = ${licences.converted.appEntitlementNumber}`,
    );
    expect(row).toMatchObject({ version: 3, untold: null });
  });
});

test('a payment that comes in changes the line but is no second sale', async () => {
  await withVendor(small(), async (of) => {
    await sync(of);
    of.told.length = 0;
    of.clock.now += LATER;
    of.world.rows.transactions[0] = { ...SALES[0], paymentStatus: 'Refunded', lastUpdated: '2026-11-21' };
    await sync(of);
    expect((await storedSales(of.ports.sql)).filter(({ rowKey }) => rowKey.endsWith('|li-0001'))).toMatchObject([
      { paymentStatus: 'Refunded', version: 2, untold: null },
    ]);
    expect(of.told).toEqual([]);
  });
});

test('a quarantined row that comes in readable leaves the quarantine; one that is gone leaves it with the next full pass', async () => {
  await withVendor(small(), async (of) => {
    await sync(of);
    of.world.rows.licences[3] = { ...licences.converted, appEntitlementId: 'bad', lastUpdated: '2026-11-21' };
    of.world.rows.transactions.pop();
    of.clock.now += LATER;
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ quarantined: 1, licences: 4 });
    of.clock.now += 8 * 24 * HOUR;
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ quarantined: 0 });
  });
});

test('a licence that gets an entitlement keeps its row', async () => {
  await withVendor(small(), async (of) => {
    await sync(of);
    of.world.rows.licences[1] = {
      ...licences.dc_expired,
      appEntitlementId: 'dc-1',
      appEntitlementNumber: 'E-DC1',
      lastUpdated: '2026-11-21',
    };
    of.clock.now += LATER;
    await sync(of);
    expect(await of.ports.sql.query(sql`SELECT row_hash, version FROM licence WHERE addon_licence_id = '12345678'`)).toMatchObject([
      { row_hash: rowHash('entitlement:dc-1'), version: 2 },
    ]);
  });
});

test.each([
  ['licences', 9, 25],
  ['transactions', 6, 15],
] as const)(
  'killed at every statement of %s and started again, it ends with the same rows, and nothing is told under two ids or not at all',
  async (feed, calls, statements) => {
    // Early enough for few windows.
    const start = Date.parse('2019-08-31T23:30:00Z');
    const whole = { rows: {} as Awaited<ReturnType<typeof contents>>, ids: [] as string[] };
    await withVendor(
      small(),
      async (of) => {
        await sync(of, of.ports, [feed]);
        whole.rows = await contents(of.ports.sql);
        whole.ids = of.told.map((call) => call.messageId).sort();
      },
      start,
    );
    expect(whole.ids).toHaveLength(calls);
    const cut: { survived: boolean } = { survived: false };
    let k = 0;
    do {
      k += 1;
      await withVendor(
        small(),
        async (of) => {
          cut.survived = await sync(of, { ...of.ports, sql: dyingAt(of.ports.sql, k) }, [feed]).then(
            () => true,
            () => false,
          );
          of.clock.now += HOUR;
          await sync(of, of.ports, [feed]);
          expect({ k, ...(await contents(of.ports.sql)) }).toEqual({ k, ...whole.rows });
          expect({ k, ids: [...new Set(of.told.map((call) => call.messageId))].sort() }).toEqual({ k, ids: whole.ids });
        },
        start,
      );
    } while (!cut.survived);
    expect(k).toBeGreaterThan(statements);
  },
);

test('destinations that cannot be reached lose nothing', async () => {
  await withVendor(small(), async (of) => {
    let failures = 0;
    const flaky: SyncPorts = { ...of.ports, emit: () => Promise.reject(new Error(`down ${String((failures += 1))}`)) };
    await expect(sync(of, flaky)).rejects.toThrow('down 1');
    expect((await syncStatus(of.ports.sql)).pending).toBeGreaterThan(0);
    of.clock.now += HOUR;
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ pending: 0 });
    expect(of.told).toHaveLength(15);
  });
});

test('two chains of the same run at once do no harm', async () => {
  await withVendor(small(), async (of) => {
    const feeds = ['licences', 'transactions'] as const;
    const chains = (await planSync(of.ports, { now: SYNC_START, feeds })).flatMap((slice) => [slice, slice]);
    expect(await planSync(of.ports, { now: SYNC_START + 60_000, feeds })).toEqual([]);
    const outcomes: SliceOutcome[] = chains.map((slice) => ({ kind: 'next', slice, delayInSeconds: 0 }));
    for (let busy = true; busy;) {
      busy = false;
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind !== 'next') continue;
        outcomes[index] = await runSlice(of.ports, outcome.slice);
        busy = true;
      }
    }
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['done', 'done', 'let-go', 'let-go']);
    const ids = of.told.map((call) => call.messageId);
    expect(new Set(ids).size).toBe(15);
  });
});

/** Runs a chain up to the slice that stores its first export. */
async function upToLoad(of: SyncedVendor): Promise<SyncSlice> {
  const [slice] = await planSync(of.ports, { now: SYNC_START, feeds: ['licences'] });
  if (slice === undefined) throw new Error('no slice');
  let outcome: SliceOutcome = { kind: 'next', slice, delayInSeconds: 0 };
  while (outcome.kind === 'next' && outcome.slice.step !== 'load') outcome = await runSlice(of.ports, outcome.slice);
  if (outcome.kind !== 'next') throw new Error(outcome.kind);
  return outcome.slice;
}

test('an export that arrives half-written stores nothing, says so, and comes in with the next try', async () => {
  await withVendor(small(), async (of) => {
    const slice = await upToLoad(of);
    of.world.fault = (url) =>
      /export-\d+\?/.test(url)
        ? { kind: 'answered', status: 200, headers: {}, body: JSON.stringify([licences.converted]).slice(0, -20) }
        : null;
    expect(await runSlice(of.ports, slice)).toMatchObject({
      kind: 'next',
      slice: { step: 'start', exportId: null, restarts: 1 },
      delayInSeconds: 30,
    });
    expect(await syncStatus(of.ports.sql)).toMatchObject({
      licences: 0,
      quarantined: 0,
      lastError: expect.stringContaining('incomplete') as string,
    });
    // From the second time on smaller ones are asked for; in the end it is given up.
    expect(await runSlice(of.ports, { ...slice, restarts: 1 })).toMatchObject({ kind: 'next', slice: { todo: { length: 5 } } });
    expect(await runSlice(of.ports, { ...slice, restarts: 4 })).toMatchObject({ kind: 'failed', code: 'export-incomplete' });
    of.world.fault = () => null;
    await runSlice(of.ports, slice);
    expect((await syncStatus(of.ports.sql)).licences).toBeGreaterThan(0);
  });
});

test('a chain that another export has overtaken brings nothing in', async () => {
  await withVendor(small(), async (of) => {
    const slice = await upToLoad(of);
    await runSlice(of.ports, { ...slice, step: 'start', exportId: null });
    expect(await runSlice(of.ports, slice)).toEqual({ kind: 'let-go', reason: 'overtaken' });
    expect((await syncStatus(of.ports.sql)).licences).toBe(0);
  });
});

test('an export that is too large is asked for in halves, and a day that is too large by product', async () => {
  await withVendor(small(), async (of) => {
    const counts: string[] = [];
    of.world.fault = (url) => {
      const { pathname, searchParams } = new URL(url);
      const ok = (body: unknown) => ({ kind: 'answered' as const, status: 200, headers: {}, body: JSON.stringify(body) });
      if (pathname.includes('/product-listing/'))
        return ok({
          items: [
            { productId: 'p1', appKey: 'a' },
            { productId: 'p2', appKey: 'b' },
          ],
        });
      if (searchParams.get('limit') !== '1') return null;
      counts.push(
        `${searchParams.get('startDate') ?? ''}…${searchParams.get('endDate') ?? ''} ${searchParams.get('productId') ?? ''}`.trim(),
      );
      // Everything was sold on one day.
      const holds = (searchParams.get('startDate') ?? '') <= '2026-11-20' && (searchParams.get('endDate') ?? '9') >= '2026-11-20';
      return ok({ totalCount: !holds ? 0 : searchParams.has('productId') ? 20_000 : 40_000 });
    };
    const [first] = await planSync(of.ports, { now: SYNC_START, feeds: ['transactions'] });
    let outcome: SliceOutcome | null = first === undefined ? null : { kind: 'next', slice: first, delayInSeconds: 0 };
    const windows = new Set<string>();
    while (outcome?.kind === 'next') {
      outcome = await runSlice(of.ports, outcome.slice);
      const window = outcome.kind === 'next' && outcome.slice.step === 'poll' ? outcome.slice.todo?.[0] : undefined;
      if (window !== undefined) windows.add(`${window.from ?? ''} ${window.to ?? ''} ${window.scope ?? ''}`.trim());
    }
    expect(outcome?.kind).toBe('done');
    expect([...windows]).toEqual(expect.arrayContaining(['2026-11-20 2026-11-21 p1', '2026-11-20 2026-11-21 p2']));
    // Empty days are not fetched: the two of that day and the last sweep.
    expect(windows.size).toBeLessThanOrEqual(4);
    expect(counts.length).toBeLessThan(60);
  });
});

test('an expired token stops the run with words, and the next plan takes it up where it was', async () => {
  await withVendor(small(), async (of) => {
    let exportsLeft = 1;
    of.world.fault = (url) =>
      url.includes('async/export?') && (exportsLeft -= 1) < 0 ? { kind: 'answered', status: 401, headers: {}, body: '' } : null;
    expect(await sync(of)).toMatchObject([
      { kind: 'failed', code: 'token-expired' },
      { kind: 'failed', code: 'token-expired' },
    ]);
    expect((await syncStatus(of.ports.sql)).lastError).toMatch(/MARKETPLACE_TOKEN/);
    of.world.fault = () => null;
    of.clock.now += 60_000;
    expect(await planSync(of.ports, { now: of.clock.now })).not.toContainEqual(expect.objectContaining({ feed: 'licences' }));
    of.clock.now += HOUR;
    const next = await planSync(of.ports, { now: of.clock.now, feeds: ['licences', 'transactions'] });
    expect(next.map((slice) => slice.todo?.length)).toEqual([3, 2]);
    of.clock.now += HOUR;
    await sync(of);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ lastError: null, licences: 3, transactions: 7 });
  });
});

test('an export that never gets ready is given up', async () => {
  await withVendor(small(), async (of) => {
    of.world.fault = (url) =>
      url.endsWith('/status') ? { kind: 'answered', status: 404, headers: {}, body: 'Export is being processed' } : null;
    expect(await sync(of)).toMatchObject([{ code: 'export-stuck' }, { code: 'export-stuck' }]);
  });
});

test('more rows than one invocation takes go in over several, each row once', async () => {
  const many = Array.from({ length: 1_250 }, (_, index) => ({
    ...licences.converted,
    appEntitlementId: `id-${String(index)}`,
    appEntitlementNumber: `E-${String(index)}`,
    contactDetails: {},
  }));
  await withVendor(memoryMarketplace({ licences: [...many, ...many.slice(0, 50)], transactions: [] }), async (of) => {
    await sync(of, of.ports, ['licences']);
    expect(await syncStatus(of.ports.sql)).toMatchObject({ licences: 1_250, pending: 0 });
    expect(of.told).toHaveLength(1_250);
  });
}, 60_000);
