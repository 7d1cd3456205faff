import type {
  EngagementGrain,
  EngagementUnit,
  LifecycleAnswer,
  RetentionAnswer,
  StickinessAnswer,
} from '../../../../src/contract/engagement';
import type { StackedColumn } from '../../parts/columns';
import { delta } from '../../parts/delta';
import { count, counted, percent } from '../../parts/format';
import type { HeatRow } from '../../parts/heat-table';
import type { ReleaseMark } from '../../parts/release-marks';
import { countedUnits, LIFECYCLE_KINDS, lifecycleTerms, periodLabel, periodName } from './words';

export type Cohort = RetentionAnswer['cohorts'][number];
export type LifecyclePeriod = LifecycleAnswer['periods'][number];
type DaysPeriod = StickinessAnswer['periods'][number];

/** Periods in which nobody began have no row: it would be a line of nothing. */
export const cohortsWithUnits = (cohorts: readonly Cohort[]): readonly Cohort[] => cohorts.filter(({ units }) => units > 0);

/** Seven looks by how much of a cohort came, finest where most figures are. */
const LOOKS_FROM = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75] as const;
export const lookOf = (share: number): string => `kept-${String(LOOKS_FROM.filter((from) => share >= from).length)}`;
export const LOOKS = ['kept-0', 'kept-1', 'kept-2', 'kept-3', 'kept-4', 'kept-5', 'kept-6'] as const;

/** A row of the triangle. */
export function heatRow({ startDay, units, cells }: Cohort, grain: EngagementGrain, unit: EngagementUnit): HeatRow {
  const running = cells.findIndex((cell) => cell.running);
  return {
    id: startDay,
    label: periodLabel(grain, startDay),
    aside: count(units),
    shares: cells.map(({ share }) => share),
    notes: cells.map((cell) => `${countedUnits(cell.units, unit)}${cell.running ? ', so far' : ''}`),
    ...(running === -1 ? {} : { runningFrom: running }),
  };
}

export type AgePoint = { readonly age: string; readonly weighted: number | null; readonly simple: number | null };
/** The curves' points, up to the last age that is known. */
export function agePoints({ weighted, simple }: Pick<RetentionAnswer, 'weighted' | 'simple'>): readonly AgePoint[] {
  const points = weighted.map((share, age) => ({ age: String(age), weighted: share, simple: simple[age] ?? null }));
  return points.slice(0, points.findLastIndex(({ weighted: share }) => share !== null) + 1);
}

export const activeIn = ({ new: born, returning, resurrected }: LifecyclePeriod): number => born + returning + resurrected;

/** What was there and what went in one period. */
export function lifecycleColumn(
  period: LifecyclePeriod,
  grain: EngagementGrain,
  unit: EngagementUnit,
  release: ReleaseMark | undefined,
): StackedColumn {
  const active = activeIn(period);
  const parts = LIFECYCLE_KINDS.map((kind) => `${count(period[kind])} ${lifecycleTerms[kind].term.toLowerCase()}`);
  return {
    id: period.startDay,
    label: periodLabel(grain, period.startDay),
    words: `${periodName(grain, period.startDay)}${period.running ? ', so far' : ''}: ${countedUnits(active, unit)} active; ${parts.join(', ')}${beforeWords(period, grain, unit)}${release === undefined ? '' : `; ${release.words} released`}`,
    href: null,
    layers: LIFECYCLE_KINDS.map((kind) => ({ name: kind, tone: kind, value: kind === 'dormant' ? -period.dormant : period[kind] })),
    figure: count(active),
    ...(release === undefined ? {} : { mark: release.label }),
    ...(period.before === null ? {} : { before: period.before.active }),
    isRunning: period.running,
  };
}

function beforeWords({ before }: LifecyclePeriod, grain: EngagementGrain, unit: EngagementUnit): string {
  return before === null
    ? ''
    : `; ${countedUnits(before.active, unit)} in the ${grain} that it is compared with, ${periodName(grain, before.startDay)}`;
}

/** How active units changed against the periods before, over those that have ended; null where nothing is compared. */
export function comparisonGist(periods: readonly LifecyclePeriod[], grain: EngagementGrain, unit: EngagementUnit): string | null {
  const ended = periods.flatMap((period) =>
    period.running || period.before === null ? [] : [{ now: activeIn(period), then: period.before }],
  );
  const [first] = ended;
  if (first === undefined) return null;
  const now = ended.reduce((sum, each) => sum + each.now, 0) / ended.length;
  const then = ended.reduce((sum, each) => sum + each.then.active, 0) / ended.length;
  const change = delta('count', now, then);
  const moved =
    change === null || change.direction === 'flat'
      ? 'as many as'
      : change.text === 'new'
        ? 'none in'
        : `${change.direction} ${change.text} from`;
  const many = ended.length === 1 ? `the ${grain} before` : `the ${counted(ended.length, grain)} before`;
  return `On average ${countedUnits(Math.round(now), unit)} active in a ${grain}, ${moved} ${many} (dashed), from ${periodName(grain, first.then.startDay)} on.`;
}

/** Active now for each that was active in the period before: what came and went in a sentence. */
export function lifecycleGist(periods: readonly LifecyclePeriod[], grain: EngagementGrain, unit: EngagementUnit): string | null {
  const last = periods.findLast(({ running }) => !running);
  if (last === undefined) return null;
  const came = last.new + last.resurrected;
  const change = came - last.dormant;
  const balance =
    change === 0
      ? `as many as the ${grain} before`
      : `${count(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than the ${grain} before`;
  return `${periodName(grain, last.startDay)}: ${countedUnits(activeIn(last), unit)} active, ${balance}. ${count(came)} came, ${count(last.dormant)} went.`;
}

export type DaysRow = {
  readonly days: number;
  readonly exact: number;
  readonly atLeast: number;
  /** Of all who were active in the period; null if nobody was. */
  readonly exactShare: number | null;
  readonly atLeastShare: number | null;
};
/** By number of active days, one first. */
export function daysRows({ exact }: DaysPeriod): readonly DaysRow[] {
  const active = exact.reduce((sum, units) => sum + units, 0);
  const shareOf = (units: number): number | null => (active === 0 ? null : units / active);
  let before = 0;
  return exact.map((units, index) => {
    const atLeast = active - before;
    before += units;
    return { days: index + 1, exact: units, atLeast, exactShare: shareOf(units), atLeastShare: shareOf(atLeast) };
  });
}

/** The last period that has ended. */
export const lastFull = (periods: readonly DaysPeriod[]): DaysPeriod | null => periods.findLast(({ running }) => !running) ?? null;

export function daysColumn(row: DaysRow, kind: 'exact' | 'atLeast', unit: EngagementUnit): StackedColumn {
  const [units, share] = kind === 'exact' ? [row.exact, row.exactShare] : [row.atLeast, row.atLeastShare];
  const days = row.days === 1 ? '1 day' : `${String(row.days)} days`;
  return {
    id: String(row.days),
    label: String(row.days),
    words: `${days}${kind === 'exact' ? '' : ' or more'}: ${countedUnits(units, unit)}${share === null ? '' : `, ${percent(share)}`}`,
    href: null,
    layers: [{ name: 'active', value: units, tone: 'active-days' }],
    figure: units === 0 ? '' : count(units),
  };
}

/** Mean active days of those who were active; null if nobody was. */
export function meanDays({ exact }: DaysPeriod): number | null {
  let [units, days] = [0, 0];
  exact.forEach((each, index) => {
    units += each;
    days += each * (index + 1);
  });
  return units === 0 ? null : days / units;
}
