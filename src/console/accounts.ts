import type {
  AccountDetail,
  AccountRow,
  AccountsPage,
  AccountsRequest,
  MemberRow,
  MembersRequest,
  TimelineEntry,
  UserDetail,
} from '../contract/accounts';
import { storedSale } from '../marketplace/stored-sale';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { accountKeys, activeDaysOf, featuresOf, membershipsOf, membersOf } from '../store/queries/account-usage';
import type { MemberRecord } from '../store/queries/account-usage';
import { pairName, readProfiles } from '../store/profiles';
import { namedContacts } from '../store/queries/named-contacts';
import { keyOfScore } from '../profiles/scores/score-properties';
import { ROLE_KEY } from '../profiles/traits';
import { customScores } from '../store/custom-scores';
import { accountsById, accountsPage } from '../store/queries/accounts';
import type { AccountRecord } from '../store/queries/accounts';
import { licencesForAccounts } from '../store/queries/licences-for-accounts';
import type { StoredLicence } from '../store/queries/licences-for-accounts';
import { transactionLinesForAccounts } from '../store/queries/transaction-lines-for-accounts';
import type { StoredTransactionLine } from '../store/queries/transaction-lines-for-accounts';
import { notesOf } from './notes';
import { userScores } from './user-scores';

type AccountPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

const WINDOW_DAYS = 30;
/** A year and the rest of its first week. */
const STRIP_DAYS = 371;
const MAX_TIMELINE = 200;
const FIRST_MEMBERS = 25;

/** One page of the account list. The running UTC day is included. */
export async function listAccounts(ports: AccountPorts, request: AccountsRequest): Promise<AccountsPage> {
  const { rows, ...sums } = await accountsPage(ports.sql, dayNumberOf(ports.clock()), request);
  return { rows: rows.map(accountRow), ...sums };
}

/** All that a screen shows of one account; null when there is none of that id. */
export async function accountDetail(ports: AccountPorts & { readonly kvs: KvsPort }, accountId: number): Promise<AccountDetail | null> {
  const today = dayNumberOf(ports.clock());
  const from = today + 1 - WINDOW_DAYS;
  const lookedBackTo = today + 1 - STRIP_DAYS;
  // What waits for nothing else is asked together: each statement is a way to the platform and back.
  const [[record], ofLicences, days, features, members, notes] = await Promise.all([
    accountsById(ports.sql, today, [accountId]),
    licencesOf(ports.sql, accountId),
    activeDaysOf(ports.sql, accountId, lookedBackTo, today + 1),
    featuresOf(ports.sql, { accountId, from, lookedBackTo }),
    listMembers(ports, { accountId, page: 0, pageSize: FIRST_MEMBERS }),
    notesOf(ports.kvs, accountId),
  ]);
  if (record === undefined || ofLicences === null) return null;
  return {
    account: accountRow(record),
    asOfDay: dayFromNumber(today),
    ...ofLicences,
    days: days.map(({ day, users1, events }) => ({ day: dayFromNumber(day), users: users1, events })),
    features: features.map(({ event, users, uses, last_day }) => ({ event, users, uses, lastDay: dayOrNull(last_day) })),
    members,
    notes,
  };
}

/** What licences and sales tell of an account. */
async function licencesOf(
  sqlPort: SqlPort,
  accountId: number,
): Promise<Pick<AccountDetail, 'site' | 'licence' | 'contacts' | 'timeline'> | null> {
  const keys = await accountKeys(sqlPort, accountId);
  if (keys === null) return null;
  const licences = (await licencesForAccounts(sqlPort, licenceKeys(keys))).filter((licence) => licence.addonKey === keys.app_key);
  const licence = latestOf(licences);
  const [lines, contacts] = await Promise.all([
    transactionLinesForAccounts(
      sqlPort,
      {
        entitlementIds: present([keys.entitlement_id, ...licences.map((each) => each.entitlementId)]),
        entitlementNumbers: present([keys.entitlement_number, ...licences.map((each) => each.entitlementNumber)]),
        endingAfterDay: null,
      },
      storedSale,
    ),
    namedContacts(
      sqlPort,
      licences.filter(({ goneAt }) => goneAt === null).map(({ rowKey }) => rowKey),
    ),
  ]);
  return { site: keys.cloud_id, licence: licence === null ? null : licenceShown(licence), contacts, timeline: timelineOf(licences, lines) };
}

export async function listMembers(ports: AccountPorts, { accountId, page, pageSize }: MembersRequest): Promise<AccountDetail['members']> {
  const from = dayNumberOf(ports.clock()) + 1 - WINDOW_DAYS;
  const { rows, total } = await membersOf(ports.sql, { accountId, from, page, pageSize });
  const saidOf = await saidOfMembers(ports.sql, rows);
  return { rows: rows.map((row) => memberRow(row, saidOf)), total };
}

/** A user in all accounts; null when nobody of that id uses any. */
export async function userDetail(ports: AccountPorts, userId: number): Promise<UserDetail | null> {
  const today = dayNumberOf(ports.clock());
  const memberships = await membershipsOf(ports.sql, userId, today + 1 - WINDOW_DAYS);
  const [first] = memberships;
  if (first === undefined) return null;
  const accountIds = memberships.map((each) => each.account_id);
  const [saidOf, accounts, made] = await Promise.all([
    saidOfMembers(ports.sql, memberships),
    accountsById(ports.sql, today, accountIds),
    userScores(ports, userId, accountIds),
  ]);
  return {
    userId,
    externalId: first.external_id,
    asOfDay: dayFromNumber(today),
    accounts: memberships.flatMap((membership) => {
      const account = accounts.find((each) => each.account_id === membership.account_id);
      return account === undefined
        ? []
        : [{ account: accountRow(account), member: memberRow(membership, saidOf), made: made?.get(account.account_id) ?? null }];
    }),
  };
}

function accountRow(record: AccountRecord): AccountRow {
  return {
    accountId: record.account_id,
    company: record.company,
    app: record.app,
    entitlementNumber: record.entitlement_number,
    tier: record.tier,
    seats: record.seats,
    status: record.status,
    mrrCents: record.mrr_cents,
    usersSeen30: record.users30,
    countedAnew: record.recounts > 0,
    lastActiveDay: dayOrNull(record.last_active_day),
    standing: record.standing,
    health: record.health,
    scores: { churn: record.churn, expansion: record.expansion, conversion: record.conversion },
  };
}

type SaidOf = (record: MemberRecord) => Pick<MemberRow, 'role' | 'scores'>;

/** What their profiles say of users in accounts. */
async function saidOfMembers(sqlPort: SqlPort, records: readonly MemberRecord[]): Promise<SaidOf> {
  const pairOf = (record: MemberRecord) => ({ accountId: record.account_id, userId: record.user_id });
  const [profiles, all] = await Promise.all([readProfiles(sqlPort, records.map(pairOf)), customScores(sqlPort)]);
  const scores = all.filter(({ kind }) => kind === 'membership');
  return (record) => {
    const profile = profiles.get(pairName(pairOf(record)));
    const role = profile?.get(ROLE_KEY);
    return {
      role: typeof role === 'string' ? role : null,
      scores: scores.flatMap(({ scoreId, name }) => {
        const points = profile?.get(keyOfScore(scoreId));
        return typeof points === 'number' ? [{ name, shown: Math.round(points * 10) }] : [];
      }),
    };
  };
}

function memberRow(record: MemberRecord, saidOf: SaidOf): MemberRow {
  return {
    userId: record.user_id,
    externalId: record.external_id,
    firstDay: dayFromNumber(record.first_day),
    lastDay: dayFromNumber(record.last_day),
    activeDays: record.active_days,
    uses: record.uses,
    share: record.account_uses === 0 ? 0 : record.uses / record.account_uses,
    ...saidOf(record),
  };
}

function licenceKeys(keys: { cloud_id: string | null; entitlement_id: string | null; entitlement_number: string | null }) {
  const hasEntitlement = keys.entitlement_id !== null || keys.entitlement_number !== null;
  return {
    entitlementIds: present([keys.entitlement_id]),
    entitlementNumbers: present([keys.entitlement_number]),
    // Another entitlement of the same site is another account.
    cloudIds: hasEntitlement ? [] : present([keys.cloud_id]),
  };
}

function latestOf(licences: readonly StoredLicence[]): StoredLicence | null {
  const there = licences.filter(({ goneAt }) => goneAt === null);
  const ordered = (there.length > 0 ? there : licences).toSorted((a, b) => (b.maintenanceEndDay ?? 0) - (a.maintenanceEndDay ?? 0));
  return ordered[0] ?? null;
}

function licenceShown(licence: StoredLicence): NonNullable<AccountDetail['licence']> {
  const { country, region, hosting, edition, licenceType } = licence;
  return {
    country,
    region,
    hosting,
    edition,
    licenceType,
    maintenanceStartDay: dayOrNull(licence.maintenanceStartDay),
    maintenanceEndDay: dayOrNull(licence.maintenanceEndDay),
    evaluationEndDay: dayOrNull(licence.evaluationEndDay),
  };
}

/** Sales and what licences say, the newest first. */
function timelineOf(licences: readonly StoredLicence[], lines: readonly StoredTransactionLine[]): TimelineEntry[] {
  const ofLicences = licences.flatMap((licence): (TimelineEntry | null)[] => [
    entry(licence.evaluationStartDay, 'evaluation', 'Evaluation started'),
    entry(licence.evaluationEndDay, 'evaluation', 'Evaluation ends'),
    entry(licence.maintenanceStartDay, 'licence-start', `Licence runs${licence.tier === null ? '' : `: ${licence.tier}`}`),
    entry(licence.maintenanceEndDay, 'licence-end', 'Licence runs until'),
  ]);
  const ofLines = lines.map((line) => {
    const kind = line.purchasePriceCents < 0 || line.saleType === 'Refund' ? 'refund' : 'sale';
    const period = line.billingPeriod === null ? '' : `, ${line.billingPeriod.toLowerCase()}`;
    return entry(line.saleDay, kind, `${line.saleType ?? 'Sale by hand'}${period}`, line.purchasePriceCents);
  });
  return [...ofLicences, ...ofLines]
    .filter((each) => each !== null)
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
    .slice(0, MAX_TIMELINE);
}

function entry(day: number | null, kind: TimelineEntry['kind'], words: string, cents: number | null = null): TimelineEntry | null {
  return day === null ? null : { day: dayFromNumber(day), kind, words, cents };
}

function present(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

function dayOrNull(day: number | null): string | null {
  return day === null ? null : dayFromNumber(day);
}
