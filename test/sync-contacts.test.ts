import licences from '../src/marketplace/fixtures/licences.json';
import transactions from '../src/marketplace/fixtures/transactions.json';
import { contactId } from '../src/marketplace/contacts';
import { keepContacts } from '../src/marketplace/keep-contacts';
import { readLicence } from '../src/marketplace/licence-record';
import { storedSale } from '../src/marketplace/stored-sale';
import { unpackRaw } from '../src/marketplace/raw-text';
import { tellStandings } from '../src/marketplace/tell-standings';
import { sql } from '../src/platform/sql';
import { refreshAccounts } from '../src/profiles/refresh-accounts';
import { previewCondition } from '../src/profiles/segments/preview';
import type { Condition } from '../src/segments/condition';
import { contactLetter, domainOf, roleOf } from '../src/store/contact-letters';
import { namedContacts } from '../src/store/queries/named-contacts';
import { rowHash } from '../src/store/row-hash';
import { fullId } from '../src/store/short-id';
import { touchedPairs } from '../src/store/segment-touched';
import { dyingAt } from './dying-at';
import { memoryMarketplace } from './memory-marketplace';
import { sync, withVendor, type SyncedVendor } from './synced-vendor';

const DAY = 86_400_000;
const person = (email: string) => ({ email, name: `Name of ${email}` });
const RTBF = { email: 'RTBF', name: 'RTBF' };
type Contacts = { technical?: object; billing?: object; reseller?: object };
const licence = (name: string, { technical = {}, billing = {}, reseller }: Contacts, lastUpdated = '2026-11-01') => ({
  ...licences.converted,
  appEntitlementId: `id-${name}`,
  appEntitlementNumber: `E-${name}`,
  lastUpdated,
  contactDetails: { ...licences.converted.contactDetails, technicalContact: technical, billingContact: billing },
  ...(reseller === undefined ? {} : { partnerDetails: { partnerName: 'Partner AG', partnerType: 'Expert', billingContact: reseller } }),
});
const sale = (name: string, email: string) => ({
  ...transactions.annual_new[0],
  transactionId: `IN-${name}`,
  appEntitlementId: `id-${name}`,
  appEntitlementNumber: `E-${name}`,
  customerDetails: { company: 'Example GmbH', technicalContact: person(email) },
});
const id = (email: string) => contactId(email, 'k');

const rowsIn = (of: SyncedVendor) =>
  of.ports.sql.query(
    sql`SELECT l.entitlement_id, r.role, r.short_id, r.domain FROM contact_role r LEFT JOIN licence l ON l.row_hash = r.row_hash`,
  );
const rolesIn = async (of: SyncedVendor) =>
  (await rowsIn(of))
    .map((row) => `entitlement:${String(row.entitlement_id)} ${roleOf(String(row.role))} ${fullId(String(row.short_id))}`)
    .sort();
const domainsIn = async (of: SyncedVendor) =>
  [...new Set((await rowsIn(of)).map((row) => `${domainOf(String(row.domain))} ${fullId(String(row.short_id))}`))].sort();
const erasedIn = async (of: SyncedVendor) =>
  (await of.ports.sql.query(sql`SELECT short_id, erased_at FROM contact_erased`)).map((row) => [
    fullId(String(row.short_id)),
    row.erased_at,
  ]);

test('who is named on licences is known by role and by a keyed hash, with the kind of their domain', async () => {
  const rows = [
    licence('1', { technical: person('ann@example.com'), billing: person('Bob@gmail.com'), reseller: person('cho@partner.example') }),
    licence('2', { technical: person('dan@partner.example'), reseller: person('cho@partner.example') }),
  ];
  await withVendor(memoryMarketplace({ licences: rows, transactions: [] }), async (of) => {
    await sync(of);
    expect(await rolesIn(of)).toEqual(
      [
        `entitlement:id-1 billing ${id('bob@gmail.com')}`,
        `entitlement:id-1 reseller ${id('cho@partner.example')}`,
        `entitlement:id-1 technical ${id('ann@example.com')}`,
        `entitlement:id-2 reseller ${id('cho@partner.example')}`,
        `entitlement:id-2 technical ${id('dan@partner.example')}`,
      ].sort(),
    );
    expect(await domainsIn(of)).toEqual([
      `company ${id('ann@example.com')}`,
      `free ${id('bob@gmail.com')}`,
      ...[id('cho@partner.example'), id('dan@partner.example')].sort().map((one) => `partner ${one}`),
    ]);
    expect(await namedContacts(of.ports.sql, ['entitlement:id-1', 'entitlement:id-2'])).toEqual(
      [
        { contactId: id('ann@example.com'), roles: ['technical'], domain: 'company' },
        { contactId: id('bob@gmail.com'), roles: ['billing'], domain: 'free' },
        { contactId: id('cho@partner.example'), roles: ['reseller'], domain: 'partner' },
        { contactId: id('dan@partner.example'), roles: ['technical'], domain: 'partner' },
      ].sort((a, b) => (a.contactId < b.contactId ? -1 : 1)),
    );
    // The customer's own domain is told; a mail provider's or a partner's is nobody's.
    const domains = of.told.filter((call) => call.anonymousId !== undefined).map((call) => call.traits?.companyDomain);
    expect(domains).toEqual(['example.com', null]);
    expect(of.told.every((call) => !('domain' in (call.traits ?? {})))).toBe(true);
    // Somebody else takes over, and one role is empty.
    of.world.rows.licences[0] = licence('1', { technical: person('eve@example.com'), billing: person('bob@gmail.com') }, '2026-11-22');
    of.clock.now += DAY;
    await sync(of);
    expect((await rolesIn(of)).filter((row) => row.includes('id-1'))).toEqual([
      `entitlement:id-1 billing ${id('bob@gmail.com')}`,
      `entitlement:id-1 technical ${id('eve@example.com')}`,
    ]);
    expect(of.erased).toEqual([]);
  });
});

test.each([
  ['users', {}, { identify: 2, member: 2 }, {}],
  [
    'properties',
    { CONTACT_EMAILS: 'on' },
    { identify: 0, member: 0 },
    {
      technicalContact: id('ann@example.com'),
      technicalContactEmail: 'ann@example.com',
      billingContactName: 'Name of bob@gmail.com',
      resellerContact: null,
    },
  ],
  ['properties', {}, { identify: 0, member: 0 }, { billingContact: id('bob@gmail.com') }],
  ['off', { CONTACT_EMAILS: 'on' }, { identify: 0, member: 0 }, {}],
  ['nonsense', { CONTACT_EMAILS: 'on' }, { identify: 0, member: 0 }, {}],
])('contacts as %s %j', async (mode, besides, calls, traits) => {
  const rows = [licence('1', { technical: person('ann@example.com'), billing: person('bob@gmail.com') })];
  const variables = { MARKETPLACE_CONTACTS: mode, ...besides };
  await withVendor(
    memoryMarketplace({ licences: rows, transactions: [] }),
    async (of) => {
      await sync(of);
      const told = (of_: (call: SyncedVendor['told'][number]) => boolean) => of.told.filter(of_).length;
      expect({
        identify: told((call) => call.type === 'identify'),
        member: told((call) => call.type === 'group' && call.userId !== undefined),
      }).toEqual(calls);
      const [account] = of.told;
      expect(account?.traits).toMatchObject(traits);
      if (mode !== 'properties') expect(Object.keys(account?.traits ?? {}).filter((name) => name.includes('Contact'))).toEqual([]);
      if (!('CONTACT_EMAILS' in besides) || mode !== 'properties') expect(JSON.stringify(of.told)).not.toMatch(/ann@|bob@|Name of/);
    },
    undefined,
    variables,
  );
});

/** Ann is erased at the Marketplace; so far only one of the records that name her says so. */
async function annErased(of: SyncedVendor): Promise<void> {
  await sync(of);
  of.told.length = 0;
  of.world.rows.licences[0] = licence('1', { technical: RTBF, billing: person('bob@example.com') }, '2026-11-22');
  of.clock.now += DAY;
}
const withAnn = () =>
  memoryMarketplace({
    licences: [
      licence('1', { technical: person('ann@example.com'), billing: person('bob@example.com') }),
      licence('2', { technical: person('ann@example.com') }),
      licence('3', { technical: RTBF }),
    ],
    transactions: [sale('1', 'ann@example.com'), sale('2', 'ann@example.com'), sale('3', 'bob@example.com')],
  });

async function everythingSaid(of: SyncedVendor): Promise<string> {
  const rows = [
    ...(await of.ports.sql.query(sql`SELECT TO_BASE64(record) AS raw FROM licence`)),
    ...(await of.ports.sql.query(sql`SELECT TO_BASE64(record) AS raw FROM transaction_line`)),
  ];
  const changes = await of.ports.sql.query(sql`SELECT changes FROM row_change`);
  return rows.map((row) => unpackRaw(String(row.raw))).join('\n') + JSON.stringify(changes);
}

async function domainsOfSales(of: SyncedVendor): Promise<(string | null)[]> {
  const rows = await of.ports.sql.query(sql`SELECT TO_BASE64(record) AS raw FROM transaction_line ORDER BY id`);
  return rows.map((row) => storedSale(String(row.raw)).contactDomain);
}

test('who was erased at the Marketplace is erased here and at destinations, in every record, and is never told of again', async () => {
  await withVendor(withAnn(), async (of) => {
    await sync(of);
    expect(of.erased).toEqual([]);
    expect(await everythingSaid(of)).toContain('ann@example.com');
    const domains = await domainsOfSales(of);
    expect(new Set(domains)).toEqual(new Set([expect.any(String)]));
    await annErased(of);
    await sync(of);
    // What her company bought goes on to continue what it continued.
    expect(await domainsOfSales(of)).toEqual(domains);
    expect(of.erased).toEqual([id('ann@example.com')]);
    expect(await everythingSaid(of)).not.toMatch(/ann@/);
    expect(await everythingSaid(of)).toContain('bob@example.com');
    expect(await rolesIn(of)).toEqual([`entitlement:id-1 billing ${id('bob@example.com')}`]);
    expect(await erasedIn(of)).toEqual([[id('ann@example.com'), '2026-11-22T12:00:00.000Z']]);
    // A record that still names her comes in changed: it is told, she is not.
    of.told.length = 0;
    of.world.rows.licences[1] = { ...licence('2', { technical: person('ann@example.com') }, '2026-11-23'), status: 'cancelled' };
    of.clock.now += DAY;
    await sync(of);
    expect(of.told.map((call) => [call.type, call.groupId])).toEqual([['group', 'E-2']]);
    expect(JSON.stringify(of.told)).not.toContain(id('ann@example.com'));
    expect((await rolesIn(of)).length).toBe(1);
  });
});

test('an erasure that is cut at any statement is done by the next run', async () => {
  const read = readLicence(licence('1', { technical: RTBF, billing: person('bob@example.com') }));
  if (read.kind !== 'row') throw new Error(read.reason);
  const cut: { survived: boolean } = { survived: false };
  for (let k = 1; !cut.survived; k += 1) {
    await withVendor(withAnn(), async (of) => {
      await annErased(of);
      const contacts = { contactKey: 'k', eraseContacts: (ids: readonly string[]) => of.ports.eraseContacts(ids) };
      const seen = { at: '2026-11-22T12:00:00.000Z', run: 1, pass: 'delta' } as const;
      cut.survived = await keepContacts(dyingAt(of.ports.sql, k), contacts, [read.row], seen).then(
        () => true,
        () => false,
      );
      await keepContacts(of.ports.sql, contacts, [read.row], seen);
      expect({ k, erased: [...new Set(of.erased)] }).toEqual({ k, erased: [id('ann@example.com')] });
      expect(await everythingSaid(of)).not.toMatch(/ann@/);
      expect(await rolesIn(of)).toEqual([`entitlement:id-1 billing ${id('bob@example.com')}`]);
    });
  }
}, 30_000);

test('what sales amount to is told once they are in, and again when it changes, with time too', async () => {
  const today = Date.parse('2026-11-21T12:00:00Z');
  const paid = (name: string, from: string, to: string) => ({
    ...transactions.annual_new[0],
    transactionId: `IN-${name}`,
    appEntitlementId: `id-${name}`,
    appEntitlementNumber: `E-${name}`,
    lastUpdated: from,
    purchaseDetails: {
      ...transactions.annual_new[0]?.purchaseDetails,
      saleDate: from,
      maintenanceStartDate: from,
      maintenanceEndDate: to,
      purchasePrice: 1_200,
    },
  });
  const until = (maintenanceEndDate: string, besides: object = {}) => ({ ...licence('1', {}), maintenanceEndDate, ...besides });
  const rows = [
    until('2026-12-01'),
    { ...licence('2', {}), maintenanceEndDate: '2027-12-01', licenseType: 'COMMUNITY' },
    { ...licence('3', {}), licenseType: 'EVALUATION', maintenanceEndDate: '2026-11-25' },
    { ...licence('4', {}), licenseSourceType: 'Atlassian' },
  ];
  await withVendor(
    memoryMarketplace({ licences: rows, transactions: [paid('1', '2025-12-01', '2026-12-01')] }),
    async (of) => {
      await sync(of);
      of.told.length = 0;
      const told = () =>
        of.told
          .splice(0)
          .map(({ groupId, traits }) => [groupId, traits])
          .sort();
      expect(await tellStandings(of.ports, 0)).toBeNull();
      const [first] = of.told;
      expect(first?.messageId).toMatch(/^mp-[0-9a-f]{40}$/);
      expect(told()).toEqual([
        ['E-1', { mrr: 100, billingCycle: 'Annual', stage: 'paying' }],
        ['E-2', { mrr: 0, billingCycle: null, stage: 'free' }],
        ['E-3', { mrr: 0, billingCycle: null, stage: 'evaluating' }],
      ]);
      await tellStandings(of.ports, 0);
      expect(told()).toEqual([]);
      of.clock.now = Date.parse('2026-12-02T00:00:00Z');
      // Nobody could be reached: it is told with the next walk, once, under the id that it had.
      const ids: string[] = [];
      const deaf = {
        ...of.ports,
        emit: (calls: readonly { messageId: string }[]) => (
          ids.push(...calls.map((call) => call.messageId)),
          Promise.reject(new Error('down'))
        ),
      };
      await expect(tellStandings(deaf, 0)).rejects.toThrow('down');
      of.clock.now += DAY;
      await tellStandings(of.ports, 0);
      expect(of.told.map((call) => call.messageId).sort()).toEqual(ids.sort());
      expect(told()).toEqual([
        ['E-1', { mrr: 0, billingCycle: null, stage: 'churned' }],
        ['E-3', { mrr: 0, billingCycle: null, stage: 'not converted' }],
      ]);
      await tellStandings(of.ports, 0);
      expect(told()).toEqual([]);
    },
    today,
  );
});

test('segments of accounts ask which roles the people on the licence have, and follow when they change', async () => {
  const marketplace = memoryMarketplace({
    licences: [
      licence('1', { technical: person('ann@example.com'), billing: person('Bob@gmail.com') }),
      licence('2', { technical: person('dan@example.org') }),
    ],
    transactions: [],
  });
  await withVendor(marketplace, async (of) => {
    await sync(of);
    const ports = { sql: of.ports.sql, clock: () => Date.parse('2026-11-02T00:00:00Z') };
    const refresh = async () => {
      for (let after: number | null = 0; after !== null;) after = await refreshAccounts(ports, after);
    };
    const meeting = async (condition: Condition) => {
      const found = await previewCondition(ports, { segmentId: null, kind: 'account', condition }, Infinity);
      const names = (found?.sample ?? []).map(({ accountId }) => accountId);
      const rows = await of.ports.sql.query(sql`SELECT account_id, entitlement_id FROM account ORDER BY account_id`);
      return rows.filter((row) => names.includes(Number(row.account_id))).map((row) => row.entitlement_id);
    };
    const named = (operator: string, value: string[]): Condition => ({ type: 'property', property: 'contact-roles', operator, value });
    await refresh();
    expect(await meeting(named('includesAny', ['billing']))).toEqual(['id-1']);
    expect(await meeting(named('includesNone', ['billing']))).toEqual(['id-2']);
    expect(await meeting({ type: 'property', property: 'contacts', operator: 'isAtLeast', value: 2 })).toEqual(['id-1']);
    expect(await meeting({ type: 'property', property: 'contact-domains', operator: 'includesAll', value: ['company', 'free'] })).toEqual([
      'id-1',
    ]);

    await of.ports.sql.write(sql`DELETE FROM segment_touched`);
    await refresh();
    expect(await touchedPairs(of.ports.sql, 9)).toEqual([]);
    await of.ports.sql.write(
      sql`UPDATE contact_role SET role = ${contactLetter('billing')} WHERE row_hash = ${rowHash('entitlement:id-2')}`,
    );
    await refresh();
    expect(await touchedPairs(of.ports.sql, 9)).toHaveLength(1);
    expect(await meeting(named('includesAny', ['billing']))).toEqual(['id-1', 'id-2']);
  });
});
