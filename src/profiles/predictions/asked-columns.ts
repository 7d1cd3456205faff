import type { SqlPort } from '../../platform/ports';
import type { AsOf } from '../../prediction/as-of';
import type { Asked, Rule } from '../../prediction/condition';
import { partsOf } from '../../prediction/condition';
import type { NumberColumn } from '../../prediction/table';
import type { SegmentCatalogue } from '../../segments/catalogue';
import { setActivity } from '../../segments/change-facts';
import { Condition } from '../../segments/condition';
import { newEngine, UNKNOWN_MEMBER } from '../../segments/engine';
import { evaluateAll } from '../../segments/evaluate-all';
import { addAccount, addMembership, addUser, columnFor, newFacts, setValue, variantFor } from '../../segments/facts';
import type { Facts } from '../../segments/facts';
import { planSegments } from '../../segments/plan';
import type { Plan } from '../../segments/test-tree';
import { windowBounds } from '../../segments/window';
import { chunked } from '../../store/chunks';
import { usesByDay } from '../../store/queries/prediction-history';
import type { Days, DayUse } from '../../store/queries/prediction-history';
import { segmentSources } from '../../store/segment-sources';
import type { SourceEvent } from '../../store/segment-sources';
import { catalogueOf } from '../segment-catalogue';
import { plannedSegment } from '../segments/planned-segment';
import { columnsOf } from '../segments/plan-needs';
import type { UsedColumns } from '../segments/plan-needs';
import type { Past } from './asked-of-past';
import { groupBy } from './history';
import { GAP_DAYS } from './observed';
import { pastOf } from './past-of-accounts';
import type { PastAccount } from './past-of-accounts';
import { wasObserved } from './was-observed';

/** Accounts whose days are read at once. */
const ACCOUNTS_AT_ONCE = 100;
const CONDITIONS_AT_ONCE = 500;

export async function readPast(port: SqlPort): Promise<Past & { readonly events: readonly SourceEvent[] }> {
  const sources = await segmentSources(port);
  const segments = sources.segments.map(plannedSegment);
  return {
    catalogue: catalogueOf({ ...sources, segments }),
    byLicence: sources.stages.stages === null,
    segments: new Map(segments.map((segment) => [segment.id, segment])),
    events: sources.events,
  };
}

/**
 * A column for each thing that rules ask of the past itself: 1 where it held at a look, 0 where it did not, missing where that cannot be said.
 * It is asked by the engine of segments on the evening before the look, of facts in which there is nothing of that day or later.
 */
export async function askedColumns(port: SqlPort, cases: AsOf, rules: readonly Rule[]): Promise<NumberColumn[]> {
  const asked = new Map(rules.flatMap(partsOf).flatMap((part) => (part.kind === 'asked' ? [[part.column, part] as const] : [])));
  if (asked.size === 0) return [];
  const { catalogue, byLicence, events } = await readPast(port);
  const columns: NumberColumn[] = [];
  for (const some of chunked([...asked.values()], CONDITIONS_AT_ONCE)) {
    const asking = askingOf(some, catalogue, byLicence, events);
    columns.push(...(await columnsFor(port, cases, asking)));
  }
  return columns;
}

/** The same cases with more columns. */
export const withColumns = (cases: AsOf, columns: readonly NumberColumn[]): AsOf =>
  columns.length === 0 ? cases : { ...cases, table: { ...cases.table, columns: [...cases.table.columns, ...columns] } };

type Asking = {
  readonly asked: readonly { readonly name: string; readonly condition: Condition; readonly unit: number | undefined }[];
  readonly plan: Plan;
  readonly used: UsedColumns;
  readonly events: ReadonlyMap<number, string>;
  readonly byLicence: boolean;
  readonly byUser: boolean;
};

/** What can no longer be asked, such as a stage that is gone, has no unit and is missing everywhere. */
function askingOf(some: readonly Asked[], catalogue: SegmentCatalogue, byLicence: boolean, events: readonly SourceEvent[]): Asking {
  const parsed = some.map(({ column, asks }) => ({ name: column, condition: Condition.parse(asks) }));
  const plan = planSegments(
    parsed.map(({ name, condition }) => ({ id: name, name, kind: 'account', condition })),
    catalogue,
  );
  const slots = [...plan.slots.account, ...plan.slots.membership];
  const counted = events.filter(({ name }) => slots.some((slot) => slot.matches({ event: name, properties: new Map(), isPart: false })));
  return {
    asked: parsed.map((each) => ({ ...each, unit: plan.unitOf.get(each.name) })),
    plan,
    used: columnsOf(plan),
    events: new Map(counted.map(({ eventId, name }) => [eventId, name])),
    byLicence,
    byUser: plan.units.some(({ kind }) => kind === 'membership'),
  };
}

async function columnsFor(port: SqlPort, { account, period, table }: AsOf, asking: Asking): Promise<NumberColumn[]> {
  const columns = asking.asked.map(({ name }) => ({ kind: 'number' as const, name, values: new Float64Array(table.rows).fill(NaN) }));
  const rowsOf = new Map<number, number[]>();
  account.forEach((id, row) => rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]));
  for (const accountIds of chunked(
    [...rowsOf.keys()].sort((a, b) => a - b),
    ACCOUNTS_AT_ONCE,
  )) {
    const rows = accountIds.flatMap((id) => rowsOf.get(id) ?? []);
    const looks = [...new Set(rows.map((row) => period[row] ?? 0))].sort((a, b) => a - b);
    const { byLicence, byUser } = asking;
    const days = daysAsked(asking.plan, looks);
    const toDay = looks.at(-1) ?? 0;
    const past = await pastOf(port, accountIds, { fromDay: (days[0]?.from ?? toDay) - GAP_DAYS, toDay, byLicence, byUser });
    const uses = await usesByDay(port, { accountIds, eventIds: [...asking.events.keys()], days, byUser });
    const usesOf = groupBy(uses);
    for (const look of looks) {
      const now = rows.filter((row) => period[row] === look);
      const accounts = now.map((row) => past.of(account[row] ?? 0, look));
      const facts = factsBefore(look, accounts, asking, usesOf);
      const engine = newEngine(asking.plan, facts, look - 1);
      evaluateAll(engine);
      asking.asked.forEach(({ condition, unit }, at) => {
        if (unit === undefined) return;
        now.forEach((row, index) => {
          const member = engine.members[unit]?.[index] ?? UNKNOWN_MEMBER;
          const then = accounts[index];
          const values = columns[at]?.values;
          if (then === undefined || values === undefined || member === UNKNOWN_MEMBER || !wasObserved(condition, look, then)) return;
          values[row] = member === 0 ? 0 : 1;
        });
      });
    }
  }
  return columns;
}

/** The days that any condition looks at from any of the looks, none of which is the day of that look. */
function daysAsked({ slots }: Plan, looks: readonly number[]): Days[] {
  const days = looks
    .flatMap((look) =>
      [...slots.account, ...slots.membership].map(({ measure, window }) => {
        const { from, through } = windowBounds(window, look - 1);
        return { from: measure === 'first' ? 0 : Math.max(0, from), through: Math.min(through, look - 1) };
      }),
    )
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; through: number }[] = [];
  for (const each of days) {
    const last = merged.at(-1);
    if (last !== undefined && each.from <= last.through + 1) last.through = Math.max(last.through, each.through);
    else merged.push({ ...each });
  }
  return merged;
}

/** What was known of these accounts at the beginning of a day. */
function factsBefore(
  look: number,
  accounts: readonly PastAccount[],
  { used, events, byUser }: Asking,
  usesOf: ReadonlyMap<number, readonly DayUse[]>,
): Facts {
  const facts = newFacts({ accounts: accounts.length, users: 0, memberships: accounts.length, rows: 0 });
  const userIndex = new Map<number, number>();
  for (const { accountId, values, users } of accounts) {
    const index = addAccount(facts);
    for (const [key, type] of used.account) {
      const value = values.get(key);
      if (value !== undefined) setValue(columnFor(facts, 'account', key, type), index, value);
    }
    const nobody = addMembership(facts, index, -1);
    const members = new Map<number, number>();
    for (const user of byUser ? users : []) {
      const known = userIndex.get(user) ?? addUser(facts);
      userIndex.set(user, known);
      members.set(user, addMembership(facts, index, known));
    }
    const sums = new Map<string, { readonly membership: number; readonly day: number; readonly variant: number; count: number }>();
    for (const { day, event_id, user_id, count } of usesOf.get(accountId) ?? []) {
      if (day >= look) continue;
      const membership = members.get(user_id) ?? nobody;
      const variant = variantFor(facts, events.get(event_id) ?? '');
      const key = `${membership} ${day} ${variant}`;
      const known = sums.get(key);
      if (known === undefined) sums.set(key, { membership, day, variant, count });
      else known.count += count;
    }
    for (const { membership, day, variant, count } of sums.values()) setActivity(facts, membership, variant, day, count);
  }
  return facts;
}
