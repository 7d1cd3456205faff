import { dayFromNumber } from '../../platform/days';
import type { PropertyValue } from '../../segments/value';
import { windowBounds } from '../../segments/window';
import type { Bounds, EventWindow } from '../../segments/window';
import { MAX_STREAK } from './definition';
import type { ComputedDefinition } from './definition';

/** What a subject did, by day: `other` is the user of an account, the account of a user. Days count from 1970-01-01. */
export type Use = {
  readonly day: number;
  readonly event: string;
  readonly times: number;
  readonly other: number;
  /** Counts as activity. */
  readonly activity: boolean;
  /** Of an event whose properties are kept; null for one that it did not have. */
  readonly values?: ReadonlyMap<string, PropertyValue | null>;
  /** Nobody knows the properties that are not among its values. */
  readonly isPart?: boolean;
};

type OfEvents = Extract<ComputedDefinition, { type: 'events' | 'change' | 'trend' | 'streak' | 'eventProperty' }>;

/** `sinceDay`: the day on which a window of the kind “since …” begins for this subject; null where that never came. */
export type UseFacts = {
  readonly uses: readonly Use[];
  /** Of everybody in the account of a user in an account. */
  readonly usesOfAccount: readonly Use[];
  readonly today: number;
  readonly sinceDay: (window: EventWindow) => number | null;
};

/** The value of a property that is made of events; null where there is none. */
export function measureEvents(definition: OfEvents, facts: UseFacts): PropertyValue | null {
  const { today } = facts;
  switch (definition.type) {
    case 'events': {
      const bounds = boundsOf(definition.within, facts);
      if (bounds === null) return null;
      const uses = within(chosen(facts.uses, definition.events), bounds);
      if (definition.measure !== 'share') return measured(definition.measure, uses, today);
      const ofAll = times(within(chosen(facts.usesOfAccount, definition.events), bounds));
      return ofAll === 0 ? null : times(uses) / ofAll;
    }
    case 'change': {
      const bounds = windowBounds(definition.within, today);
      const length = bounds.through - bounds.from + 1;
      const uses = chosen(facts.uses, definition.events);
      const before = times(within(uses, { from: bounds.from - length, through: bounds.from - 1 }));
      return before === 0 ? null : times(within(uses, bounds)) / before - 1;
    }
    case 'trend':
      return slope(weeklyTimes(chosen(facts.uses, definition.events), definition.within.days, today));
    case 'streak':
      return streak(chosen(facts.uses, definition.events), today);
    case 'eventProperty': {
      const bounds = boundsOf(definition.within, facts);
      if (bounds === null) return null;
      const uses = within(chosen(facts.uses, [definition.event]), bounds);
      return aggregate(
        definition.measure,
        uses.flatMap(({ day, times, values }) => {
          const value = values?.get(definition.property);
          return value === undefined || value === null ? [] : [{ day, times, value }];
        }),
      );
    }
  }
}

/** Whether something was done whose value of the property nobody kept. */
export function isNotKept(definition: Extract<ComputedDefinition, { type: 'eventProperty' }>, facts: UseFacts): boolean {
  const bounds = boundsOf(definition.within, facts);
  if (bounds === null) return false;
  const uses = within(chosen(facts.uses, [definition.event]), bounds);
  return uses.some(({ values, isPart }) => isPart === true && values?.has(definition.property) !== true);
}

function chosen(uses: readonly Use[], events: readonly string[] | null): readonly Use[] {
  return uses.filter(({ event, activity, times }) => times > 0 && (events === null ? activity : events.includes(event)));
}

function within(uses: readonly Use[], { from, through }: Bounds): readonly Use[] {
  return uses.filter(({ day }) => day >= from && day <= through);
}

/** Which days a window has for a subject; null where it never began. */
export function boundsOf(window: EventWindow, { today, sinceDay }: Pick<UseFacts, 'today' | 'sinceDay'>): Bounds | null {
  if (window.type !== 'sinceStage' && window.type !== 'sinceSegment') return windowBounds(window, today);
  const from = sinceDay(window);
  return from === null ? null : { from, through: today };
}

const times = (uses: readonly Use[]): number => uses.reduce((sum, use) => sum + use.times, 0);

function measured(
  measure: Exclude<Extract<OfEvents, { type: 'events' }>['measure'], 'share'>,
  uses: readonly Use[],
  today: number,
): PropertyValue | null {
  const days = uses.map(({ day }) => day);
  switch (measure) {
    case 'count':
      return times(uses);
    case 'days':
      return new Set(days).size;
    case 'others':
      // Zero is nobody: what the account did by itself.
      return new Set(uses.flatMap(({ other }) => (other === 0 ? [] : [other]))).size;
    case 'kinds':
      return new Set(uses.map(({ event }) => event)).size;
    case 'first':
      return days.length === 0 ? null : dayFromNumber(least(days));
    case 'last':
      return days.length === 0 ? null : dayFromNumber(most(days));
    case 'daysSince':
      return days.length === 0 ? null : today - most(days);
  }
}

const least = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.min(one, other));
const most = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.max(one, other));

/** Oldest first; whole weeks that end yesterday. */
function weeklyTimes(uses: readonly Use[], days: number, today: number): readonly number[] {
  const weeks = Math.floor(days / 7);
  const from = today - weeks * 7;
  const sums = Array.from({ length: weeks }, () => 0);
  for (const { day, times: count } of uses) {
    const week = Math.floor((day - from) / 7);
    if (week >= 0 && week < weeks) sums[week] = (sums[week] ?? 0) + count;
  }
  return sums;
}

function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return values.reduce((sum, value, index) => sum + (index - middle) * value, 0) / spread;
}

function streak(uses: readonly Use[], today: number): number {
  const days = new Set(uses.map(({ day }) => day));
  const end = days.has(today) ? today : today - 1;
  let length = 0;
  while (length < MAX_STREAK && days.has(end - length)) length += 1;
  return length;
}

/** A value that came so many times, last on a day. */
export type Counted = { readonly day: number; readonly times: number; readonly value: PropertyValue };

/** Over values of one type: numbers are summed and averaged by how often they came; `first` and `last` go by day, equals by value. */
export function aggregate(
  measure: 'distinct' | 'sum' | 'average' | 'min' | 'max' | 'first' | 'last',
  values: readonly Counted[],
): PropertyValue | null {
  if (measure === 'distinct') return new Set<unknown>(values.flatMap<unknown>(({ value }) => value)).size;
  const [first] = values;
  if (first === undefined) return measure === 'sum' ? 0 : null;
  const sum = () => values.reduce((total, { value, times: count }) => total + (value as number) * count, 0);
  switch (measure) {
    case 'sum':
      return sum();
    case 'average':
      return sum() / values.reduce((total, { times: count }) => total + count, 0);
    case 'min':
      return values.reduce((one, other) => (other.value < one.value ? other : one)).value;
    case 'max':
      return values.reduce((one, other) => (other.value > one.value ? other : one)).value;
    case 'first':
      return values.reduce((one, other) => (other.day < one.day || (other.day === one.day && other.value < one.value) ? other : one)).value;
    case 'last':
      return values.reduce((one, other) => (other.day > one.day || (other.day === one.day && other.value > one.value) ? other : one)).value;
  }
}
