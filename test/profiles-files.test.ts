import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { ImportRow, ProfileImport } from '../src/contract/profile-files';
import { storeBatch } from '../src/intake/store-batch';
import { sql } from '../src/platform/sql';
import { describeProperty } from '../src/profiles/catalogue';
import { contactText } from '../src/profiles/contact-facts';
import { exportProfiles } from '../src/profiles/export-profiles';
import { importProfiles } from '../src/profiles/import-profiles';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import type { Pair } from '../src/store/profiles';
import { profilesIn } from './stored-profiles';

const NOW = Date.parse('2024-03-01T12:00:00Z');

async function freshStore() {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const calls = [
    ['A', 'ann'],
    ['B', 'ann'],
    ['B', 'bob'],
  ].map(([account = '', userId = '']) => ({
    type: 'track' as const,
    event: 'Item Ticked',
    messageId: `${account}-${userId}`,
    userId,
    timestamp: '2024-03-01T09:00:00Z',
    context: {
      groupId: `E-${account}`,
      forge: { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true },
    },
  }));
  await storeBatch(ports.sql, calls, NOW);
  const heard: Pair[] = [];
  const touched = (pairs: readonly Pair[]) => {
    heard.push(...pairs);
    return Promise.resolve();
  };
  const stored = () => profilesIn(ports.sql);
  return { ...ports, touched, heard, stored, close: () => engine.close() };
}

const row = (line: number, account: string | null, user: string | null, ...values: ImportRow['values']): ImportRow => ({
  line,
  account,
  user,
  values,
});
const roles = (isTrial: boolean, ...rows: ImportRow[]): ProfileImport => ({
  kind: 'membership',
  properties: [
    { key: 'Role', type: 'text' },
    { key: 'Budget', type: 'money' },
  ],
  rows,
  isTrial,
});

test('a trial tells what the import does, and the import a second time finds all of it done', async () => {
  const store = await freshStore();
  const rows = [
    row(2, 'E-A', 'ann', 'Owner', 100),
    row(3, 'id-B', 'ann', 'Admin', null),
    row(4, 'E-A', 'bob', 'User', null),
    row(5, 'E-X', 'ann', 'User', null),
    row(6, 'E-B', 'ann', 'User', null),
    row(7, 'E-B', 'bob', 'User', 1.5),
  ];
  const aside = [4, 5, 6, 7].map((line) => expect.objectContaining({ line }) as unknown);
  expect(await importProfiles(store, roles(true, ...rows))).toEqual({ changed: 2, unchanged: 0, aside });
  expect([await store.stored(), store.heard]).toEqual([[], []]);
  expect(await importProfiles(store, roles(false, ...rows))).toEqual({ changed: 2, unchanged: 0, aside });
  expect(store.heard).toHaveLength(2);
  const once = await store.stored();
  expect(once).toHaveLength(2);
  expect(await importProfiles(store, roles(false, ...rows))).toEqual({ changed: 0, unchanged: 2, aside });
  expect(await store.stored()).toEqual(once);
  await store.close();
});

test('what follows from use, another type, and two columns for one property are refused whole', async () => {
  const store = await freshStore();
  const asked = (...properties: ProfileImport['properties']): ProfileImport => ({
    ...roles(false, row(2, 'E-A', 'ann', ...properties.map(() => 'x'))),
    properties,
  });
  for (const key of ['first-seen', ':tags', '__proto__'])
    expect(await importProfiles(store, asked({ key, type: 'text' }))).toHaveProperty('problem');
  expect(await importProfiles(store, asked({ key: 'a', type: 'text' }, { key: 'a', type: 'text' }))).toHaveProperty('problem');
  expect(await importProfiles(store, asked({ key: 'a', type: 'text' }))).toMatchObject({ changed: 1 });
  expect(await importProfiles(store, asked({ key: 'a', type: 'number' }))).toHaveProperty('problem');
  await store.close();
});

test('an export gives what was imported, page after page, without what is sensitive', async () => {
  const store = await freshStore();
  await importProfiles(store, roles(false, row(2, 'E-A', 'ann', '=1+1', 100), row(3, 'E-B', 'bob', '<b>', null)));
  await store.sql.write(sql`UPDATE property SET is_sensitive = 1 WHERE property_key = 'Budget'`);
  expect(await exportProfiles(store.sql, 'membership', null)).toEqual({
    rows: [
      { account: 'E-A', company: 'site-A', user: 'ann', tags: [], values: { Role: '=1+1' } },
      { account: 'E-B', company: 'site-B', user: 'bob', tags: [], values: { Role: '<b>' } },
    ],
    next: null,
  });
  expect(await exportProfiles(store.sql, 'account', null)).toEqual({ rows: [], next: null });
  await store.close();
});

test('people on the licence are in the export of accounts, also where nothing else is known, unless that is sensitive', async () => {
  const store = await freshStore();
  const facts = { people: 2, roles: ['billing', 'technical'], domains: ['company'] };
  await store.sql.write(sql`
    INSERT INTO account_state (account_id, company, status, mrr_cents, contacts)
    SELECT account_id, 'Acme', 'active', 0, CASE WHEN entitlement_number = 'E-B' THEN ${contactText(facts)} END FROM account`);
  const values = { contacts: 2, 'contact-roles': ['billing', 'technical'], 'contact-domains': ['company'] };
  expect((await exportProfiles(store.sql, 'account', null)).rows).toMatchObject([{ account: 'E-B', values }]);
  await importProfiles(store, {
    kind: 'account',
    properties: [{ key: 'plan', type: 'text' }],
    rows: [
      { line: 2, account: 'E-A', user: null, values: ['a'] },
      { line: 3, account: 'E-B', user: null, values: ['b'] },
    ],
    isTrial: false,
  });
  await describeProperty(store.sql, {
    ...{ kind: 'account', key: 'contacts', label: '', description: '', grouping: '' },
    ...{ hidden: false, sensitive: true },
  });
  expect((await exportProfiles(store.sql, 'account', null)).rows).toEqual([
    expect.objectContaining({ account: 'E-A', values: { plan: 'a' } }),
    expect.objectContaining({
      account: 'E-B',
      values: { plan: 'b', 'contact-roles': values['contact-roles'], 'contact-domains': values['contact-domains'] },
    }),
  ]);
  await store.close();
});
