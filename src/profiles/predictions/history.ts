import type { Aggregate, AtRisk, History, Outcome as DatedOutcome, PropertyValue } from '../../prediction/as-of';
import type {
  DatedMovement,
  FeatureUse,
  Heard,
  LearningAccount,
  PaidSpan,
  PaidUntil,
  Reach,
  UserUse,
} from '../../store/queries/prediction-history';
import { daysIn, isObserved } from './observed';
import { LATE_DAYS, STRETCH_DAYS } from './outcomes';

/** All that the store has of some accounts, by stretches of `STRETCH_DAYS` counted back from `toDay`. */
export type AccountFacts = {
  readonly toDay: number;
  readonly accounts: readonly LearningAccount[];
  readonly spans: readonly PaidSpan[];
  readonly purchases: readonly PaidUntil[];
  readonly movements: readonly DatedMovement[];
  readonly features: ReadonlyMap<number, string>;
  readonly featureUse: readonly FeatureUse[];
  readonly userUse: readonly UserUse[];
  readonly heard: readonly Heard[];
  readonly reach: readonly Reach[];
};

/** The past of accounts that pay: what they pay for by day, how they used it before each look, and what became of them. */
export function payingHistory(facts: AccountFacts, outcome: 'expansion' | 'churn', lookDays: readonly number[]): History {
  const spansOf = groupBy(facts.spans);
  const movementsOf = groupBy(facts.movements);
  const purchasesOf = groupBy(facts.purchases);
  const figuresOf = useFigures(facts);
  const properties: PropertyValue[] = [];
  const aggregates: Aggregate[] = [];
  const atRisk: AtRisk[] = [];
  const outcomes: DatedOutcome[] = [];
  for (const each of facts.accounts) {
    const account = each.account_id;
    const spans = (spansOf.get(account) ?? []).filter(({ customer_cents }) => customer_cents > 0);
    const first = spans[0];
    if (first === undefined) continue;
    properties.push(...sitting(each, first.start_day), ...spans.flatMap(paidFor));
    const stretches = stretchesOf(spans);
    atRisk.push(...stretches.map(({ fromDay, toDay }) => ({ account, fromDay, toDay })));
    outcomes.push(...outcomesOf(account, movementsOf.get(account) ?? [], outcome));
    for (const look of lookDays) {
      const span = spans.find(({ start_day, end_day }) => start_day < look && end_day > look);
      if (span === undefined) continue;
      const daysPaid = daysPaidAt(purchasesOf.get(account) ?? [], look);
      const known = { 'Days to renewal': daysPaid, 'Months as a customer': Math.floor((look - first.start_day) / 30) };
      for (const [name, value] of Object.entries({ ...known, ...figuresOf(account, look, span.seats) }))
        aggregates.push({ account, name, throughDay: look - 1, value });
    }
  }
  return { properties, aggregates, atRisk, outcomes, counts: [], observed: [], untilDay: facts.toDay };
}

/** Not to the end of the span: that is where an upgrade or a refund cut it, which nobody knew at the look. NaN without a purchase. */
function daysPaidAt(purchases: readonly PaidUntil[], look: number): number {
  const ends = purchases.filter(({ sale_day }) => sale_day < look).map(({ end_day }) => end_day);
  return ends.length === 0 ? NaN : Math.max(0, Math.max(...ends) - look);
}

/** Where it is and which app it is of: known from the first day, and they stay. */
export function sitting({ account_id: account, app, region, hosting }: LearningAccount, firstDay: number): PropertyValue[] {
  const sinceDay = firstDay - 1;
  return [
    { account, property: 'App', sinceDay, value: app },
    { account, property: 'Region', sinceDay, value: region },
    { account, property: 'Hosting', sinceDay, value: hosting },
  ];
}

function paidFor({ account_id: account, start_day: sinceDay, customer_cents, seats, billing_period, tier }: PaidSpan): PropertyValue[] {
  return [
    { account, property: 'MRR in dollars', sinceDay, value: customer_cents / 100 },
    { account, property: 'Seats paid', sinceDay, value: seats },
    { account, property: 'Billing period', sinceDay, value: billing_period },
    { account, property: 'Tier', sinceDay, value: tier },
  ];
}

/** Spans that follow upon each other, as one. */
export function stretchesOf(spans: readonly PaidSpan[]): { fromDay: number; toDay: number }[] {
  const stretches: { fromDay: number; toDay: number }[] = [];
  for (const { start_day, end_day } of spans) {
    const last = stretches.at(-1);
    if (last !== undefined && start_day <= last.toDay) last.toDay = Math.max(last.toDay, end_day);
    else stretches.push({ fromDay: start_day, toDay: end_day });
  }
  return stretches;
}

function outcomesOf(account: number, movements: readonly DatedMovement[], outcome: 'expansion' | 'churn'): DatedOutcome[] {
  return movements.flatMap(({ kind, day }): DatedOutcome[] => {
    if (kind !== outcome) return [];
    const back = movements.find((other) => other.kind === 'reactivation' && other.day >= day && other.day < day + LATE_DAYS);
    return [back === undefined || outcome === 'expansion' ? { account, day } : { account, day, undoneDay: back.day }];
  });
}

/** Figures of use before a look; NaN where the account was not observed. Looks lie on the borders of stretches. */
function useFigures(facts: AccountFacts): (account: number, look: number, seats: number | null) => Record<string, number> {
  const features = indexBy(facts.featureUse);
  const users = indexBy(facts.userUse);
  const heard = indexBy(facts.heard);
  const reach = groupBy(facts.reach);
  return (account, look, seats) => {
    const stretch = (facts.toDay - look) / STRETCH_DAYS;
    const isHeard = (at: number): boolean => isObserved(heard.get(account)?.get(at)?.[0]?.heard ?? 0, STRETCH_DAYS);
    const whenHeard = (value: number, at = stretch): number => (isHeard(at) ? value : NaN);
    const usesIn = (at: number): number => sum((features.get(account)?.get(at) ?? []).map(({ uses }) => uses));
    const reachOn = (day: number) => reach.get(account)?.find((each) => each.day === day);
    const now = features.get(account)?.get(stretch) ?? [];
    const [users30, before30] = [reachOn(look - 1)?.users30 ?? 0, reachOn(look - 1 - STRETCH_DAYS)?.users30 ?? 0];
    const both = isHeard(stretch) && isHeard(stretch + 1);
    const people = users.get(account)?.get(stretch) ?? [];
    const busiest = people.reduce((most, { uses }) => Math.max(most, uses), 0);
    const earlier = [...(users.get(account)?.get(stretch + 1) ?? [])].sort((a, b) => b.uses - a.uses || a.user_id - b.user_id)[0];
    const byFeature = [...facts.features].map(([id, name]): [string, number] => [
      `Uses of “${name}” in 30 days`,
      whenHeard(sum(now.filter(({ event_id }) => event_id === id).map(({ uses }) => uses))),
    ]);
    return {
      'Users in 30 days': whenHeard(users30),
      'Users in 7 days': whenHeard(reachOn(look - 1)?.users7 ?? 0),
      'Change of users in 30 days': both ? change(users30, before30) : NaN,
      'Days with use in 30 days': whenHeard(daysIn(heard.get(account)?.get(stretch)?.[0]?.active ?? 0)),
      'Uses in 30 days': whenHeard(usesIn(stretch)),
      'Change of use in 30 days': both ? change(usesIn(stretch), usesIn(stretch + 1)) : NaN,
      'Features used in 30 days': whenHeard(now.filter(({ uses }) => uses > 0).length),
      'Share of the busiest user': people.length === 0 ? NaN : whenHeard(busiest / sum(people.map(({ uses }) => uses))),
      'Busiest user gone': !both || earlier === undefined ? NaN : people.some(({ user_id }) => user_id === earlier.user_id) ? 0 : 1,
      'Use of seats': seats === null || seats === 0 ? NaN : whenHeard(users30 / seats),
      ...Object.fromEntries(byFeature),
    };
  };
}

/** From -1 (stopped) to 1 (begun); 0 where there was none in both. */
const change = (now: number, before: number): number => (now + before === 0 ? 0 : (now - before) / (now + before));
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

export function groupBy<Of extends { readonly account_id: number }>(all: readonly Of[]): Map<number, Of[]> {
  const groups = new Map<number, Of[]>();
  for (const each of all) {
    const group = groups.get(each.account_id);
    if (group === undefined) groups.set(each.account_id, [each]);
    else group.push(each);
  }
  return groups;
}

function indexBy<Of extends { readonly account_id: number; readonly stretch: number }>(all: readonly Of[]): Map<number, Map<number, Of[]>> {
  const index = new Map<number, Map<number, Of[]>>();
  for (const [account, rows] of groupBy(all)) {
    const byStretch = new Map<number, Of[]>();
    for (const row of rows) byStretch.set(row.stretch, [...(byStretch.get(row.stretch) ?? []), row]);
    index.set(account, byStretch);
  }
  return index;
}
