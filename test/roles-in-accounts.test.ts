import { fillHistory } from '../dev/history/fill';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { accountDetail, userDetail } from '../src/console/accounts';
import { sql } from '../src/platform/sql';
import { readCatalogue } from '../src/profiles/catalogue';
import { measureCoverage } from '../src/profiles/coverage';
import { exportProfiles } from '../src/profiles/export-profiles';
import { previewCondition } from '../src/profiles/segments/preview';
import { memoryKvs } from './memory-kvs';
import { shortId } from '../src/store/short-id';

jest.setTimeout(120_000);

const NOW = Date.parse('2024-03-01T00:00:00Z');
const vendor = simulateVendor({ seed: 'roles', accounts: 120, months: 3, endDay: '2024-02-29' });
/** What the app took each of them for when they first came. */
const told = [...vendor.eventsByMonth()].flatMap(({ introductions }) =>
  introductions.map(({ userId, groupId, context }) => ({ userId, groupId, role: context.traits.role })),
);
const engine = openSqlite(':memory:');
const ports = { ...portsOver(engine), kvs: memoryKvs(), clock: () => NOW };

beforeAll(async () => {
  await fillHistory(engine, vendor, () => NOW);
});
afterAll(() => engine.close());

const NO_DEADLINE = Infinity;

async function exported() {
  const rows: Awaited<ReturnType<typeof exportProfiles>>['rows'][number][] = [];
  let after: string | null = null;
  do {
    const page = await exportProfiles(ports.sql, 'membership', after);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

test('an export says of everybody which role they have in which account', async () => {
  const rows = await exported();
  const said = rows.map(({ account, user, values }) => `${account} ${user} ${String(values.Role)}`);
  expect(said.sort()).toEqual(told.map(({ groupId, userId, role }) => `${groupId} ${userId} ${role}`).sort());
});

test('a user’s page and the accounts’ say which role they have there', async () => {
  const rolesOf = (userId: string) => new Map(told.filter((each) => each.userId === userId).map(({ groupId, role }) => [groupId, role]));
  const many = told.find(({ userId }) => new Set(rolesOf(userId).values()).size > 1)?.userId ?? '';
  const expected = rolesOf(many);
  expect(expected.size).toBeGreaterThan(1);
  const [row] = await ports.sql.query(sql`SELECT user_id FROM app_user WHERE short_id = ${shortId(many)}`);
  const user = await userDetail(ports, Number(row?.user_id));
  const shown = user?.accounts.map(({ account, member }) => [account.entitlementNumber ?? '', member.role] as const) ?? [];
  expect(new Map(shown)).toEqual(expected);
  for (const { account } of user?.accounts ?? []) {
    const detail = await accountDetail(ports, account.accountId);
    const listed = detail?.members.rows.find(({ externalId }) => externalId === many);
    expect(listed?.role).toBe(expected.get(account.entitlementNumber ?? ''));
  }
});

test('the catalogue says how many have one, and a segment asks for it', async () => {
  await measureCoverage(ports, NO_DEADLINE);
  const { properties } = await readCatalogue(ports);
  const role = properties.find(({ kind, key }) => kind === 'membership' && key === 'Role');
  expect(role).toMatchObject({ filled: told.length, examples: ['“Member”', '“Owner”', '“Admin”'] });
  const condition = { type: 'property', property: 'Role', operator: 'is', value: 'Owner' } as const;
  const owners = await previewCondition(ports, { segmentId: null, kind: 'membership', condition }, NO_DEADLINE);
  expect(owners).toMatchObject({ isWhole: true, members: told.filter((each) => each.role === 'Owner').length });
});
