import { createHmac } from 'node:crypto';
import { dayFromNumber } from '../platform/days';
import { canonicalJson, hashOf } from './content-hash';
import type { Contact, LicenceRecord } from './licence-record';
import type { SegmentCall, SegmentProperties } from './segment-call';
import { SALE_TYPES } from './transaction-record';
import type { TransactionRecord } from './transaction-record';

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
/** `contactKey`: secret that turns e-mail addresses into ids; without it no contact is told of. */
export type ContactOptions = { readonly contactKey: string | null; readonly withEmails: boolean };

/** The same name for the account of a licence and of its transactions, the entitlement number where there is one. */
function accountOf(row: LicenceRecord | TransactionRecord): AccountRef {
  const groupId = row.entitlementNumber ?? row.entitlementId ?? row.licenceId ?? row.addonLicenceId ?? row.rowKey;
  return { groupId, addonKey: row.addonKey, cloudId: row.cloudId, entitlementId: row.entitlementId };
}

const isoDay = (day: number | null) => (day === null ? null : dayFromNumber(day));

/** The site's address is not among the traits: destinations merge accounts by domain, and one site has several. */
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
      tier: licence.tier,
      seats: licence.seats,
      edition: licence.edition,
      hosting: licence.hosting,
      licenceType: licence.licenceType,
      status: licence.status,
      maintenanceStartDate: isoDay(licence.maintenanceStartDay),
      maintenanceEndDate: isoDay(licence.maintenanceEndDay),
      evaluationStartDate: isoDay(licence.evaluationStartDay),
      evaluationEndDate: isoDay(licence.evaluationEndDay),
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
      billingPeriod: line.billingPeriod,
      transactionId: line.transactionId,
      lineItemId: line.lineItemId,
    },
  };
}

/** What tells two tellings apart: equal facts have equal hashes. */
export function factsHash(facts: LicenceFacts | SaleFacts): string {
  return hashOf(canonicalJson(facts));
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
    traits: facts.traits,
  };
  const { contactKey } = options;
  if (contactKey === null) return [account];
  const people = peopleOf(facts.contacts, contactKey).flatMap((person): SegmentCall[] => {
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

/** One `track` on the account at the day of the sale, or nothing for a sale type without an event. */
export function saleCalls(facts: SaleFacts, stamp: Stamp): SegmentCall[] {
  if (facts.event === null) return [];
  return [
    {
      type: 'track',
      event: facts.event,
      messageId: messageId(stamp, 'sale'),
      timestamp: `${facts.day}T00:00:00.000Z`,
      anonymousId: facts.account.groupId,
      // Above 1 when the Marketplace has corrected the line since it was first told.
      properties: { ...facts.properties, revision: stamp.version },
      context: contextOf(facts.account),
    },
  ];
}

/** The id of a person named on licences, without the address: `contact:` and 32 hexadecimal digits. */
export function contactId(email: string, contactKey: string): string {
  return `contact:${createHmac('sha256', contactKey).update(email.trim().toLowerCase()).digest('hex').slice(0, 32)}`;
}

type Person = { readonly userId: string; readonly email: string; readonly name: string | null; readonly role: string };

/** One person for each address; several roles are one text, in alphabetical order. */
function peopleOf(contacts: readonly Contact[], contactKey: string): Person[] {
  const byId = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const userId = contactId(contact.email, contactKey);
    byId.set(userId, [...(byId.get(userId) ?? []), contact]);
  }
  return [...byId].map(([userId, named]) => ({
    userId,
    email: named[0]?.email ?? '',
    name: named.find((contact) => contact.name !== null)?.name ?? null,
    role: [...new Set(named.map((contact) => contact.role))].sort().join(', '),
  }));
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
