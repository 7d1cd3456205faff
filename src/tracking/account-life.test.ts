import fc from 'fast-check';
import { SegmentCall } from '../delivery/envelope';
import { dayNumberOf } from '../platform/days';
import { accountLife, mergeCalls, type Occasion } from './account-life';
import { readAccountLife, type AccountLifeState } from './account-life-state';
import { traitSchemas, propertiesSchema } from './properties-schema';
import { kitAccountTraits, kitPlan } from './kit-plan';
import { licenseFacts } from './identity';
import type { InvocationFacts } from './identity';

const DAY_MS = 86_400_000;
const START = Date.parse('2028-02-27T06:00:00Z');
const heartbeat: Occasion = { kind: 'heartbeat' };
const installed: Occasion = { kind: 'installed', key: 'ari-1:1.0.0' };

const raw = {
  active: true,
  isEvaluation: false,
  billingPeriod: 'MONTHLY',
  capabilitySet: 'capabilityStandard',
  ccpEntitlementId: 'ent-1',
  ccpEntitlementSlug: 'E-1',
};
const trial = { ...raw, isEvaluation: true, trialEndDate: '2028-03-28T00:00:00Z' };
const factsWith = (license: object | null, fields: Partial<InvocationFacts> = {}): InvocationFacts => ({
  appKey: 'app',
  appVersion: '2.1.0',
  environmentType: 'PRODUCTION',
  cloudId: 'cloud-1',
  accountId: null,
  license: licenseFacts(license),
  ...fields,
});

/** One installation; its state goes through storage between looks. */
function site() {
  let state: AccountLifeState | null = null;
  return {
    look(facts: InvocationFacts, now: number, occasion = heartbeat, { keep = true, snapshot = {} } = {}) {
      const before = readAccountLife(JSON.parse(JSON.stringify(state)), facts.cloudId);
      const life = accountLife(before, facts, snapshot, now, { occasion, internalSites: new Set(['cloud-vendor']) });
      const faults = life.calls.flatMap(faultsOf);
      if (faults.length > 0) throw new Error(faults.join(', '));
      if (keep) state = life.after;
      return life;
    },
  };
}
const traits = traitSchemas(kitAccountTraits);
const schemas = new Map(Object.entries(kitPlan).map(([event, definition]) => [event, propertiesSchema(definition)]));
/** What is wrong with a call, in words. */
function faultsOf(call: SegmentCall): string[] {
  const group = call.context?.groupId ?? null;
  const wrong = (fault: boolean, what: string) => (fault ? [what] : []);
  return [
    ...wrong(!SegmentCall.safeParse(call).success, 'no Segment call'),
    ...wrong(group === null || call.anonymousId !== group || call.userId !== undefined, 'not about the account alone'),
    ...(call.type === 'track'
      ? [
          ...wrong(schemas.get(call.event ?? '')?.safeParse(call.properties).success !== true, `${call.event ?? ''} is not as planned`),
          ...wrong(call.context?.forge?.feature !== false, 'usage'),
        ]
      : [
          ...wrong(call.type !== 'group' || call.groupId !== group, 'no group'),
          ...Object.entries(call.traits ?? {}).flatMap(([name, value]) =>
            wrong(name !== 'lists' && traits.get(name)?.safeParse(value).success !== true, `trait ${name}`),
          ),
        ]),
  ];
}
const told = (calls: readonly SegmentCall[]) => calls.map(({ type, event }) => event ?? type);
const of = (calls: readonly SegmentCall[], event: string) => calls.find((call) => call.event === event);

test('an installation with an evaluation is told once, however often the trigger comes', () => {
  const { look } = site();
  const first = look(factsWith(trial), START, installed);
  expect(told(first.calls)).toEqual(['group', 'App Installed', 'Trial Started']);
  expect(first.calls[0]).toEqual({
    type: 'group',
    messageId: expect.stringMatching(/^tm-[0-9a-f]{40}$/) as string,
    anonymousId: 'E-1',
    groupId: 'E-1',
    timestamp: '2028-02-27T06:00:00.000Z',
    traits: {
      cloudId: 'cloud-1',
      siteKind: 'production',
      environmentType: 'production',
      appVersion: '2.1.0',
      installed: true,
      licenceState: 'evaluation',
      isEvaluation: true,
      installedEdition: 'standard',
      billingPeriod: 'monthly',
      trialEndsDay: '2028-03-28',
      subscriptionEndsDay: null,
    },
    context: {
      groupId: 'E-1',
      app: { name: 'app', version: '2.1.0' },
      forge: { appKey: 'app', cloudId: 'cloud-1', entitlementId: 'ent-1', environmentType: 'PRODUCTION' },
    },
  });
  expect(of(first.calls, 'Trial Started')?.properties).toEqual({
    trial_start_date: '2028-02-27',
    trial_end_date: '2028-03-28',
    trial_plan_name: 'standard',
  });
  expect(look(factsWith(trial), START + 1, installed).calls).toEqual([]);
});

test('what is handed over but not kept is said again under the same ids', () => {
  const { look } = site();
  const ids = (calls: readonly SegmentCall[]) => calls.map(({ messageId }) => messageId);
  const first = look(factsWith(trial), START, installed, { keep: false });
  expect(ids(look(factsWith(trial), START + 5_000, installed).calls)).toEqual(ids(first.calls));
  const bought = look(factsWith(raw), START + DAY_MS, heartbeat, { keep: false });
  expect(told(bought.calls)).toEqual(['group', 'Trial Ended', 'Licence Activated', 'Site Observed']);
  expect(ids(look(factsWith(raw), START + DAY_MS + 60_000).calls)).toEqual(ids(bought.calls));
  expect(look(factsWith(raw), START + DAY_MS + 120_000).calls).toEqual([]);
});

test('a life: evaluated, bought, upgraded, another edition, lapsed, gone', () => {
  const { look } = site();
  const at = (day: number) => START + day * DAY_MS;
  look(factsWith(trial), at(0), installed);
  expect(told(look(factsWith(trial), at(0) + 1).calls)).toEqual(['Site Observed']);
  const bought = look(factsWith(raw), at(30)).calls;
  expect(of(bought, 'Trial Ended')?.properties).toEqual({
    trial_start_date: '2028-02-27',
    trial_end_date: '2028-03-28',
    trial_plan_name: 'standard',
  });
  expect(of(bought, 'Licence Activated')?.properties).toEqual({ edition: 'standard' });
  const upgraded = look(factsWith(raw, { appVersion: '3.0.0' }), at(31), { kind: 'upgraded', key: 'ari-1:3.0.0' }).calls;
  expect(told(upgraded)).toEqual(['group', 'App Upgraded']);
  const advanced = { ...raw, capabilitySet: 'capabilityAdvanced' };
  const changed = look(factsWith(advanced, { appVersion: '3.0.0' }), at(31) + 1).calls;
  expect(told(changed)).toEqual(['group', 'Edition Changed', 'Site Observed']);
  expect(of(changed, 'Edition Changed')?.properties).toEqual({ from: 'standard', to: 'advanced' });
  const lapsed = look(factsWith({ ...advanced, active: false }, { appVersion: '3.0.0' }), at(60)).calls;
  expect(of(lapsed, 'Licence Lapsed')?.properties).toEqual({ edition: 'advanced' });
  expect(of(lapsed, 'Site Observed')?.properties).toEqual({ licence: 'inactive' });
  const gone = look(factsWith({ ...advanced, active: false }, { appVersion: '3.0.0' }), at(60) + 1, { kind: 'uninstalled' }).calls;
  expect(told(gone)).toEqual(['group', 'App Uninstalled']);
  expect(gone[0]?.traits).toMatchObject({ installed: false, licenceState: 'inactive' });
});

test('what was so before the first look is no news', () => {
  expect(told(site().look(factsWith(raw), START).calls)).toEqual(['group', 'Site Observed']);
  expect(told(site().look(factsWith(trial), START).calls)).toEqual(['group', 'Site Observed']);
  const { look } = site();
  look(factsWith(trial), START);
  expect(of(look(factsWith(raw), START + DAY_MS).calls, 'Trial Ended')?.properties).toEqual({
    trial_end_date: '2028-03-28',
    trial_plan_name: 'standard',
  });
});

test('A to B to A within a day is three events with three ids', () => {
  const { look } = site();
  look(factsWith(raw), START);
  const inactive = { ...raw, active: false };
  const calls = [inactive, raw, inactive].flatMap((license, index) => look(factsWith(license), START + index + 1).calls);
  expect(told(calls)).toEqual(['group', 'Licence Lapsed', 'group', 'Licence Activated', 'group', 'Licence Lapsed']);
  expect(new Set(calls.map(({ messageId }) => messageId)).size).toBe(6);
});

test('an entitlement that appears takes the account over; members follow', () => {
  const { look } = site();
  const bare = look(factsWith(null), START).calls;
  expect(bare[0]).toMatchObject({ groupId: 'cloud-1', traits: { name: 'cloud-1:app', licenceState: 'none', installedEdition: 'none' } });
  const { calls, merged } = look(factsWith(trial), START + DAY_MS);
  expect(merged).toEqual({ from: 'cloud-1', to: 'E-1' });
  expect(told(calls)).toEqual(['group', 'Account Merged', 'Trial Started', 'Site Observed']);
  expect(of(calls, 'Account Merged')).toMatchObject({ anonymousId: 'E-1', properties: { previousId: 'cloud-1' } });
  expect(calls[0]?.traits).not.toHaveProperty('name');

  const links = mergeCalls([{ knownAs: 'u1' }, { knownAs: 'u2' }], factsWith(trial), { now: START });
  expect(links).toMatchObject([
    { type: 'group', userId: 'u1', groupId: 'E-1', traits: {} },
    { type: 'group', userId: 'u2', groupId: 'E-1', traits: {} },
  ]);
  expect(new Set(links.map(({ messageId }) => messageId)).size).toBe(2);
  expect(mergeCalls([{ knownAs: 'u1' }], factsWith(trial), { now: START + 5 })[0]?.messageId).toBe(links[0]?.messageId);
});

test('an id that gains its number is a merge, too', () => {
  const { look } = site();
  look(factsWith({ ...raw, ccpEntitlementSlug: 'NULL' }), START);
  expect(look(factsWith(raw), START + DAY_MS).merged).toEqual({ from: 'ent-1', to: 'E-1' });
});

test('a platform that stops naming the entitlement moves nobody', () => {
  const { look } = site();
  look(factsWith(raw), START);
  const { calls, merged } = look(factsWith(null), START + DAY_MS);
  expect(merged).toBeNull();
  expect(told(calls)).toEqual(['group', 'Licence Lapsed', 'Site Observed']);
  expect(calls.every(({ context }) => context?.groupId === 'E-1')).toBe(true);
  expect(calls[0]?.traits).toMatchObject({ licenceState: 'none' });
});

test('another entitlement is another account, whose licence begins', () => {
  const { look } = site();
  look(factsWith(raw), START);
  const { calls, merged } = look(factsWith({ ...raw, ccpEntitlementId: 'ent-2', ccpEntitlementSlug: 'E-2' }), START + DAY_MS);
  expect(merged).toBeNull();
  expect(told(calls)).toEqual(['group', 'Licence Activated', 'Site Observed']);
  expect(calls.every(({ context }) => context?.groupId === 'E-2')).toBe(true);
});

test.each([
  [{ cloudId: 'cloud-vendor' }, 'internal'],
  [{ environmentType: 'STAGING' }, 'sandbox'],
  [{ environmentType: 'DEVELOPMENT' }, 'development'],
  [{ environmentType: 'elsewhere' }, 'development'],
])('a site with %j is tagged %s', (fields, siteKind) => {
  expect(site().look(factsWith(null, fields), START).calls[0]?.traits).toMatchObject({ siteKind });
});

test('a copy of the site is another account: what its storage says is of the original', () => {
  const { look } = site();
  look(factsWith(raw), START);
  expect(told(look(factsWith(null, { cloudId: 'cloud-copy' }), START + DAY_MS).calls)).toEqual(['group', 'Site Observed']);
});

test('what exists is told when it changed, and an occasion that does not count it forgets nothing', () => {
  const { look } = site();
  look(factsWith(raw), START, heartbeat, { snapshot: { lists: 1 } });
  expect(told(look(factsWith(raw), START + DAY_MS, heartbeat, { snapshot: { lists: 1 } }).calls)).toEqual(['Site Observed']);
  const more = look(factsWith(raw), START + 2 * DAY_MS, heartbeat, { snapshot: { lists: 2 } }).calls;
  expect(more[0]?.traits).toMatchObject({ lists: 2 });
  expect(told(look(factsWith(raw), START + 2 * DAY_MS + 1, { kind: 'upgraded', key: 'k' }).calls)).toEqual(['App Upgraded']);
});

test('who asks for a sign gets the account, each time anew', () => {
  const { look } = site();
  look(factsWith(raw), START);
  const [first, second] = [1, 2].map((ms) => look(factsWith(raw), START + ms, { kind: 'asked' }).calls);
  expect([first, second].map((calls) => told(calls ?? []))).toEqual([['group'], ['group']]);
  expect(first?.[0]?.messageId).not.toBe(second?.[0]?.messageId);
});

const licences = {
  none: null,
  evaluation: trial,
  active: raw,
  advanced: { ...raw, capabilitySet: 'capabilityAdvanced' },
  inactive: { ...raw, active: false },
};
type Named = keyof typeof licences;
const kindOf = (named: Named) => (named === 'advanced' ? 'active' : named);

test('over any life, looked at once or twice a day: each change is told exactly once, and no week goes by without the account', () => {
  const day = fc.record({ twice: fc.boolean(), lost: fc.boolean(), hour: fc.nat({ max: 17 }) });
  // Licences last: stretches of a day and of weeks.
  const stretch = fc
    .tuple(
      fc.constantFrom<Named>('none', 'evaluation', 'active', 'advanced', 'inactive'),
      fc.array(day, { minLength: 1, maxLength: 20, size: 'max' }),
    )
    .map(([licence, looks]) => looks.map((look) => ({ licence, ...look })));
  const days = fc.array(stretch, { minLength: 1, maxLength: 5 }).map((stretches) => stretches.flat());
  fc.assert(
    fc.property(days, (life) => {
      const { look } = site();
      const sent = new Map<string, SegmentCall>();
      let lastGroup: number | null = null;
      life.forEach(({ licence, twice, lost, hour }, day) => {
        const now = START + day * DAY_MS + hour * 3_600_000;
        // Handed over, and then the function died before the state was kept.
        if (lost)
          for (const call of look(factsWith(licences[licence]), now, heartbeat, { keep: false }).calls) sent.set(call.messageId, call);
        for (const again of twice ? [0, 1] : [0]) {
          const { calls } = look(factsWith(licences[licence]), now + again + 1);
          if (again === 1 && calls.length > 0) throw new Error('The second look of a day found something');
          for (const call of calls) sent.set(call.messageId, call);
          if (now - (lastGroup ?? now) >= 7 * DAY_MS) throw new Error('A week without the account');
          if (calls.some(({ type }) => type === 'group')) lastGroup = now;
        }
      });
      const count = (event: string) => [...sent.values()].filter((call) => call.event === event).length;
      const steps = life.slice(1).map(({ licence }, index) => [kindOf(life[index]?.licence ?? 'none'), kindOf(licence)] as const);
      const entered = (kind: string) => steps.filter(([from, to]) => from !== to && to === kind).length;
      const left = (kind: string) => steps.filter(([from, to]) => from !== to && from === kind).length;
      expect({
        started: count('Trial Started'),
        ended: count('Trial Ended'),
        activated: count('Licence Activated'),
        lapsed: count('Licence Lapsed'),
        observed: count('Site Observed'),
      }).toEqual({
        started: entered('evaluation'),
        ended: left('evaluation'),
        activated: entered('active'),
        lapsed: left('active'),
        observed: new Set(life.map(({ hour }, day) => dayNumberOf(START + day * DAY_MS + hour * 3_600_000))).size,
      });
      const editions = life.flatMap(({ licence }) => (licence === 'none' ? [] : [licence === 'advanced' ? 'advanced' : 'standard']));
      expect(count('Edition Changed')).toBe(editions.filter((edition, index) => index > 0 && edition !== editions[index - 1]).length);
    }),
    { numRuns: 60 },
  );
});
