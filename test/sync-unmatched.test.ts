import { resolveAccounts } from '../src/profiles/resolve-accounts';
import { sql } from '../src/platform/sql';
import { unmatchedAccounts, unmatchedLicences } from '../src/store/queries/sync-unmatched';
import licences from '../src/marketplace/fixtures/licences.json';
import { memoryMarketplace } from './memory-marketplace';
import { sync, withVendor, type SyncedVendor } from './synced-vendor';

const APP = licences.converted.addonKey;
const licence = (name: string, besides: Record<string, unknown> = {}) => ({
  ...licences.converted,
  appEntitlementId: `id-${name}`,
  appEntitlementNumber: `E-${name}`,
  cloudId: `site-${name}`,
  ...besides,
});

/** Notes that an app was heard of. */
async function hear(of: SyncedVendor, cloudId: string | null, appKey: string, name: string | null = null): Promise<void> {
  const identity = {
    appKey,
    cloudId,
    entitlementId: name === null ? null : `id-${name}`,
    entitlementNumber: name === null ? null : `E-${name}`,
  };
  const account = (await resolveAccounts(of.ports.sql, [identity]))(identity);
  await of.ports.sql.write(sql`UPDATE account SET last_event_day = 20000 WHERE account_id = ${account}`);
}

test('every licence that no app was heard of under is listed with the likeliest reason, a page at a time', async () => {
  const rows = [
    licence('heard'),
    licence('by-number', { appEntitlementId: null }),
    licence('sandbox', { installedOnSandbox: 'Yes' }),
    licence('over', { status: 'inactive' }),
    licence('nowhere', { cloudId: null }),
    licence('server', { hosting: 'Data Center' }),
    licence('renewed'),
    licence('full', { cloudId: 'site-lite' }),
    licence('silent'),
    licence('own', { licenseSourceType: 'Atlassian' }),
  ];
  await withVendor(memoryMarketplace({ licences: rows, transactions: [] }), async (of) => {
    await sync(of);
    await hear(of, 'site-heard', APP, 'heard');
    await hear(of, 'site-by-number', APP, 'by-number');
    await hear(of, 'site-renewed', APP, 'renewed-before');
    await hear(of, 'site-lite', 'com.example.lite');
    // Another site whose id begins alike.
    await hear(of, 'site-silent-2', APP);
    const all = await unmatchedLicences(of.ports.sql, { afterId: 0, limit: 50 });
    expect(Object.fromEntries(all.map(({ entitlementNumber, reason }) => [entitlementNumber, reason]))).toEqual({
      'E-sandbox': 'sandbox',
      'E-over': 'ended',
      'E-nowhere': 'no-site',
      'E-server': 'data-center',
      'E-renewed': 'other-entitlement',
      'E-full': 'other-app-key',
      'E-silent': 'no-heartbeat',
      'E-own': 'internal',
    });
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((a, b) => a - b));
    const first = await unmatchedLicences(of.ports.sql, { afterId: 0, limit: 3 });
    const rest = await unmatchedLicences(of.ports.sql, { afterId: first.at(-1)?.id ?? 0, limit: 50 });
    expect([...first, ...rest]).toEqual(all);
  });
});

test('an app that reports and that no licence names is listed; one that a licence names by any key is not', async () => {
  await withVendor(memoryMarketplace({ licences: [licence('one'), licence('two')], transactions: [] }), async (of) => {
    await sync(of);
    await hear(of, 'elsewhere', APP, 'one');
    await hear(of, 'site-two', APP);
    await hear(of, 'site-one', 'com.example.lite');
    await hear(of, 'site-three', APP);
    await hear(of, null, 'com.example.bare', 'three');
    await resolveAccounts(of.ports.sql, [{ appKey: APP, cloudId: 'never-heard', entitlementId: null, entitlementNumber: null }]);
    const all = await unmatchedAccounts(of.ports.sql, { afterId: 0, limit: 50 });
    expect(all.map(({ cloudId, appKey, entitlementNumber, reason }) => ({ cloudId, appKey, entitlementNumber, reason }))).toEqual([
      { cloudId: 'site-one', appKey: 'com.example.lite', entitlementNumber: null, reason: 'other-app-key' },
      { cloudId: 'site-three', appKey: APP, entitlementNumber: null, reason: 'no-licence' },
      { cloudId: null, appKey: 'com.example.bare', entitlementNumber: 'E-three', reason: 'no-licence' },
    ]);
    expect(all[0]?.lastEventDay).toBe(20_000);
    const [first, ...rest] = all;
    expect(await unmatchedAccounts(of.ports.sql, { afterId: first?.accountId ?? 0, limit: 50 })).toEqual(rest);
  });
});
