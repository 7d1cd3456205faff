import type { Plan, Test, Unit } from '../../segments/test-tree';
import type { Relation } from '../../segments/condition';
import type { PropertyType, SubjectKind } from '../../segments/value';
import { windowBounds } from '../../segments/window';
import type { Needs } from '../../store/segment-neighbourhood';
import type { SourceEvent } from '../../store/segment-sources';
import { STAGE_COLUMN, TAGS_COLUMN } from '../../segments/catalogue';
import { OUTLOOK_KEYS } from '../predictions/outlook-properties';

export type Need = { readonly unit: number; readonly relation: Relation | null };

/** By unit: the units before it that it asks about, and by way of which relation; null for the subject itself. */
export function unitsNeeded(plan: Plan): readonly (readonly Need[])[] {
  return plan.units.map((unit) => {
    const needs: Need[] = [];
    for (const slot of slotsOf(unit)) {
      const since = plan.slots[unit.kind][slot]?.since;
      if (since?.type === 'unit') needs.push({ unit: since.unit, relation: null });
    }
    if (unit.rule.type === 'top' && unit.rule.base !== null) needs.push({ unit: unit.rule.base, relation: null });
    for (const test of testsOf(unit)) {
      if (test.type === 'member') needs.push({ unit: test.unit, relation: null });
      if (test.type === 'related' && test.unit !== null) needs.push({ unit: test.unit, relation: test.relation });
    }
    return needs;
  });
}

/** Columns that units read, by kind of subject. */
export type UsedColumns = Readonly<Record<SubjectKind, ReadonlyMap<string, PropertyType>>>;

export function columnsOf(plan: Plan): UsedColumns {
  const used: Record<SubjectKind, Map<string, PropertyType>> = { account: new Map(), user: new Map(), membership: new Map() };
  for (const unit of plan.units) {
    if (unit.rule.type === 'top' && unit.rule.by.type === 'column') used[unit.kind].set(unit.rule.by.column, unit.rule.by.propertyType);
    for (const test of testsOf(unit))
      if (test.type === 'range' || test.type === 'value') used[unit.kind].set(test.column, test.propertyType);
    for (const slot of slotsOf(unit)) {
      const since = plan.slots[unit.kind][slot]?.since;
      if (since?.type === 'column') used[unit.kind].set(since.column, 'day');
    }
  }
  return used;
}

/** Properties of events that units ask about. */
export function askedOfEvents(plan: Pick<Plan, 'units'>): readonly { readonly event: string; readonly key: string }[] {
  const asked = plan.units
    .flatMap(testsOf)
    .flatMap(({ from }) =>
      from.type !== 'event' || from.event === null ? [] : from.where.map(({ property }): [string, string] => [from.event ?? '', property]),
    );
  return [...new Map(asked.map(([event, key]) => [JSON.stringify([event, key]), { event, key }])).values()];
}

/** What has to be read of subjects so that every unit of the plan can be asked. `unitIds`: numbers under which units are kept. */
export function needsOf(
  plan: Plan,
  {
    events,
    unitIds,
    today,
  }: { readonly events: readonly SourceEvent[]; readonly unitIds: readonly (number | null)[]; readonly today: number },
): Needs {
  const columns = columnsOf(plan);
  const stageColumns = [...columns.account.keys()].filter((column) => column.startsWith(':') && column !== TAGS_COLUMN);
  const asked = (kind: SubjectKind, ...relations: readonly Relation[]): readonly number[] | null => {
    const found: number[] = [];
    let isAsked = false;
    for (const unit of plan.units) {
      if (unit.kind !== kind) continue;
      for (const test of testsOf(unit)) {
        if (test.type !== 'related' || !relations.includes(test.relation)) continue;
        isAsked = true;
        const id = test.unit === null ? null : (unitIds[test.unit] ?? null);
        if (id !== null) found.push(id);
      }
    }
    return isAsked ? [...new Set(found)] : null;
  };
  const propertied = new Set(askedOfEvents(plan).map(({ event }) => event));
  const slots = (['account', 'user', 'membership'] as const).flatMap((kind) => plan.slots[kind]);
  return {
    today,
    events: events
      .filter(({ name }) => slots.some((slot) => slot.matches({ event: name, properties: new Map(), isPart: true })))
      .map(({ eventId }) => eventId),
    propertied: events.filter(({ name }) => propertied.has(name)).map(({ eventId }) => eventId),
    accountFrom: firstDay(plan, 'account', today),
    userFrom: firstDay(plan, 'user', today),
    membershipFrom: firstDay(plan, 'membership', today),
    firstSeen: columns.account.has('first-seen'),
    usersEver: columns.account.has('users-ever'),
    uses30: columns.account.has('uses-30'),
    ranked: plan.units.flatMap(({ rule }, unit) => (rule.type === 'top' ? (unitIds[unit] ?? []) : [])),
    outlook: OUTLOOK_KEYS.some((key) => columns.account.has(key)),
    stages: stageColumns.some((column) => column !== STAGE_COLUMN),
    usersOfAccounts: asked('account', 'users'),
    membershipsOfAccounts: asked('account', 'memberships'),
    accountsOfUsers: asked('user', 'accounts'),
    membershipsOfUsers: asked('user', 'memberships'),
    accountOfMemberships: asked('membership', 'account'),
    userOfMemberships: asked('membership', 'user'),
  };
}

/** The keys of units that count an event, whatever its properties are. */
export function unitsCounting(plan: Plan, event: string): readonly string[] {
  const variant = { event, properties: new Map(), isPart: true };
  return plan.units.flatMap((unit) =>
    slotsOf(unit).some((slot) => plan.slots[unit.kind][slot]?.matches(variant) === true) ? [unit.key] : [],
  );
}

function firstDay(plan: Plan, kind: SubjectKind, today: number): number | null {
  const days = plan.slots[kind].map(({ measure, window }) => (measure === 'first' ? 0 : Math.max(0, windowBounds(window, today).from)));
  return days.length === 0 ? null : Math.min(...days);
}

function testsOf({ rule }: Unit): readonly Test[] {
  if (rule.type === 'top') return [];
  const found: Test[] = [];
  const walk = (test: Test): void => {
    found.push(test);
    if (test.type === 'all' || test.type === 'any') test.of.forEach(walk);
    if (test.type === 'not') walk(test.of);
  };
  walk(rule.test);
  return found;
}

function slotsOf(unit: Unit): readonly number[] {
  if (unit.rule.type === 'top') return unit.rule.by.type === 'slot' ? [unit.rule.by.slot] : [];
  return testsOf(unit).flatMap((test) => (test.type !== 'event' ? [] : test.doubt === null ? [test.slot] : [test.slot, test.doubt]));
}
