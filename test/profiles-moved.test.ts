import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { chunked } from '../src/store/chunks';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { changeProfiles, readProfiles } from '../src/store/profiles';
import { forgetProfilesOf } from '../src/store/queries/erasure-rows';
import { pairsAround } from '../src/store/segment-members';
import { migrateCutAnywhere } from './killed-migration';
import { onEngines } from './on-engines';
import { profilesIn } from './stored-profiles';

jest.setTimeout(120_000);

/** Accounts, users, users in accounts that they used, and one of whom an account only told. */
const PROFILES = [
  { account_id: 0, user_id: 1, properties: '{"seat":true}', changes: 3 },
  { account_id: 0, user_id: 2, properties: '{"seat":false}', changes: 1 },
  { account_id: 1, user_id: 0, properties: '{"plan":"pro"}', changes: 2 },
  { account_id: 1, user_id: 1, properties: '{"role":"admin"}', changes: 1 },
  { account_id: 1, user_id: 2, properties: '{"role":"guest"}', changes: 4 },
  { account_id: 900_000, user_id: 70_000_000, properties: '{"role":"guest"}', changes: 1 },
];

async function storeOfBefore(engine: SqlEngine, more: number): Promise<ReturnType<typeof portsOver>> {
  const ports = portsOver(engine);
  await migrate(
    ports,
    vendorMigrations.filter(({ name }) => !name.startsWith('0039')),
  );
  const users = Array.from({ length: more }, (_, index) => [0, 1_000 + index, '{}', 1]);
  for (const chunk of chunked([...PROFILES.map((row) => Object.values(row)), ...users]))
    await ports.sql.write(sql`INSERT INTO profile (account_id, user_id, properties, changes) VALUES ${rowsSql(chunk)}`);
  await ports.sql.write(sql`INSERT INTO app_user (user_id, short_id) VALUES (1, 'ann'), (2, 'bo'), (4, 'dee'), (70000000, 'cy')`);
  await ports.sql.write(sql`INSERT INTO membership (account_id, user_id, first_day, last_day) VALUES (1, 1, 20000, 20001)`);
  return ports;
}

function suite(open: () => Promise<SqlEngine>): void {
  test('profiles of before come over, cut before any statement and run twice', async () => {
    const begin = async () => {
      const engine = await open();
      return { ports: await storeOfBefore(engine, 0), close: () => engine.close() };
    };
    await migrateCutAnywhere(begin, vendorMigrations, async (port) => {
      expect(await profilesIn(port)).toEqual(PROFILES);
    });
  });

  test('more than a statement moves, by two runs at once: none is lost', async () => {
    const engine = await open();
    const ports = await storeOfBefore(engine, 20_500);
    // An engine may end one of two that write the same rows; that is as if it had been cut.
    await Promise.allSettled([migrate(ports, vendorMigrations), migrate(ports, vendorMigrations)]);
    await migrate(ports, vendorMigrations);
    const rows = await profilesIn(ports.sql);
    expect(rows).toHaveLength(PROFILES.length + 20_500);
    expect(rows.filter(({ properties }) => properties !== '{}').map(({ user_id }) => user_id)).toEqual(
      PROFILES.map(({ user_id }) => user_id),
    );
    await engine.close();
  });

  test('who was only told of is found around account and user, also after a change, and goes with an erasure', async () => {
    const engine = await open();
    const { sql: port, ddl } = await storeOfBefore(engine, 0);
    await migrate({ sql: port, ddl }, vendorMigrations);
    const cy = { accountId: 900_000, userId: 70_000_000 };
    const around = async () => [
      await pairsAround(port, { accounts: [1], users: [] }, 10),
      await pairsAround(port, { accounts: [], users: [2, cy.userId] }, 10),
    ];
    const pairs = [
      [
        { accountId: 1, userId: 1 },
        { accountId: 1, userId: 2 },
      ],
      [{ accountId: 1, userId: 2 }, cy],
    ];
    expect(await around()).toEqual(pairs);
    await changeProfiles(port, [{ ...cy, set: { role: 'admin' } }]);
    expect(await around()).toEqual(pairs);
    const dee = { accountId: 1, userId: 4 };
    const used = { accountId: 1, userId: 1 };
    await changeProfiles(port, [
      { ...dee, set: { role: 'admin' } },
      { ...used, set: { role: 'guest' } },
    ]);
    expect(await pairsAround(port, { accounts: [], users: [4] }, 10)).toEqual([dee]);
    expect(await port.query(sql`SELECT user_id FROM profile_pair ORDER BY user_id`)).toEqual(
      [2, 4, cy.userId].map((user_id) => ({ user_id })),
    );
    expect([...((await readProfiles(port, [cy])).get('900000:70000000') ?? [])]).toEqual([['role', 'admin']]);
    await forgetProfilesOf(port, ['ann', 'bo', 'cy', 'dee']);
    expect((await profilesIn(port)).map(({ account_id, user_id }) => [account_id, user_id])).toEqual([[1, 0]]);
    expect(await port.query(sql`SELECT user_id FROM profile_pair`)).toEqual([]);
    await engine.close();
  });
}

onEngines('profiles', suite, { sqlite: 1, mariadb: 1 });
