import type { AccountFilter } from '../contract/account-filter';
import type { DayRange } from '../engagement/day-range';
import { featureUseTally } from '../engagement/feature-use';
import type { FeatureUse } from '../engagement/feature-use';
import type { SqlPort } from '../platform/ports';
import { eachEventUse } from '../store/queries/event-days';

type Asked = {
  readonly eventIds: readonly number[];
  readonly range: DayRange;
  readonly before: DayRange | null;
  readonly filter: AccountFilter;
};

export type FeatureInRanges = {
  readonly now: FeatureUse & { readonly uses: number };
  readonly then: FeatureUse | null;
  /** Who used it in the range, and in the one before. */
  readonly accountIds: readonly number[];
  readonly accountIdsBefore: readonly number[];
};

/** The use of features, by their event, in the days of a range and in those of an earlier one: all of them in one reading. */
export async function featuresInRanges(
  sqlPort: SqlPort,
  { eventIds, range, before, filter }: Asked,
): Promise<ReadonlyMap<number, FeatureInRanges>> {
  const tallies = new Map(eventIds.map((eventId) => [eventId, tallyInRanges(range, before)]));
  await eachEventUse(
    sqlPort,
    { eventIds, fromDay: before?.fromDay ?? range.fromDay, toDay: range.toDay + 1, filter },
    {
      onUser: (eventId, accountId, userId, day) => tallies.get(eventId)?.user(day, accountId, userId),
      onUses: (eventId, day, uses) => tallies.get(eventId)?.uses(day, uses),
    },
  );
  return new Map([...tallies].map(([eventId, tally]) => [eventId, tally.result()]));
}

function tallyInRanges(range: DayRange, before: DayRange | null) {
  const [now, then] = [featureUseTally(), featureUseTally()];
  const tallyOf = (day: number) => {
    if (day >= range.fromDay) return now;
    return before !== null && day <= before.toDay ? then : null;
  };
  return {
    user: (day: number, accountId: number, userId: number): void => tallyOf(day)?.user(accountId, userId),
    uses: (day: number, uses: number): void => tallyOf(day)?.uses(uses),
    result: (): FeatureInRanges => {
      const { uses, ...earlier } = then.result();
      return {
        now: now.result(),
        then: before === null ? null : earlier,
        accountIds: [...now.accounts()],
        accountIdsBefore: [...then.accounts()],
      };
    },
  };
}
