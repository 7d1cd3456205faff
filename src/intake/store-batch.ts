import { createHash } from 'node:crypto';
import { accountOf } from '../delivery/envelope';
import type { SegmentCall } from '../delivery/envelope';
import { dayNumberOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { surrogates } from '../profiles/surrogates';
import { isVersion } from '../engagement/releases';
import { recomputeAccountDays, touchedSpans } from '../store/account-days';
import { noteVersions } from '../store/app-versions';
import type { AppVersion } from '../store/app-versions';
import { countingNow, isSameCounting, notedSince } from '../store/counting';
import type { Counting } from '../store/counting';
import { SIGN_OF_LIFE } from '../store/event-days';
import { noteMembers } from '../store/member-days';
import type { Pair } from '../store/profiles';
import { saveReceipts } from '../store/receipts';
import type { Receipt } from '../store/receipts';
import { noteRecount, noteStale } from '../store/stale-accounts';
import { noteStaleBlocks } from '../store/stale-blocks';
import { kitPlan } from '../tracking/kit-plan';

export type StoredBatch = {
  /** Calls that count as activity, repeats included: a repeat changes nothing. */
  readonly stored: number;
  /** Calls that are no activity: identify, group, screen, alias, a page without a name. */
  readonly passedOver: number;
  /** Calls that name no account, so nothing can be counted for them. */
  readonly withoutAccount: number;
  /** Accounts, users and users in accounts of whom something was stored. */
  readonly touched: readonly Pair[];
  /** What was counted, with the call that it came from. */
  readonly counted: readonly { readonly receipt: Receipt; readonly call: SegmentCall }[];
};

/** After so many rounds others keep changing the same accounts; they are counted anew later. */
const MAX_ROUNDS = 4;
const PRODUCTION = 'PRODUCTION';
/** What the kit reports by itself is never usage, whoever sends it without a plan. */
const NOT_USAGE = new Set(Object.keys(kitPlan));

/**
 * Writes a batch of calls into the store: accounts, users, receipts, activity by day, and the accounts' days. Every step
 * may run again with the same calls and leaves the same rows, so a batch that was cut in half is simply run again.
 * `receivedAt` in milliseconds.
 */
export async function storeBatch(sqlPort: SqlPort, calls: readonly SegmentCall[], receivedAt: number): Promise<StoredBatch> {
  const tracks: { call: SegmentCall; name: string; identity: NonNullable<ReturnType<typeof accountOf>> }[] = [];
  let passedOver = 0;
  let withoutAccount = 0;
  for (const call of calls) {
    const name = nameOf(call);
    if (name === null) {
      passedOver += 1;
      continue;
    }
    const identity = accountOf(call);
    if (identity === null) withoutAccount += 1;
    else tracks.push({ call, name, identity });
  }
  if (tracks.length === 0) return { stored: 0, passedOver, withoutAccount, touched: [], counted: [] };

  const featureOf = new Map(
    tracks.map(({ call, name }) => [name, call.type === 'track' && (call.context?.forge?.feature ?? !NOT_USAGE.has(name))]),
  );
  const { accountIdOf, users, events } = await surrogates(sqlPort, {
    identities: tracks.map(({ identity }) => identity),
    users: tracks.flatMap(({ call }) => (typeof call.userId === 'string' ? [call.userId] : [])),
    events: featureOf,
  });

  const receivedDay = dayNumberOf(receivedAt);
  const counted: { receipt: Receipt; call: SegmentCall }[] = [];
  for (const { call, name, identity } of tracks) {
    const accountId = accountIdOf(identity);
    const eventId = events.get(name);
    if (accountId === null || eventId === undefined) throw new Error('An account or event was not found right after it was written');
    // Nothing is kept of days before the first one: there is where packs of activity lie.
    const day = Math.max(0, Math.min(dayNumberOf(Date.parse(call.timestamp)), receivedDay));
    // User 0 is the account itself.
    const userId = typeof call.userId === 'string' ? (users.get(call.userId) ?? 0) : 0;
    counted.push({ receipt: { messageHash: messageHash(call.messageId), accountId, day, userId, eventId, receivedDay }, call });
  }
  const receipts = counted.map(({ receipt }) => receipt);
  await saveReceipts(sqlPort, receipts);
  const signOfLife = events.get(SIGN_OF_LIFE);
  await noteStaleBlocks(
    sqlPort,
    receipts.filter(({ eventId }) => eventId !== signOfLife),
  );
  await noteVersions(
    sqlPort,
    tracks.flatMap(({ call, identity }) => versionOf(call, identity.appKey, receivedDay)),
  );
  await sumUp(sqlPort, receipts, receivedDay);
  return { stored: receipts.length, passedOver, withoutAccount, touched: touchedBy(receipts), counted };
}

/**
 * Sums of what is in activity by now, and noted where days are packed. An account that is counted anew is left to that. Where other events
 * began to count meanwhile, what was written here may be neither the old nor the new.
 */
async function sumUp(sqlPort: SqlPort, receipts: readonly Receipt[], today: number): Promise<void> {
  const accountIds = accountsOf(receipts);
  const counting = await countingNow(sqlPort, accountIds);
  const uses = receipts.filter(({ eventId }) => counting.features.has(eventId));
  const isLeft = ({ accountId }: Receipt): boolean => counting.recounted.has(accountId);
  const own = uses.filter((use) => !isLeft(use));
  await noteMembers(sqlPort, receipts, own);
  await noteStale(sqlPort, accountsOf(own), accountsOf(uses.filter(isLeft)));
  await sumUpDays(sqlPort, receipts, { counting, noted: new Set(accountsOf(own)), today });
}

/**
 * Days of accounts that were read while another batch of theirs came in may be written after those of the other, and without it. Whoever comes in notes
 * the account before it reads, so that a look at the notes afterwards tells; then they are summed up again. `noted`: accounts that this batch noted since `counting`.
 */
async function sumUpDays(
  sqlPort: SqlPort,
  receipts: readonly Receipt[],
  { counting, noted, today }: { readonly counting: Counting; readonly noted: ReadonlySet<number>; readonly today: number },
): Promise<void> {
  const accountIds = accountsOf(receipts);
  const summed = accountIds.filter((id) => !counting.recounted.has(id));
  let [left, before, own] = [new Set(summed), counting, noted];
  for (let round = 0; ; round += 1) {
    await recomputeAccountDays(sqlPort, touchedSpans(receipts.filter(({ accountId }) => left.has(accountId))), today);
    const now = await countingNow(sqlPort, accountIds);
    const others = notedSince(before, now, summed, own);
    const isOther = !isSameCounting(now, counting);
    if (isOther || (others.length > 0 && round === MAX_ROUNDS)) {
      await noteRecount(sqlPort, isOther ? accountIds : others);
      return;
    }
    if (others.length === 0) return;
    [left, before, own] = [new Set(others), now, new Set<number>()];
  }
}

const accountsOf = (receipts: readonly Receipt[]): number[] => [...new Set(receipts.map(({ accountId }) => accountId))];

/** The version of the app that a call says it comes from; what a developer runs is no release. */
function versionOf({ context, timestamp }: SegmentCall, app: string, receivedDay: number): AppVersion[] {
  const version = context?.app?.version;
  const isProduction = (context?.forge?.environmentType ?? PRODUCTION) === PRODUCTION;
  if (version === undefined || !isProduction || !isVersion(version)) return [];
  return [{ app, version, firstDay: Math.min(dayNumberOf(Date.parse(timestamp)), receivedDay) }];
}

/** An event, or a page by its name; what describes somebody is neither. */
function nameOf(call: SegmentCall): string | null {
  if (call.type === 'track') return call.event ?? null;
  return call.type === 'page' && typeof call.name === 'string' && call.name !== '' ? call.name.slice(0, 200) : null;
}

/** 72 bits of SHA-256: of ten million events kept for a week, two share them with a chance of one in a hundred million. */
export function messageHash(messageId: string): string {
  return createHash('sha256').update(messageId).digest('base64url').slice(0, 12);
}

function touchedBy(receipts: readonly Receipt[]): Pair[] {
  const touched = new Map<string, Pair>();
  for (const { accountId, userId } of receipts) {
    const pairs =
      userId === 0
        ? [{ accountId, userId }]
        : [
            { accountId, userId: 0 },
            { accountId: 0, userId },
            { accountId, userId },
          ];
    for (const pair of pairs) touched.set(`${pair.accountId}:${pair.userId}`, pair);
  }
  return [...touched.values()];
}
