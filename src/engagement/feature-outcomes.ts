import { shareDifference } from './intervals';
import type { Difference } from './intervals';
import type { Series } from './series';
import { accountsUsing } from './accounts-using';

/** What became of an account after the days in which its use is looked at. Null for what is not known, such as use that was not observed. */
export type AccountOutcome = {
  readonly accountId: number;
  /** MRR in cents at the end of those days. */
  readonly mrrCents: number;
  readonly retained: boolean | null;
  readonly expanded: boolean | null;
  readonly churned: boolean | null;
};

type Outcome = 'retained' | 'expanded' | 'churned';

export type FeatureOutcome = {
  readonly eventId: number;
  readonly users: { readonly accounts: number; readonly mrrCents: number };
  readonly others: { readonly accounts: number; readonly mrrCents: number };
  /** Share among those who used it minus share among the others, with a 95 % interval; null where one group is empty. It goes with use; it need not come from it. */
  readonly retained: Difference | null;
  readonly expanded: Difference | null;
  readonly churned: Difference | null;
};

/** What goes with the use of each counted event in [fromDay, toDay). Accounts without activity in the series are among the others. */
export function featureOutcomes(series: Series, fromDay: number, toDay: number, outcomes: readonly AccountOutcome[]): FeatureOutcome[] {
  return series.activity.events.flatMap(({ id }, event) => {
    if (series.counted[event] === 0) return [];
    const using = accountsUsing(series, [id], fromDay, toDay);
    const [users, others] = [outcomes.filter((each) => using.has(each.accountId)), outcomes.filter((each) => !using.has(each.accountId))];
    const money = (group: readonly AccountOutcome[]) => ({
      accounts: group.length,
      mrrCents: group.reduce((sum, { mrrCents }) => sum + mrrCents, 0),
    });
    const known = (group: readonly AccountOutcome[], name: Outcome) =>
      [group.filter((each) => each[name] === true).length, group.filter((each) => each[name] !== null).length] as const;
    const difference = (name: Outcome) => shareDifference(...known(users, name), ...known(others, name));
    return [
      {
        eventId: id,
        users: money(users),
        others: money(others),
        retained: difference('retained'),
        expanded: difference('expanded'),
        churned: difference('churned'),
      },
    ];
  });
}
