import type { ActivityRow } from '../src/engagement/activity';
import type { Unit } from '../src/engagement/active-units';
import { dayFromNumber, dayNumber } from '../src/platform/days';

/** The definitions of engagement as one would say them, over plain rows and sets, however slow. */
export type World = {
  readonly rows: readonly ActivityRow[];
  readonly counted: ReadonlySet<number>;
  readonly fromDay: number;
  readonly days: number;
};
export type Grain = 'day' | 'week' | 'month';

const key = (row: ActivityRow) => `${row.account}:${row.user}:${row.event}:${row.day}`;

/** One row for each account, user, event and day: the largest count. */
export function distinctRows(rows: readonly ActivityRow[]): ActivityRow[] {
  const best = new Map<string, ActivityRow>();
  for (const row of rows) if (row.count > (best.get(key(row))?.count ?? 0)) best.set(key(row), row);
  return [...best.values()];
}

export function unitOf(unit: Unit, row: ActivityRow): string | null {
  if (unit === 'account') return String(row.account);
  if (row.user === 0) return null;
  return unit === 'user' ? String(row.user) : `${row.account}:${row.user}`;
}

/** Days by unit, of rows that count. */
export function daysByUnit({ rows, counted }: World, unit: Unit, event?: number): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>();
  for (const row of rows) {
    const name = unitOf(unit, row);
    if (name === null || !counted.has(row.event) || (event !== undefined && row.event !== event)) continue;
    days.set(name, (days.get(name) ?? new Set()).add(row.day));
  }
  return days;
}

export function actives(world: World, unit: Unit, day: number, window: number, event?: number): number {
  const inWindow = (days: Set<number>) => [...days].some((each) => each <= day && each > day - window);
  return [...daysByUnit(world, unit, event).values()].filter(inWindow).length;
}

/** First day of the period that a day lies in. */
export function periodStart(grain: Grain, day: number): number {
  if (grain === 'day') return day;
  if (grain === 'month') return dayNumber(`${dayFromNumber(day).slice(0, 7)}-01`);
  const weekday = (new Date(`${dayFromNumber(day)}T00:00:00Z`).getUTCDay() + 6) % 7;
  return day - weekday;
}

export function periodStarts({ fromDay, days }: World, grain: Grain): number[] {
  const all = Array.from({ length: days }, (_, offset) => periodStart(grain, fromDay + offset));
  return [...new Set(all)];
}

function activePeriods(world: World, unit: Unit, grain: Grain): Set<number>[] {
  return [...daysByUnit(world, unit).values()].map((days) => new Set([...days].map((day) => periodStart(grain, day))));
}

export function lifecycleByDefinition(world: World, unit: Unit, grain: Grain) {
  const starts = periodStarts(world, grain);
  const units = activePeriods(world, unit, grain);
  return starts.map((start, index) => {
    const before = starts[index - 1] ?? NaN;
    const count = (test: (active: Set<number>) => boolean) => units.filter(test).length;
    const isEarlier = (active: Set<number>) => [...active].some((each) => each < start);
    return {
      startDay: start,
      new: count((active) => active.has(start) && !isEarlier(active)),
      returning: count((active) => active.has(start) && active.has(before)),
      resurrected: count((active) => active.has(start) && !active.has(before) && isEarlier(active)),
      dormant: count((active) => !active.has(start) && active.has(before)),
    };
  });
}

export function retentionByDefinition(world: World, unit: Unit, grain: Grain, when: 'on' | 'onOrAfter'): number[][] {
  const starts = periodStarts(world, grain);
  const units = activePeriods(world, unit, grain);
  return starts.map((start, cohort) => {
    const members = units.filter((active) => Math.min(...active) === start);
    return starts
      .slice(cohort)
      .map((later) => members.filter((active) => [...active].some((each) => (when === 'on' ? each === later : each >= later))).length);
  });
}

/** Units by start of the period and number of active days in it. */
export function stickinessByDefinition(world: World, unit: Unit, grain: 'week' | 'month', start: number, exactly: number): number {
  return [...daysByUnit(world, unit).values()].filter(
    (days) => [...days].filter((day) => periodStart(grain, day) === start).length === exactly,
  ).length;
}

export function adoptionByDefinition(world: World, unit: 'user' | 'account', event: number, day: number) {
  const all = daysByUnit(world, unit);
  const uses = daysByUnit(world, unit, event);
  const firsts = [...uses].map(([name, days]) => ({ first: Math.min(...days), start: Math.min(...(all.get(name) ?? [])) }));
  return {
    reach: actives(world, unit, day, 30, event),
    everUsed: Array.from(
      { length: day - world.fromDay + 1 },
      (_, offset) => firsts.filter(({ first }) => first <= world.fromDay + offset).length,
    ),
    delays: firsts.map(({ first, start }) => first - start).sort((a, b) => a - b),
  };
}

/** How far each unit gets: every chain of days is tried. */
export function funnelByDefinition(
  world: World,
  unit: Unit,
  steps: readonly number[],
  limit: { readonly perStepDays: number } | { readonly totalDays: number },
  [from, to]: readonly [number, number],
): number[] {
  const units = new Map<string, Set<number>[]>();
  for (const row of world.rows) {
    const name = unitOf(unit, row);
    if (name === null) continue;
    const days = units.get(name) ?? steps.map(() => new Set<number>());
    days[steps.indexOf(row.event)]?.add(row.day);
    units.set(name, days);
  }
  const furthest = (days: readonly Set<number>[], step: number, first: number, previous: number): number =>
    Math.max(
      step,
      ...[...(days[step] ?? [])].map((day) => {
        if (step === 0) return day >= from && day < to ? furthest(days, 1, day, day) : 0;
        const isInTime = 'perStepDays' in limit ? day - previous <= limit.perStepDays : day - first <= limit.totalDays;
        return day >= previous && isInTime ? furthest(days, step + 1, first, day) : step;
      }),
    );
  const far = [...units.values()].map((days) => furthest(days, 0, NaN, NaN));
  return steps.map((_, step) => far.filter((each) => each > step).length);
}
