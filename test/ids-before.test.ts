import { portsOver } from '../dev/sql/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import type { Migration } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { storedNames } from '../src/profiles/stored-names';
import { siteHash } from '../src/store/account-key';
import { usersBeginning } from '../src/store/queries/segment-subjects';
import { usersNamed } from '../src/store/queries/subject-names';
import { ID_FORMS, ID_SIGNS, shortId } from '../src/store/short-id';
import { migrateUpTo } from './core-before';
import { migrateKilled } from './killed-migration';
import { onEngines, type EngineSuite } from './on-engines';

jest.setTimeout(120_000);

const all: readonly Migration[] = customerMigrations;
const later = all.filter(({ name, unless }) => name >= '0042' && unless === undefined);

/** The digits 0 to f in turn, from another one on. */
const filled = (shape: string, from: number): string => {
  let at = from;
  return shape.replaceAll('x', () => (at++ % 16).toString(16));
};
const ofForms = Object.values(ID_FORMS).flatMap(({ shape }) => [0, 3, 7, 15].map((from) => filled(shape, from)));
const nearly = ofForms.flatMap((id) => [
  id.slice(0, -1),
  `${id}0`,
  `${id.slice(0, -1)}g`,
  id.toUpperCase(),
  `${id.slice(0, -1)}-`,
  `x${id}`,
]);
const signed = ID_SIGNS.flatMap((sign) => [
  sign,
  `${sign}ann`,
  `${sign}${filled(ID_FORMS.uuid.shape, 4)}`,
  shortId(filled(ID_FORMS.user.shape, 9)),
]);
const others = ['ann', 'Ann', '712020:ann', 'contact:0f', 'erased:surrogate-1', 'ünï 🙈', "x'; --", '%', '_', 'a b', '!'.repeat(150)];
const ids = [...new Set([...ofForms, ...nearly, ...signed, ...others])];

const accountKeys = [
  'id:11',
  'id:',
  'number:E-1',
  'site:s-1:app',
  'site:s-1:app:2',
  'site:s-1:other',
  'site:s-11:app',
  'site::app',
  'app:x',
  'id:site:a:b',
];

async function storeOfBefore(ports: ReturnType<typeof portsOver>): Promise<void> {
  await migrateUpTo(ports, '0042', customerMigrations);
  await ports.sql.write(sql`INSERT INTO app_user (user_id, external_id) VALUES ${rowsSql(ids.map((id, index) => [index + 1, id]))}`);
  const accounts = accountKeys.map((key, index) => [index + 1, `natural-${key}`, 'app']);
  await ports.sql.write(sql`INSERT INTO account (account_id, natural_key, app_key) VALUES ${rowsSql(accounts)}`);
  const keys = accountKeys.map((key, index) => [key, index + 1]);
  await ports.sql.write(sql`INSERT INTO account_key (account_key, account_id) VALUES ${rowsSql(keys)}`);
}

async function standsRight({ sql: port }: ReturnType<typeof portsOver>): Promise<void> {
  expect(await usersNamed(port, ids)).toEqual(new Map(ids.map((id, index) => [id, index + 1])));
  const { keys } = await storedNames(port, { keys: accountKeys, users: [], events: [] });
  expect([...keys].map(([key, { accountId }]) => [key, accountId]).sort()).toEqual(
    accountKeys.map((key, index) => [key, index + 1]).sort(),
  );
  const ofSite = await port.query(sql`
    SELECT account_id FROM account_key WHERE key_hash >= ${siteHash('s-1')} AND key_hash < ${`${siteHash('s-1')}~`} ORDER BY account_id`);
  expect(ofSite.map(({ account_id }) => accountKeys[Number(account_id) - 1])).toEqual(['site:s-1:app', 'site:s-1:app:2', 'site:s-1:other']);
  const rows = await port.query(sql`SELECT user_id, short_id FROM app_user ORDER BY user_id`);
  expect(rows.map((row) => row.short_id)).toEqual(ids.map(shortId));
  for (const id of [...ofForms, ...others])
    for (const text of [...new Set([1, 7, 8, 9, 10, 15, 16, 17, 30].map((length) => id.slice(0, length)))]) {
      const found = await usersBeginning(port, text, 1_000);
      const expected = ids.flatMap((one, index) => (one.startsWith(text) ? [index + 1] : []));
      expect({ text, found: found.map(({ userId }) => userId).sort((a, b) => a - b) }).toEqual({ text, found: expected });
    }
}

const suite: EngineSuite = (open) => {
  test('users and accounts of the version before are found by their ids, and users by how these begin', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await storeOfBefore(ports);
    expect(await migrate(ports, customerMigrations)).toEqual(later.map(({ name }) => name));
    expect(await migrate(ports, customerMigrations)).toEqual([]);
    await standsRight(ports);
    await engine.close();
  });

  test('so they are when the migration is killed after each statement', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await storeOfBefore(ports);
    expect(await migrateKilled(ports, customerMigrations)).toBeGreaterThan(later.length / 2);
    await standsRight(ports);
    await engine.close();
  });
};

onEngines('ids_before', suite, { sqlite: 1, mariadb: 1 });
