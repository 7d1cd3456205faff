import { readLicence } from '../marketplace/licence-record';
import licences from '../marketplace/fixtures/licences.json';
import { licenceCalls, licenceFacts, standingCall } from '../marketplace/propagate';
import { sentPlan } from '../plan';
import { accountLife } from './account-life';
import { licenseFacts } from './identity';
import { kitAccountTraits } from './kit-plan';
import { TRAIT_OWNERS } from './trait-owners';

const NOW = Date.parse('2028-02-29T12:00:00Z');

/** The names that the Marketplace side really sends of accounts, over every kind of licence that the fixtures know. */
const fromMarketplace = new Set(
  Object.values(licences).flatMap((raw) => {
    const read = readLicence(raw);
    if (read.kind !== 'row') return [];
    const stamp = { rowKey: 'r', version: 1, hash: 'h', at: '2028-02-29T12:00:00.000Z' };
    const standing = { rowKey: 'r', version: 1, pending: true, changedAt: stamp.at, mrrCents: 1, billingCycle: 'Monthly', stage: 'paying' };
    const setting = { mode: 'properties', key: 'k', withEmails: true, erased: new Set<string>() } as const;
    return [...licenceCalls(licenceFacts(read.row), stamp, setting), standingCall(read.row, standing)]
      .filter((call) => call.type === 'group')
      .flatMap((call) => Object.keys(call.traits ?? {}));
  }),
);

/** The names that the app really sends. */
function fromRunTime(license: object | null): string[] {
  const facts = {
    appKey: 'app',
    appVersion: '1.0.0',
    environmentType: 'PRODUCTION',
    cloudId: 'cloud-1',
    accountId: null,
    license: licenseFacts(license),
  };
  const options = { occasion: { kind: 'heartbeat' }, internalSites: new Set<string>() } as const;
  const { calls } = accountLife(null, facts, { checklists: 1, templates: 0 }, NOW, options);
  return calls.filter((call) => call.type === 'group').flatMap((call) => Object.keys(call.traits ?? {}));
}
const entitled = fromRunTime({ active: true, ccpEntitlementSlug: 'E-1' });
const siteOnly = fromRunTime(null);
const ownedBy = (owner: string) => Object.keys(TRAIT_OWNERS).filter((name) => TRAIT_OWNERS[name] === owner);

test('of an account that both sides tell of, no property has two owners', () => {
  expect(fromMarketplace.size).toBeGreaterThan(10);
  expect(entitled.filter((name) => fromMarketplace.has(name))).toEqual([]);
});

test('the table says who really sends what', () => {
  expect([...fromMarketplace].sort()).toEqual(ownedBy('marketplace').sort());
  const kits = entitled.filter((name) => name in kitAccountTraits);
  expect(kits.sort()).toEqual(ownedBy('run-time').sort());
});

test('an account that no report can know is named by the run time, and by nothing else', () => {
  expect(siteOnly.filter((name) => !entitled.includes(name))).toEqual(['name']);
});

test('whatever is sent of an account is in the plan, and the app has taken no name that is spoken for', () => {
  expect([...siteOnly].sort()).toEqual(Object.keys(sentPlan.account).sort());
  expect(['checklists', 'templates'].filter((name) => name in TRAIT_OWNERS)).toEqual([]);
});
