import type { Carriers } from './carriers';
import { type SegmentCatalogue, STAGE_COLUMN, STAGE_SINCE_COLUMN, stageEnteredColumn, TAGS_COLUMN } from './catalogue';
import { bindTest } from './check-condition';
import {
  type Condition,
  countRange,
  type PropertyTest,
  type RankBy,
  relatedKind,
  type Segment,
  type StageCondition,
  type TagCondition,
  type TopCondition,
} from './condition';
import type { EventVariant } from './facts';
import type { Plan, Slot, Test, TopRule, Unit } from './test-tree';
import type { PropertyType, SubjectKind } from './value';
import { dayNumber } from '../platform/days';
import { type EventWindow, nextTurn, type Window, windowBounds } from './window';

type Context = {
  readonly plan: Plan;
  readonly keys: Map<string, number>;
  readonly catalogue: SegmentCatalogue;
  readonly carriers: Carriers;
};

/** The unit of a segment, after the units that it needs. The condition has been checked. `keys`: units and slots that stand already. */
export function lower(plan: Plan, keys: Map<string, number>, segment: Segment, catalogue: SegmentCatalogue, carriers: Carriers): number {
  const test = lowerTest(segment.kind, segment.condition, { plan, keys, catalogue, carriers });
  return addUnit(plan, { kind: segment.kind, segment: segment.id, key: `segment ${segment.id}`, rule: { type: 'where', test } });
}

function addUnit(plan: Plan, unit: Unit): number {
  plan.units.push(unit);
  return plan.units.length - 1;
}

function lowerTest(kind: SubjectKind, from: Condition, context: Context): Test {
  switch (from.type) {
    case 'all':
    case 'any':
      return { type: from.type, from, of: from.of.map((child) => lowerTest(kind, child, context)) };
    case 'not':
      return { type: 'not', from, of: lowerTest(kind, from.of, context) };
    case 'property':
      return propertyTest(from, kind, context);
    case 'event':
      return { type: 'event', from, ...eventSlots(kind, from, context), ...countRange(from.count) };
    case 'screen':
      return { type: 'event', from, ...eventSlots(kind, { ...from, event: from.screen, where: [] }, context), ...countRange(from.count) };
    case 'firstTime':
      return { type: 'event', from, ...eventSlots(kind, { ...from, measure: 'first', where: [] }, context), least: 1, most: 1 };
    case 'stage':
      return stageTest(kind, from, context.catalogue);
    case 'stageEntered':
      return windowTest(from, stageEnteredColumn(from.stage), from.within);
    case 'tag':
      return { type: 'member', from, unit: tagUnit(kind, from, context) };
    case 'segment':
      return { type: 'member', from, unit: unitOfSegment(from.segment, context) };
    case 'related': {
      const related = relatedKind(kind, from.relation);
      if (related === undefined) throw new TypeError('An unchecked relation');
      const unit = from.where === null ? null : setOf(related, from.where, context);
      return { type: 'related', from, relation: from.relation, unit, ...countRange(from.count) };
    }
    case 'top':
      return { type: 'member', from, unit: topUnit(kind, from, context) };
  }
}

function unitOfSegment(id: string, { plan }: Context): number {
  const unit = plan.unitOf.get(id);
  if (unit === undefined) throw new TypeError('A segment before the one that it names');
  return unit;
}

/** The unit of those who meet a condition, shared with whoever asks the same. */
function setOf(kind: SubjectKind, condition: Condition, context: Context): number {
  if (condition.type === 'segment') return unitOfSegment(condition.segment, context);
  if (condition.type === 'top') return topUnit(kind, condition, context);
  if (condition.type === 'tag') return tagUnit(kind, condition, context);
  const key = `${kind} ${JSON.stringify(condition)}`;
  const known = context.keys.get(key);
  if (known !== undefined) return known;
  const test = lowerTest(kind, condition, context);
  const unit = addUnit(context.plan, { kind, segment: null, key, rule: { type: 'where', test } });
  context.keys.set(key, unit);
  return unit;
}

/**
 * The unit of those who carry tags, by hand or as members of segments. Its key names those segments: with others it is another unit, of
 * which everybody is asked anew.
 */
function tagUnit(kind: SubjectKind, from: TagCondition, context: Context): number {
  const carrying = from.tags.map((tag) => context.carriers(kind, tag));
  const key = `${kind} ${JSON.stringify(from)} ${JSON.stringify(carrying)}`;
  const known = context.keys.get(key);
  if (known !== undefined) return known;
  const tests = from.tags.map((tag, index): Test => {
    const byHand = columnTest(from, TAGS_COLUMN, 'list', { property: TAGS_COLUMN, operator: 'includesAny', value: [tag] });
    const byRule = (carrying[index] ?? []).map((id): Test => ({ type: 'member', from, unit: unitOfSegment(id, context) }));
    return byRule.length === 0 ? byHand : { type: 'any', from, of: [byHand, ...byRule] };
  });
  const test: Test = { type: from.match, from, of: tests };
  const unit = addUnit(context.plan, { kind, segment: null, key, rule: { type: 'where', test } });
  context.keys.set(key, unit);
  return unit;
}

function topUnit(kind: SubjectKind, condition: TopCondition, context: Context): number {
  const key = `${kind} ${JSON.stringify(condition)}`;
  const known = context.keys.get(key);
  if (known !== undefined) return known;
  const rule: TopRule = {
    type: 'top',
    base: condition.of === null ? null : setOf(kind, condition.of, context),
    by: rankBy(kind, condition.by, context),
    order: condition.order,
    keep: condition.keep,
  };
  const unit = addUnit(context.plan, { kind, segment: null, key, rule });
  context.keys.set(key, unit);
  return unit;
}

function rankBy(kind: SubjectKind, by: RankBy, context: Context): TopRule['by'] {
  if (by.type === 'event') return { type: 'slot', slot: eventSlot(kind, { ...by, where: [] }, context) };
  const type = context.catalogue.properties[kind].get(by.property)?.type;
  if (type === undefined) throw new TypeError('An unchecked property');
  return { type: 'column', column: by.property, propertyType: type };
}

type Counted = { event: string | null; where: readonly PropertyTest[]; measure: Slot['measure']; within: EventWindow };

function eventSlots(kind: SubjectKind, counted: Counted, context: Context): { readonly slot: number; readonly doubt: number | null } {
  const slot = eventSlot(kind, counted, context);
  return { slot, doubt: counted.where.length === 0 ? null : eventSlot(kind, counted, context, true) };
}

/** `inDoubt`: what may be meant is counted, too. */
function eventSlot(kind: SubjectKind, { event, where, measure, within }: Counted, context: Context, inDoubt = false): number {
  const key = `slot ${kind} ${JSON.stringify([event, where, measure, within, inDoubt])}`;
  const known = context.keys.get(key);
  if (known !== undefined) return known;
  const slots = context.plan.slots[kind];
  slots.push({ matches: matcher(event, where, context.catalogue, inDoubt), measure, window: within, since: sinceOf(within, context) });
  context.keys.set(key, slots.length - 1);
  return slots.length - 1;
}

function sinceOf(window: EventWindow, context: Context): Slot['since'] {
  if (window.type === 'sinceSegment') return { type: 'unit', unit: unitOfSegment(window.segment, context) };
  if (window.type !== 'sinceStage') return null;
  return { type: 'column', column: window.stage === null ? STAGE_SINCE_COLUMN : stageEnteredColumn(window.stage) };
}

function matcher(
  event: string | null,
  where: readonly PropertyTest[],
  { events }: SegmentCatalogue,
  inDoubt: boolean,
): (variant: EventVariant) => boolean {
  if (event === null) return (variant) => events.get(variant.event)?.activity === true;
  const described = events.get(event);
  const tests = where.map((test) => {
    const type = described?.properties.get(test.property);
    const bound = type === undefined ? undefined : bindTest(type, test);
    if (type === undefined || bound?.ok !== true) throw new TypeError('An unchecked property of an event');
    const { matches, absent } = bound.bound;
    return ({ properties, isPart }: EventVariant): boolean => {
      const value = properties.get(test.property);
      if (value === undefined && isPart) return inDoubt;
      if (value === undefined || value === null) return absent;
      if (matches.by === 'value') return matches.test(value);
      const { low, high, outside } = matches.range(0);
      const number = typeof value === 'string' ? dayNumber(value) : Number(value);
      return (number >= low && number <= high) !== outside;
    };
  });
  return (variant) => variant.event === event && tests.every((test) => test(variant));
}

function propertyTest(from: Condition & { type: 'property' }, kind: SubjectKind, { catalogue }: Context): Test {
  const type = catalogue.properties[kind].get(from.property)?.type;
  if (type === undefined) throw new TypeError('An unchecked property');
  return columnTest(from, from.property, type, from);
}

function columnTest(from: Condition, column: string, propertyType: PropertyType, test: PropertyTest): Test {
  const result = bindTest(propertyType, test);
  if (!result.ok) throw new TypeError('An unchecked operator');
  const { matches, absent } = result.bound;
  return matches.by === 'value'
    ? { type: 'value', from, column, propertyType, absent, test: matches.test }
    : { type: 'range', from, column, propertyType, absent, range: matches.range, nextTurn: matches.nextTurn };
}

/** A day that is in the window; who has none is not. */
function windowTest(from: Condition, column: string, window: Window): Test {
  return {
    type: 'range',
    from,
    column,
    propertyType: 'day',
    absent: false,
    range: (today) => {
      const bounds = windowBounds(window, today);
      return { low: bounds.from, high: bounds.through, outside: false };
    },
    nextTurn: (today, day) => nextTurn(window, today, day),
  };
}

function stageTest(kind: SubjectKind, from: StageCondition, { stages }: SegmentCatalogue): Test {
  const named = [...stages[kind]].filter(([id, { kind: stageKind }]) => from.stages.includes(id) || from.kinds.includes(stageKind));
  const ids = new Set(named.map(([id]) => id));
  const isIn: Test = {
    type: 'value',
    from,
    column: STAGE_COLUMN,
    propertyType: 'text',
    absent: false,
    test: (value) => typeof value === 'string' && ids.has(value),
  };
  if (from.days === null) return isIn;
  const { test, n } = from.days;
  const long = windowTest(from, STAGE_SINCE_COLUMN, { type: 'moreThanDaysAgo', days: n - 1 });
  const short = windowTest(from, STAGE_SINCE_COLUMN, { type: 'lastDays', days: n + 1 });
  const howLong = { atLeast: [long], atMost: [short], exactly: [long, short] }[test];
  return { type: 'all', from, of: [isIn, ...howLong] };
}
