import { dayFromNumber } from '../platform/days';
import type { StoredStanding } from '../store/queries/licence-standing';
import { companyDomain, contactId, peopleOf } from './contacts';
import type { ContactSetting } from './contacts';
import { canonicalJson, hashOf } from './content-hash';
import type { Contact, LicenceRecord } from './licence-record';
import type { SegmentCall, SegmentProperties } from './segment-call';
import { SALE_TYPES } from './transaction-record';
import type { TransactionRecord } from './transaction-record';
import { seatsOf } from './wire-value';

/** The part of a licence that destinations are told. */
export type LicenceFacts = { readonly account: AccountRef; readonly traits: SegmentProperties; readonly contacts: readonly Contact[] };
/** The part of a transaction line that destinations are told. `event` is null for a sale type that has no event. */
export type SaleFacts = {
  readonly account: AccountRef;
  readonly event: string | null;
  readonly day: string;
  readonly properties: SegmentProperties;
};
type AccountRef = {
  readonly groupId: string;
  readonly addonKey: string;
  readonly cloudId: string | null;
  readonly entitlementId: string | null;
};

/** Which state of which stored row is told. `at` is the ISO instant when the row changed. */
export type Stamp = { readonly rowKey: string; readonly version: number; readonly hash: string; readonly at: string };
/** `erased`: ids of people who were erased; nobody is told of them again. */
export type ContactOptions = ContactSetting & { readonly erased: ReadonlySet<string> };

type AccountKeys = Pick<
  LicenceRecord,
  'rowKey' | 'entitlementNumber' | 'entitlementId' | 'licenceId' | 'addonLicenceId' | 'addonKey' | 'cloudId'
>;

/** The same name for the account of a licence and of its transactions, the entitlement number where there is one. */
function accountOf(row: AccountKeys): AccountRef {
  const groupId = row.entitlementNumber ?? row.entitlementId ?? row.licenceId ?? row.addonLicenceId ?? row.rowKey;
  return { groupId, addonKey: row.addonKey, cloudId: row.cloudId, entitlementId: row.entitlementId };
}

const isoDay = (day: number | null) => (day === null ? null : dayFromNumber(day));

/**
 * No trait is called `domain`: destinations merge accounts by it, and one company has several. What the sales say (MRR, billing
 * period, stage) is told apart, because licences come in before their sales.
 */
export function licenceFacts(licence: LicenceRecord): LicenceFacts {
  const account = accountOf(licence);
  return {
    account,
    traits: {
      // A company has an account for each app and site, and destinations show only the name.
      name: [licence.company ?? 'Unknown company', licence.addonKey, account.groupId].join(' — '),
      company: licence.company,
      app: licence.addonKey,
      country: licence.country,
      region: licence.region,
      tier: licence.seats,
      tierName: licence.tier,
      edition: licence.edition,
      hosting: licence.hosting,
      licenceType: licence.licenceType,
      status: licence.status,
      maintenanceStartDate: isoDay(licence.maintenanceStartDay),
      maintenanceEndDate: isoDay(licence.maintenanceEndDay),
      evaluationStartDate: isoDay(licence.evaluationStartDay),
      evaluationEndDate: isoDay(licence.evaluationEndDay),
      evaluationOpportunitySize: licence.opportunitySeats,
      parentProduct: licence.parentProduct,
      partner: licence.partner,
      companyDomain: companyDomain(licence),
    },
    contacts: licence.contacts,
  };
}

const SALE_EVENTS: Record<(typeof SALE_TYPES)[number], string> = {
  New: 'Subscription Started',
  Renewal: 'Subscription Renewed',
  Upgrade: 'Subscription Upgraded',
  Downgrade: 'Subscription Downgraded',
  Refund: 'Subscription Refunded',
};

export function saleFacts(line: TransactionRecord): SaleFacts {
  const saleType = SALE_TYPES.find((known) => known === line.saleType);
  return {
    account: accountOf(line),
    event: saleType === undefined ? null : SALE_EVENTS[saleType],
    day: dayFromNumber(line.saleDay),
    properties: {
      revenue: line.purchasePriceCents / 100,
      currency: 'USD',
      tier: line.tier,
      oldTier: line.oldTier,
      tierChange: line.tierChange,
      seats: seatsOf(line.tier),
      oldSeats: seatsOf(line.oldTier),
      reason: line.refundReason ?? line.creditNoteReason,
      billingPeriod: line.billingPeriod,
      transactionId: line.transactionId,
      lineItemId: line.lineItemId,
    },
  };
}

/** One `group`: what an account's sales amount to. Money is US dollars a month. */
export function standingCall(licence: AccountKeys, standing: StoredStanding): SegmentCall {
  const account = accountOf(licence);
  const { rowKey, version, changedAt, mrrCents, billingCycle, stage } = standing;
  const stamp = { rowKey, version, hash: hashOf(canonicalJson([mrrCents, billingCycle, stage])), at: changedAt };
  return {
    type: 'group',
    messageId: messageId(stamp, 'standing'),
    timestamp: changedAt,
    anonymousId: account.groupId,
    groupId: account.groupId,
    traits: { mrr: mrrCents / 100, billingCycle, stage },
    context: contextOf(account),
  };
}

const FACTS_DIGITS = 12;
/** What tells two tellings of one row apart: equal facts have equal hashes. */
export function factsHash(facts: LicenceFacts | SaleFacts): string {
  return hashOf(canonicalJson(facts), FACTS_DIGITS);
}

/** `group` for the account, then `identify` and `group` for each person named on the licence. */
export function licenceCalls(facts: LicenceFacts, stamp: Stamp, options: ContactOptions): SegmentCall[] {
  const { groupId } = facts.account;
  const base = { timestamp: stamp.at, context: contextOf(facts.account) };
  const account: SegmentCall = {
    ...base,
    type: 'group',
    messageId: messageId(stamp, 'account'),
    anonymousId: groupId,
    groupId,
    traits: options.mode === 'properties' ? { ...facts.traits, ...contactTraits(facts.contacts, options) } : facts.traits,
  };
  if (options.key === null || options.mode !== 'users') return [account];
  const people = peopleOf(facts.contacts, options.key, options.erased).flatMap((person): SegmentCall[] => {
    const { userId, role } = person;
    const details = options.withEmails ? { email: person.email, ...(person.name === null ? {} : { name: person.name }) } : {};
    return [
      { ...base, type: 'identify', messageId: messageId(stamp, `identify:${userId}`), userId, traits: { role, ...details } },
      // The role belongs to the pair of person and account, so it travels beside the account's traits, not among them.
      {
        ...base,
        type: 'group',
        messageId: messageId(stamp, `member:${userId}`),
        userId,
        groupId,
        traits: {},
        context: { ...base.context, traits: { role } },
      },
    ];
  });
  return [account, ...people];
}

/** `technicalContact` and the like: ids, with addresses and names where those may leave. A role that nobody has is null, so that it is emptied. */
function contactTraits(contacts: readonly Contact[], { key, withEmails, erased }: ContactOptions): SegmentProperties {
  if (key === null) return {};
  return Object.fromEntries(
    (['technical', 'billing', 'reseller'] as const).flatMap((role): [string, string | null][] => {
      const named = contacts.find((contact) => contact.role === role && !erased.has(contactId(contact.email, key)));
      return [
        [`${role}Contact`, named === undefined ? null : contactId(named.email, key)],
        ...(withEmails
          ? ([
              [`${role}ContactEmail`, named?.email ?? null],
              [`${role}ContactName`, named?.name ?? null],
            ] as [string, string | null][])
          : []),
      ];
    }),
  );
}

/**
 * One `track` on the account at the day of the sale, or nothing for a sale type without an event. `feedback`: the reason that
 * somebody gave for leaving, where that was known when the sale came in.
 */
export function saleCalls(facts: SaleFacts, stamp: Stamp, feedback: string | null = null): SegmentCall[] {
  if (facts.event === null) return [];
  return [
    {
      type: 'track',
      event: facts.event,
      messageId: messageId(stamp, 'sale'),
      timestamp: `${facts.day}T00:00:00.000Z`,
      anonymousId: facts.account.groupId,
      // Above 1 when the Marketplace has corrected the line since it was first told.
      properties: { ...facts.properties, ...(feedback === null ? {} : { feedback }), revision: stamp.version },
      context: contextOf(facts.account),
    },
  ];
}

function contextOf(account: AccountRef): SegmentCall['context'] {
  return {
    groupId: account.groupId,
    app: { name: account.addonKey },
    forge: { appKey: account.addonKey, cloudId: account.cloudId, entitlementId: account.entitlementId },
  };
}

/** The same for the same state of a row, another when the row comes back to an earlier state. 43 characters. */
function messageId(stamp: Stamp, what: string): string {
  return `mp-${hashOf(canonicalJson([stamp.rowKey, stamp.version, stamp.hash, what]), 40)}`;
}
