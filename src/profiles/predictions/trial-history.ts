import type { Aggregate, AtRisk, History, Outcome as DatedOutcome, PropertyValue } from '../../prediction/as-of';
import type { LearningAccount, TrialDays, TrialUse, TrialUser } from '../../store/queries/prediction-history';
import { groupBy, sitting } from './history';
import { daysIn, isObserved } from './observed';
import { TRIAL_DAYS } from './outcomes';

export type TrialFacts = {
  readonly toDay: number;
  readonly accounts: readonly LearningAccount[];
  readonly features: ReadonlyMap<number, string>;
  readonly use: readonly TrialUse[];
  readonly users: readonly TrialUser[];
  readonly days: readonly TrialDays[];
};

/** The day on which a trial is looked at; null for an account without one, or that bought before. */
export function trialLook({ trial_start_day, first_paid_day }: LearningAccount): number | null {
  if (trial_start_day === null) return null;
  const look = trial_start_day + TRIAL_DAYS;
  return first_paid_day !== null && first_paid_day < look ? null : look;
}

/** How trials began, and which were bought. */
export function trialHistory({ toDay, accounts, features, use, users, days }: TrialFacts): History {
  const useOf = groupBy(use);
  const usersOf = groupBy(users);
  const daysOf = groupBy(days);
  const properties: PropertyValue[] = [];
  const aggregates: Aggregate[] = [];
  const atRisk: AtRisk[] = [];
  const outcomes: DatedOutcome[] = [];
  for (const each of accounts) {
    const look = trialLook(each);
    if (look === null) continue;
    const account = each.account_id;
    properties.push(...sitting(each, look - TRIAL_DAYS));
    properties.push({ account, property: 'Seats asked for', sinceDay: look - TRIAL_DAYS, value: each.opportunity_seats });
    atRisk.push({ account, fromDay: look, toDay: look + 1 });
    if (each.first_paid_day !== null) outcomes.push({ account, day: each.first_paid_day });
    const own = daysOf.get(account)?.[0];
    const uses = useOf.get(account) ?? [];
    const people = usersOf.get(account) ?? [];
    const isHeard = isObserved(own?.heard ?? 0, TRIAL_DAYS);
    const all = uses.reduce((sum, row) => sum + row.uses, 0);
    const figures: Record<string, number> = {
      'Users in the first 14 days': people.length,
      'Days with use in the first 14 days': daysIn(own?.active ?? 0),
      'Uses in the first 14 days': all,
      'Features used in the first 14 days': uses.filter((row) => row.uses > 0).length,
      'Days since the last use': TRIAL_DAYS - (32 - Math.clz32(own?.active ?? 0)),
      'Share of the busiest user': all === 0 ? NaN : Math.max(0, ...people.map((row) => row.uses)) / all,
    };
    for (const [id, name] of features)
      figures[`Uses of “${name}” in the first 14 days`] = uses.find(({ event_id }) => event_id === id)?.uses ?? 0;
    for (const [name, value] of Object.entries(figures))
      aggregates.push({ account, name, throughDay: look - 1, value: isHeard ? value : NaN });
  }
  return { properties, aggregates, atRisk, outcomes, counts: [], observed: [], untilDay: toDay };
}
