import { portsOver } from '../dev/sql/ports';
import { contactId } from '../src/marketplace/contacts';
import { rowsSql, sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { contactsOn } from '../src/store/queries/named-contacts';
import { erasedContacts } from '../src/store/queries/sync-contacts';
import { rowHash } from '../src/store/row-hash';
import { migrateUpTo } from './core-before';
import { migrateKilled } from './killed-migration';
import { marketBefore } from './market-before';
import { onEngines, type EngineSuite } from './on-engines';

jest.setTimeout(120_000);

const FROM = '0042';
const NAMED = ['0005-contact'];
const later = vendorMigrations.filter(({ name, unless }) => name >= FROM && unless === undefined);
const before = [
  ...marketBefore.filter(({ name }) => NAMED.includes(name)),
  {
    name: '0035-contact-role',
    statement: sql`
    CREATE TABLE IF NOT EXISTS contact_role (
      row_hash VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
      role VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
      contact_id VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
      PRIMARY KEY (row_hash, role)
    )`,
  },
];
const person = (number: number) => contactId(`user-${String(number)}@example.com`, 'k');
const KINDS = ['company', 'free', 'partner'];
const PEOPLE = 30;
const ERASED = [3, 17];
const roles = Array.from({ length: PEOPLE }, (_, number) => ({
  rowKey: `entitlement:${String(number % 9)}`,
  role: ['technical', 'billing', 'reseller', 'technical'][Math.floor(number / 9)] ?? '',
  contactId: person(number),
  domain: KINDS[number % 3],
})).filter((_, number) => number < 27);
const living = roles.filter((_, number) => !ERASED.includes(number));

/** One of those who were erased still has a role: that erasure was cut. */
async function storeOfBefore(ports: ReturnType<typeof portsOver>): Promise<void> {
  await migrateUpTo(ports, FROM, vendorMigrations);
  await migrate(ports, before);
  const contacts = Array.from({ length: PEOPLE }, (_, number) => [
    person(number),
    KINDS[number % 3] ?? '',
    '2026-11-01T00:00:00.000Z',
    ERASED.includes(number) ? '2026-11-02T00:00:00.000Z' : null,
  ]);
  await ports.sql.write(sql`INSERT INTO contact (contact_id, domain_kind, first_seen_at, erased_at) VALUES ${rowsSql(contacts)}`);
  const named = roles.filter((_, number) => number !== ERASED[0]).map(({ rowKey, role, contactId: id }) => [rowHash(rowKey), role, id]);
  await ports.sql.write(sql`INSERT INTO contact_role (row_hash, role, contact_id) VALUES ${rowsSql(named)}`);
}

async function standsRight(ports: ReturnType<typeof portsOver>): Promise<void> {
  const keys = [...new Set(roles.map(({ rowKey }) => rowKey))];
  const order = (rows: readonly { readonly contactId: string }[]) => [...rows].sort((a, b) => (a.contactId < b.contactId ? -1 : 1));
  expect(order(await contactsOn(ports.sql, keys))).toEqual(order(living));
  const all = Array.from({ length: PEOPLE }, (_, number) => person(number));
  expect([...(await erasedContacts(ports.sql, all))].sort()).toEqual(ERASED.map(person).sort());
}

const suite: EngineSuite = (open) => {
  test('people on licences of the version before keep their roles, and who was erased stays so', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await storeOfBefore(ports);
    expect(await migrate(ports, vendorMigrations)).toEqual(later.map(({ name }) => name));
    expect(await migrate(ports, vendorMigrations)).toEqual([]);
    await standsRight(ports);
    await engine.close();
  });

  test('so they do when the migration is killed after each statement', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await storeOfBefore(ports);
    expect(await migrateKilled(ports, vendorMigrations)).toBeGreaterThan(later.length / 2);
    await standsRight(ports);
    await engine.close();
  });
};

onEngines('contacts_before', suite, { sqlite: 1, mariadb: 1 });
