import type { AccountFilter } from '../contract/account-filter';
import type { DayRange } from '../engagement/day-range';
import { featureUseTally } from '../engagement/feature-use';
import type { FeatureUse } from '../engagement/feature-use';
import type { SqlPort } from '../platform/ports';
import { eachEventUse } from '../store/queries/event-days';

type Asked = {
  readonly eventId: number;
  readonly range: DayRange;
  readonly before: DayRange | null;
  readonly filter: AccountFilter;
};

export type FeatureInRanges = {
  readonly now: FeatureUse & { readonly uses: number | null };
  readonly then: FeatureUse | null;
  /** Who used it in the range, and in the one before. */
  readonly accountIds: readonly number[];
  readonly accountIdsBefore: readonly number[];
  /** False where uses of some of the days are not known yet. */
  readonly isCounted: boolean;
};

/** A feature's use in the days of a range, and in those of an earlier one, in one reading. */
export async function featureInRanges(sqlPort: SqlPort, { eventId, range, before, filter }: Asked): Promise<FeatureInRanges> {
  const [now, then] = [featureUseTally(), featureUseTally()];
  let isCounted = true;
  const tallyOf = (day: number) => {
    if (day >= range.fromDay) return now;
    return before !== null && day <= before.toDay ? then : null;
  };
  await eachEventUse(
    sqlPort,
    { eventId, fromDay: before?.fromDay ?? range.fromDay, toDay: range.toDay + 1, filter },
    {
      onUser: (accountId, userId, day) => tallyOf(day)?.user(accountId, userId),
      onUses: (day, uses) => tallyOf(day)?.uses(uses),
      onUncounted: () => {
        isCounted = false;
      },
    },
  );
  const { uses, ...earlier } = then.result(isCounted);
  return {
    now: now.result(isCounted),
    then: before === null ? null : earlier,
    accountIds: [...now.accounts()],
    accountIdsBefore: [...then.accounts()],
    isCounted,
  };
}
