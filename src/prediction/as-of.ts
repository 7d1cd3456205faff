import type { Remark, Table } from './table';

/** Days count from 1970-01-01. `knownDay` is when it reached us, where that is later than the day it speaks of. */
export type PropertyValue = {
  readonly account: number;
  readonly property: string;
  /** Missing: nobody knows since when, so it was known at no earlier day. */
  readonly sinceDay: number | undefined;
  readonly knownDay?: number;
  readonly value: number | string | null;
};
export type DayCount = {
  readonly account: number;
  readonly event: string;
  readonly day: number;
  readonly knownDay?: number;
  readonly count: number;
};
/** Computed elsewhere over days up to `throughDay`. */
export type Aggregate = { readonly account: number; readonly name: string; readonly throughDay: number; readonly value: number };
/** [fromDay, toDay) in which the account's app reported. */
export type Observed = { readonly account: number; readonly fromDay: number; readonly toDay: number };
/** `undoneDay`: when it turned out not to hold, such as a licence that was renewed late. */
export type Outcome = { readonly account: number; readonly day: number; readonly undoneDay?: number };
/** [fromDay, toDay) in which the outcome could come: the account was in the stage that it leaves. */
export type AtRisk = { readonly account: number; readonly fromDay: number; readonly toDay: number };

export type History = {
  readonly properties: readonly PropertyValue[];
  readonly counts: readonly DayCount[];
  readonly aggregates: readonly Aggregate[];
  readonly observed: readonly Observed[];
  readonly atRisk: readonly AtRisk[];
  readonly outcomes: readonly Outcome[];
  /** The first day of which not everything is known yet. */
  readonly untilDay: number;
};

export type AsOfOptions = {
  /** Days at whose beginning accounts are looked at, rising, at least a horizon apart. */
  readonly lookDays: readonly number[];
  readonly horizonDays: 30 | 90;
  /** Properties and aggregates that follow from the outcome itself. */
  readonly derivedFromOutcome?: ReadonlySet<string>;
};

export type AsOf = {
  readonly table: Table;
  readonly outcome: Uint8Array;
  readonly account: Int32Array;
  /** The look day of each row. */
  readonly period: Int32Array;
  /** Days from the look to the outcome; 0 where none came. */
  readonly daysAhead: Int32Array;
  readonly remarks: readonly Remark<'derived' | 'undated' | 'undone' | 'close looks'>[];
};

const WINDOWS = [7, 30, 90] as const;

/**
 * What was known of each account at the beginning of each look day, and whether the outcome came within the horizon. Nothing dated or
 * learned on that day or later is read. Usage in a window that was not observed from end to end is missing, never 0. An
 * account counts at a look while it is at risk, and only where the horizon has passed.
 */
export function asOf(history: History, { lookDays, horizonDays, derivedFromOutcome = new Set() }: AsOfOptions): AsOf {
  const remarks: AsOf['remarks'][number][] = [];
  if (lookDays.some((day, index) => index > 0 && day - (lookDays[index - 1] ?? 0) < horizonDays))
    remarks.push({ code: 'close looks', sentence: `Looks are less than ${horizonDays} days apart: one outcome may count twice.` });
  const outcomes = groupBy(history.outcomes);
  const rows = lookDays.flatMap((day) =>
    day + horizonDays > history.untilDay ? [] : looksAt(day, horizonDays, history.atRisk, outcomes, remarks),
  );
  const properties = groupBy(history.properties);
  const counts = groupBy(history.counts);
  const aggregates = new Map([...groupBy(history.aggregates)].map(([account, own]) => [account, groupBy(own, ({ name }) => name)]));
  const observed = groupBy(history.observed);
  const barred = (name: string): boolean => derivedFromOutcome.has(name);
  for (const name of derivedFromOutcome)
    remarks.push({ code: 'derived', sentence: `“${name}” is left out: it follows from the outcome itself.` });
  const names = [...new Set(history.properties.map(({ property }) => property))].filter((name) => !barred(name)).sort();
  for (const name of names)
    if (history.properties.every(({ property, sinceDay }) => property !== name || sinceDay === undefined))
      remarks.push({ code: 'undated', sentence: `“${name}” is left out: nobody knows since when its values hold.` });
  const events = [...new Set(history.counts.map(({ event }) => event))].sort();
  const aggregateNames = [...new Set(history.aggregates.map(({ name }) => name))].filter((name) => !barred(name)).sort();

  const columns = [
    ...names.map((name) => columnOf(name, rows, ({ account, day }) => propertyAt(properties.get(account) ?? [], name, day))),
    ...aggregateNames.map((name) => columnOf(name, rows, ({ account, day }) => aggregateAt(aggregates.get(account)?.get(name) ?? [], day))),
    ...events.flatMap((event) =>
      WINDOWS.map((days) =>
        columnOf(`${event}, last ${days} days`, rows, ({ account, day }) =>
          countIn(counts.get(account) ?? [], observed.get(account) ?? [], event, { from: day - days, to: day, look: day }),
        ),
      ).concat(
        columnOf(`${event}, trend`, rows, ({ account, day }) =>
          trendAt(counts.get(account) ?? [], observed.get(account) ?? [], event, day),
        ),
      ),
    ),
  ];
  return {
    table: { rows: rows.length, columns },
    outcome: Uint8Array.from(rows, ({ ahead }) => (ahead === undefined ? 0 : 1)),
    account: Int32Array.from(rows, ({ account }) => account),
    period: Int32Array.from(rows, ({ day }) => day),
    daysAhead: Int32Array.from(rows, ({ ahead }) => ahead ?? 0),
    remarks,
  };
}

type Look = { readonly account: number; readonly day: number; readonly ahead: number | undefined };

function looksAt(
  day: number,
  horizonDays: number,
  atRisk: readonly AtRisk[],
  outcomes: ReadonlyMap<number, Outcome[]>,
  remarks: AsOf['remarks'][number][],
): Look[] {
  return atRisk.flatMap(({ account, fromDay, toDay }): Look[] => {
    if (day < fromDay || day >= toDay) return [];
    const came = (outcomes.get(account) ?? []).filter((outcome) => outcome.day >= day && outcome.day < day + horizonDays);
    const lasting = came.find(({ undoneDay }) => undoneDay === undefined);
    if (lasting === undefined && came.length > 0) {
      // Neither happened nor did not: such a row would teach either way wrongly.
      remarks.push({ code: 'undone', sentence: `An outcome of account ${account} was undone later: what was seen before it is left out.` });
      return [];
    }
    return [{ account, day, ahead: lasting === undefined ? undefined : lasting.day - day }];
  });
}

/** The latest value that held, and was known, before the day. */
function propertyAt(values: readonly PropertyValue[], property: string, day: number): number | string | null {
  let latest: PropertyValue | undefined;
  for (const each of values) {
    if (each.property !== property || each.sinceDay === undefined || each.sinceDay >= day || (each.knownDay ?? each.sinceDay) >= day)
      continue;
    if (latest === undefined || each.sinceDay >= (latest.sinceDay ?? 0)) latest = each;
  }
  return latest?.value ?? null;
}

/** The latest that covers only days before. */
function aggregateAt(values: readonly Aggregate[], day: number): number | null {
  const known = values.filter((each) => each.throughDay < day);
  return (
    known.reduce<Aggregate | undefined>(
      (latest, each) => (latest === undefined || each.throughDay > latest.throughDay ? each : latest),
      undefined,
    )?.value ?? null
  );
}

type Window = { readonly from: number; readonly to: number; readonly look: number };

function countIn(counts: readonly DayCount[], observed: readonly Observed[], event: string, { from, to, look }: Window): number | null {
  if (!isObserved(observed, from, to)) return null;
  let sum = 0;
  for (const each of counts)
    if (each.event === event && each.day >= from && each.day < to && (each.knownDay ?? each.day) < look) sum += each.count;
  return sum;
}

/** Of the last 30 days against the 30 before, from -1 (stopped) to 1 (begun); 0 where there was none in both. */
function trendAt(counts: readonly DayCount[], observed: readonly Observed[], event: string, day: number): number | null {
  const now = countIn(counts, observed, event, { from: day - 30, to: day, look: day });
  const before = countIn(counts, observed, event, { from: day - 60, to: day - 30, look: day });
  if (now === null || before === null) return null;
  return now + before === 0 ? 0 : (now - before) / (now + before);
}

/** Whether the stretches together cover every day of [from, to). */
function isObserved(observed: readonly Observed[], from: number, to: number): boolean {
  let reached = from;
  for (const { fromDay, toDay } of observed.toSorted((a, b) => a.fromDay - b.fromDay))
    if (fromDay <= reached) reached = Math.max(reached, toDay);
  return reached >= to;
}

function columnOf(name: string, rows: readonly Look[], valueAt: (look: Look) => number | string | null): Table['columns'][number] {
  const values = rows.map(valueAt);
  const isText = values.some((value) => typeof value === 'string');
  if (!isText) return { kind: 'number', name, values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN)) };
  const texts = values.map((value) => (value === null ? null : String(value)));
  const levels = [...new Set(texts.filter((text) => text !== null))].sort();
  return { kind: 'category', name, levels, codes: Int32Array.from(texts, (text) => (text === null ? -1 : levels.indexOf(text))) };
}

function groupBy<Of extends { readonly account: number }>(all: readonly Of[]): Map<number, Of[]>;
function groupBy<Of, Key>(all: readonly Of[], keyOf: (each: Of) => Key): Map<Key, Of[]>;
function groupBy<Of extends { readonly account: number }>(all: readonly Of[], keyOf: (each: Of) => unknown = ({ account }) => account) {
  const groups = new Map<unknown, Of[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}
