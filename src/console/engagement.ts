import type { AskedRange } from '../contract/day-range';
import type {
  EngagementGrain,
  LifecycleAnswer,
  LifecycleRequest,
  RetentionAnswer,
  RetentionRequest,
  StickinessAnswer,
  StickinessRequest,
} from '../contract/engagement';
import { periodsOf } from '../engagement/calendar';
import { periodsBefore, rangeOf } from '../engagement/day-range';
import type { DayRange } from '../engagement/day-range';
import { retentionTable } from '../engagement/retention';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { activeDaySums, cohortSums, periodSums, staleCount } from '../store/queries/engagement-sums';

type EngagementPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

/** So many periods are shown, the running one included; about a month of days, a quarter of weeks, a year of months. */
const SHOWN: Record<EngagementGrain, number> = { day: 31, week: 14, month: 13 };
/** A chart of more columns cannot be read. */
const MOST_PERIODS = 120;
const LONGEST_DAYS: Record<EngagementGrain, number> = { day: 1, week: 7, month: 31 };

/** Shares of those who came for the first time that came again. Periods are read from prepared sums, whatever the number of events. */
export async function retentionAnswer(ports: EngagementPorts, request: RetentionRequest): Promise<RetentionAnswer> {
  const today = dayNumberOf(ports.clock());
  const { grain, range, when } = request;
  const asked = askedPeriods(range, grain, today);
  const from = asked[0] ?? today;
  const cohorts = asked.length - 1;
  // Whoever came in the range is followed until today, as far as a table can be read.
  const startDays = periodsOf({ fromDay: from, days: today + 1 - from }, grain).startDays;
  const columns = Math.min(startDays.length - 1, SHOWN[grain]);
  const rows = asked.slice(0, -1).map(() => new Array<number>(columns).fill(0));
  for (const { cohort_day, age, units, last_units } of await cohortSums(ports.sql, request, from, asked[cohorts] ?? today)) {
    const row = rows[asked.indexOf(cohort_day)];
    // Who was seen last after the table's end was seen in it or after it; who came after its end did not come in it.
    const column = when === 'on' ? age : Math.min(age, columns - 1);
    if (row !== undefined && column < columns) row[column] = (row[column] ?? 0) + (when === 'on' ? units : last_units);
  }
  const table = retentionTable({ startDays, columns, cohorts, row: (cohort) => rows[cohort] ?? [] }, { ...request, asOfDay: today });
  return {
    ...(await frame(ports, today)),
    cohorts: table.cohorts.map(({ startDay, units, cells }) => ({ startDay: dayFromNumber(startDay), units, cells: [...cells] })),
    weighted: [...table.weighted],
    simple: [...table.simple],
  };
}

/** Who came anew, came again, came back after a pause, and came no more; beside them, if asked, who was active in the periods before. */
export async function lifecycleAnswer(ports: EngagementPorts, request: LifecycleRequest): Promise<LifecycleAnswer> {
  const today = dayNumberOf(ports.clock());
  const { grain, range, compare } = request;
  const startDays = askedPeriods(range, grain, today);
  const before = compare ? periodsBefore(startDays, grain) : [];
  const from = before[0] ?? startDays[0] ?? today;
  const sums = new Map((await periodSums(ports.sql, request, from, today + 1)).map((row) => [row.start_day, row]));
  const activeFrom = (startDay: number): number => {
    const row = sums.get(startDay);
    return row === undefined ? 0 : row.born + row.returned + row.resurrected;
  };
  const periods = startDays.slice(0, -1).map((startDay, index) => {
    const row = sums.get(startDay);
    const earlier = before[index];
    return {
      startDay: dayFromNumber(startDay),
      new: row?.born ?? 0,
      returning: row?.returned ?? 0,
      resurrected: row?.resurrected ?? 0,
      dormant: row?.dormant ?? 0,
      running: (startDays[index + 1] ?? 0) > today,
      before: earlier === undefined ? null : { startDay: dayFromNumber(earlier), active: activeFrom(earlier) },
    };
  });
  return { ...(await frame(ports, today)), periods };
}

/** First days of the periods of a range, of the latest without one, and the day after the last. */
function askedPeriods(range: AskedRange | null, grain: EngagementGrain, today: number): readonly number[] {
  return range === null ? shownPeriods(grain, today) : periodsIn(rangeOf(range, today), grain, today);
}

/** The periods that days of a range lie in, none of them after today; the latest of very many. */
function periodsIn(range: DayRange, grain: EngagementGrain, today: number): readonly number[] {
  const toDay = Math.min(range.toDay, today);
  const fromDay = Math.max(Math.min(range.fromDay, toDay), toDay - MOST_PERIODS * LONGEST_DAYS[grain]);
  return periodsOf({ fromDay, days: toDay - fromDay + 1 }, grain).startDays.slice(-MOST_PERIODS - 1);
}

/** On how many days of a week or month units came. */
export async function stickinessAnswer(ports: EngagementPorts, request: StickinessRequest): Promise<StickinessAnswer> {
  const today = dayNumberOf(ports.clock());
  const startDays = askedPeriods(request.range, request.grain, today);
  const sums = await activeDaySums(ports.sql, request, startDays[0] ?? today, Math.min(startDays.at(-1) ?? today, today) + 1);
  const periods = startDays.slice(0, -1).map((startDay, index) => {
    const next = startDays[index + 1] ?? 0;
    const known = sums.get(startDay) ?? [];
    const exact = Array.from({ length: next - startDay }, (_, position) => known[position] ?? 0);
    return { startDay: dayFromNumber(startDay), running: next > today, exact };
  });
  return { ...(await frame(ports, today)), periods };
}

/** First days of the periods shown, and the day after the running one. */
function shownPeriods(grain: EngagementGrain, today: number): readonly number[] {
  const fromDay = today + 1 - SHOWN[grain] * LONGEST_DAYS[grain];
  return periodsOf({ fromDay, days: today + 1 - fromDay }, grain).startDays.slice(-SHOWN[grain] - 1);
}

async function frame(ports: EngagementPorts, today: number) {
  return { asOfDay: dayFromNumber(today), waiting: await staleCount(ports.sql) };
}
