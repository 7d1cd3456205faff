import type { AccountFilter } from '../contract/account-filter';
import type { AdoptionAnswer, AdoptionRequest } from '../contract/engagement';
import { rangeBefore, rangeOf } from '../engagement/day-range';
import type { DayRange } from '../engagement/day-range';
import { meansOf } from '../engagement/feature-use';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { accountsUsing, featureMoney, featureSums, staleCount } from '../store/queries/engagement-sums';
import { knownEvents } from '../store/queries/event-days';
import { firstUses } from '../store/queries/first-use';
import { payingNow } from '../store/queries/paying-now';
import { accountsToPack } from '../store/stale-blocks';
import { featuresInRanges } from './features-in-ranges';
import type { FeatureInRanges } from './features-in-ranges';

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };
type Scope = 'vendor' | 'site';

const USUAL = 'last-30-days';
/** More days than a year are more than a page may read. */
const MOST_DAYS = 366;
const MOST_FEATURES = 40;

/** Sums of 30 days stand ready; for any other days the days of users are read. */
export const isOfSums = ({ range, compare }: AdoptionRequest): boolean => !compare && (range ?? USUAL) === USUAL;

/** How widely each feature is used, how often and how deeply, and by whose money. */
export async function adoptionAnswer(ports: Ports, scope: Scope, request: AdoptionRequest): Promise<AdoptionAnswer> {
  const today = dayNumberOf(ports.clock());
  return isOfSums(request) ? await ofSums(ports.sql, scope, request.filter, today) : await ofDays(ports.sql, scope, request, today);
}

async function ofSums(sqlPort: SqlPort, scope: Scope, filter: AccountFilter, today: number): Promise<AdoptionAnswer> {
  const asked = { filter, window: 30 } as const;
  const activeAccounts = await accountsUsing(sqlPort, asked);
  const money = scope === 'vendor' ? await featureMoney(sqlPort, asked) : null;
  const features = await featureSums(sqlPort, { ...asked, today });
  return {
    asOfDay: dayFromNumber(today),
    waiting: await staleCount(sqlPort),
    ...words(rangeOf(USUAL, today)),
    before: null,
    activeAccounts,
    leftOut: 0,
    features: features.map(({ event, accounts, users, uses, new_accounts, user_days }) => ({
      event,
      accounts,
      share: shareOf(accounts, activeAccounts),
      users,
      ...meansOf(users, user_days, uses),
      before: null,
      uses,
      newAccounts: new_accounts,
      mrrCents: money === null ? null : (money.get(event) ?? 0),
    })),
  };
}

async function ofDays(
  sqlPort: SqlPort,
  scope: Scope,
  { range: asked, compare, filter }: AdoptionRequest,
  today: number,
): Promise<AdoptionAnswer> {
  const range = readable(rangeOf(asked ?? USUAL, today), today);
  const before = compare ? rangeBefore(range) : null;
  const known = (await knownEvents(sqlPort)).filter(({ isFeature }) => isFeature);
  const read = known.slice(0, MOST_FEATURES);
  const eventIds = read.map(({ eventId }) => eventId);
  const firsts = await firstUses(sqlPort, { eventIds, filter, ...range });
  const mrrOf = scope === 'vendor' ? await payingNow(sqlPort, filter) : null;
  const uses = await featuresInRanges(sqlPort, { eventIds, range, before, filter });
  const found = read.flatMap((each) => {
    const inRanges = uses.get(each.eventId);
    return inRanges === undefined ? [] : [{ ...each, ...inRanges }];
  });
  const activeAccounts = unionSize(found, ({ accountIds }) => accountIds);
  const activeBefore = unionSize(found, ({ accountIdsBefore }) => accountIdsBefore);
  return {
    asOfDay: dayFromNumber(today),
    waiting: Math.max(await accountsToPack(sqlPort), await staleCount(sqlPort)),
    ...words(range),
    before: before === null ? null : { ...words(before), activeAccounts: activeBefore },
    activeAccounts,
    leftOut: known.length - read.length,
    features: found
      .map(({ eventId, event, now, then, accountIds }) => ({
        event,
        ...now,
        share: shareOf(now.accounts, activeAccounts),
        before: then === null ? null : { ...then, share: shareOf(then.accounts, activeBefore) },
        // Those of earlier days come first, together.
        newAccounts: (firsts.get(eventId) ?? []).slice(1).reduce((sum, accounts) => sum + accounts, 0),
        mrrCents: mrrOf === null ? null : accountIds.reduce((sum, accountId) => sum + (mrrOf.get(accountId) ?? 0), 0),
      }))
      .sort((a, b) => b.accounts - a.accounts || b.uses - a.uses || a.event.localeCompare(b.event)),
  };
}

/** The days of a range that are not in the future, and not more than can be read. */
function readable({ fromDay, toDay }: DayRange, today: number): DayRange {
  const last = Math.min(toDay, today);
  return { fromDay: Math.max(Math.min(fromDay, last), last + 1 - MOST_DAYS), toDay: last };
}

const words = ({ fromDay, toDay }: DayRange) => ({ fromDay: dayFromNumber(fromDay), toDay: dayFromNumber(toDay) });
const shareOf = (accounts: number, of: number): number | null => (of === 0 ? null : accounts / of);
const unionSize = (found: readonly FeatureInRanges[], of: (each: FeatureInRanges) => readonly number[]): number =>
  new Set(found.flatMap((each) => [...of(each)])).size;
