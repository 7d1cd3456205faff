import type { AccountIdentity, SegmentCall } from '../delivery/envelope';
import { dayNumberOf, dayOf } from '../platform/days';
import type { AccountLifeState } from './account-life-state';
import { runTimeTraits, type AccountValues } from './account-properties';
import { contextOf, digestOf, messageIdOf } from './call-parts';
import { accountIdentity, groupIdOf } from './identity';
import type { InvocationFacts, LicenceState } from './identity';
import { licenceChanges, licenceView, NO_LICENCE, type LifeEvent } from './licence-changes';

/** Why the account is looked at. `key` tells one installation or upgrade from another. */
export type Occasion =
  | { readonly kind: 'heartbeat' }
  /** Somebody wants to see whether something arrives. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'installed'; readonly key: string }
  | { readonly kind: 'upgraded'; readonly key: string }
  | { readonly kind: 'uninstalled' };

/** `internalSites`: cloud ids of the vendor's own sites. */
export type AccountLifeOptions = { readonly occasion: Occasion; readonly internalSites: ReadonlySet<string> };

export type AccountLife = {
  readonly calls: readonly SegmentCall[];
  readonly after: AccountLifeState;
  /** The account goes on under another id, so its members have to be told. */
  readonly merged: { readonly from: string; readonly to: string } | null;
};

/** A daily look that tells from the sixth day on leaves no seven days without. */
const TOLD_FOR_DAYS = 6;

/**
 * Compares what was last told of the account with what is true, and tells the difference: its properties when one of them changed
 * and every week, and an event for each thing that happened. What was already so at the first look is no event, unless that is the
 * installation. The ids come from what was told before, so whoever looks twice before the state is kept says the same twice.
 * `snapshot`: what exists, as the app counted it; empty when it was not counted now. `now` in milliseconds.
 */
export function accountLife(
  before: AccountLifeState | null,
  facts: InvocationFacts,
  snapshot: AccountValues,
  now: number,
  { occasion, internalSites }: AccountLifeOptions,
): AccountLife {
  const account = accountNow(before, facts);
  const { groupId } = account;
  const today = dayOf(now);
  const known = account.relation === 'new' ? null : before;
  const seesBegin = before !== null || occasion.kind === 'installed';
  const licence = licenceView(facts, known ?? NO_LICENCE, seesBegin ? today : null);
  const merged = before !== null && account.relation === 'merged' ? { from: before.groupId, to: groupId } : null;

  const events: LifeEvent[] = [
    ...(merged === null ? [] : [{ event: 'Account Merged', properties: { previousId: merged.from } } as const]),
    ...installationEvents(before, occasion, licence.licence),
    ...(seesBegin ? licenceChanges(known ?? NO_LICENCE, licence) : []),
    ...(occasion.kind === 'heartbeat' && before?.observedDay !== today
      ? [{ event: 'Site Observed', properties: { licence: licence.licence } } as const]
      : []),
  ];
  const traits = {
    ...snapshot,
    ...runTimeTraits(account.facts, { internalSites, installed: occasion.kind !== 'uninstalled' }),
    licenceState: licence.licence,
  };
  const told = account.relation === 'same' ? (before?.traits ?? {}) : {};
  const mustTell =
    before === null ||
    occasion.kind === 'asked' ||
    account.relation !== 'same' ||
    dayNumberOf(now) - before.toldDay >= TOLD_FOR_DAYS ||
    Object.entries(traits).some(([name, value]) => told[name] !== value);

  const tell = teller(before, account.facts, occasion, now);
  const calls = [...(mustTell ? [tell.group(groupId, traits)] : []), ...events.map((event) => tell.event(groupId, event))];
  return {
    calls,
    merged,
    after: {
      cloudId: facts.cloudId,
      since: before?.since ?? now,
      tellings: (before?.tellings ?? 0) + calls.length,
      groupId,
      entitlementId: account.facts.license?.entitlementId ?? null,
      entitlementNumber: account.facts.license?.entitlementNumber ?? null,
      ...licence,
      observedDay: occasion.kind === 'heartbeat' ? today : (before?.observedDay ?? null),
      occasion: occasionKept(before, occasion),
      traits: { ...told, ...traits },
      toldDay: mustTell ? dayNumberOf(now) : before.toldDay,
    },
  };
}

type AccountNow = { readonly relation: 'same' | 'merged' | 'new'; readonly groupId: string; readonly facts: InvocationFacts };

/**
 * Which account the site's is now. A platform that stops naming the entitlement has not moved the site to another account. One
 * that begins to, names an account that was known by less; a different entitlement is a different account.
 */
function accountNow(before: AccountLifeState | null, facts: InvocationFacts): AccountNow {
  const said = accountIdentity(facts);
  const isOther = before !== null && namesAnother(before, said);
  const kept = isOther ? null : before;
  const entitlementId = said.entitlementId ?? kept?.entitlementId ?? null;
  const entitlementNumber = said.entitlementNumber ?? kept?.entitlementNumber ?? null;
  const groupId = groupIdOf({ ...said, entitlementId, entitlementNumber });
  const license = { ...(facts.license ?? { active: false, isEvaluation: false }), entitlementId, entitlementNumber };
  const named = facts.license === null && entitlementId === null && entitlementNumber === null ? null : license;
  return {
    relation: isOther ? 'new' : before === null || before.groupId === groupId ? 'same' : 'merged',
    groupId,
    facts: { ...facts, accountId: null, license: named },
  };
}

/** The number decides; where either side lacks it, the id does. */
function namesAnother(before: AccountLifeState, said: AccountIdentity): boolean {
  if (before.entitlementNumber !== null && said.entitlementNumber !== null) return before.entitlementNumber !== said.entitlementNumber;
  return before.entitlementId !== null && said.entitlementId !== null && before.entitlementId !== said.entitlementId;
}

/** What happened to the installation; a trigger that comes again says nothing. */
function installationEvents(before: AccountLifeState | null, occasion: Occasion, licence: LicenceState): LifeEvent[] {
  if (occasionName(occasion) === before?.occasion) return [];
  switch (occasion.kind) {
    case 'heartbeat':
    case 'asked':
      return [];
    case 'installed':
      return [{ event: 'App Installed', properties: {} }];
    case 'upgraded':
      return [{ event: 'App Upgraded', properties: {} }];
    case 'uninstalled':
      return [{ event: 'App Uninstalled', properties: { licence } }];
  }
}

const occasionName = (occasion: Occasion): string => ('key' in occasion ? `${occasion.kind}:${occasion.key}` : occasion.kind);

function occasionKept(before: AccountLifeState | null, occasion: Occasion): string | null {
  if (occasion.kind !== 'heartbeat' && occasion.kind !== 'asked') return occasionName(occasion);
  // It lives: whoever says goodbye later says it anew.
  return before === null || before.occasion === 'uninstalled' ? null : before.occasion;
}

/** Makes the calls of one look. Nobody did these things, so the account stands in for a person. */
function teller(before: AccountLifeState | null, facts: InvocationFacts, occasion: Occasion, now: number) {
  const timestamp = new Date(now).toISOString();
  const look =
    before === null ? ['first', occasion.kind === 'heartbeat' ? dayOf(now) : occasionName(occasion)] : [before.since, before.tellings];
  return {
    group: (groupId: string, traits: AccountValues): SegmentCall => ({
      type: 'group',
      messageId: messageIdOf(facts, 'account', ...look, groupId, digestOf(traits)),
      anonymousId: groupId,
      groupId,
      timestamp,
      traits,
      context: contextOf(facts),
    }),
    event: (groupId: string, { event, properties }: LifeEvent): SegmentCall => ({
      type: 'track',
      // One sign of life a day, whatever else is told.
      messageId:
        event === 'Site Observed' ? messageIdOf(facts, event, dayOf(now)) : messageIdOf(facts, event, ...look, digestOf(properties)),
      event,
      anonymousId: groupId,
      timestamp,
      properties,
      context: contextOf(facts, false),
    }),
  };
}

/** Links each member to the account under its new id. `persons`: the ids that destinations know them by. */
export function mergeCalls(
  persons: readonly { readonly knownAs: string }[],
  facts: InvocationFacts,
  { now }: { readonly now: number },
): SegmentCall[] {
  const context = contextOf(facts);
  return persons.map(({ knownAs }) => ({
    type: 'group',
    messageId: messageIdOf(facts, 'merged-member', context.groupId, knownAs),
    userId: knownAs,
    groupId: context.groupId,
    timestamp: new Date(now).toISOString(),
    traits: {},
    context,
  }));
}
