import type { AccountFilter } from '../contract/account-filter';
import type { Overview, OverviewRequest } from '../contract/overview';
import type { TileName } from '../contract/targets';
import { isOfAll } from '../engagement/account-filter';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { accountsUsing, featureSums, staleCount } from '../store/queries/engagement-sums';
import { daySeries, stickinessOn, usesOn } from './overview-days';
import type { DaySeries } from './overview-days';
import type { OverviewHouse } from './overview-house';
import { seriesOf } from './overview-series';
import { tileOf, trendDaysOf } from './overview-tiles';
import type { Measure } from './overview-tiles';
import { userMeasures } from './overview-users';
import { targetsOf } from './targets';

type OverviewPorts = { readonly sql: SqlPort; readonly clock: ClockPort; readonly kvs: KvsPort };
/** Stickiness needs the week before a day, use of a month the month. */
const LOOK_BACK_DAYS = { vendor: 7, site: 30 } as const;

/**
 * The first screen: eight figures, actives, adoption, and on the vendor's site money beside them. Days are UTC; the running day is included.
 */
export async function overview(
  ports: OverviewPorts,
  house: OverviewHouse,
  { rangeDays, filter }: OverviewRequest,
  isAdmin: boolean,
): Promise<Overview> {
  const today = dayNumberOf(ports.clock());
  const from = today + 1 - rangeDays;
  const compared = today - sameWeekdayBack(rangeDays);
  const asked = { filter, today, compared, rangeDays };
  const [series, adoption, money] = await Promise.all([
    daySeries(ports.sql, asked.filter, Math.min(from, compared) - LOOK_BACK_DAYS[house.scope], today + 1),
    adoptionOf(ports.sql, asked),
    house.scope === 'vendor' ? house.money(ports.sql, asked) : null,
  ]);
  const hasHistory = series.knownDays.some((day) => day <= compared);
  const use = useMeasures(series, trendDaysOf(today, rangeDays), hasHistory);
  const measures =
    money === null
      ? [
          ...pick(use, ['dau', 'wau', 'mau', 'stickiness']),
          ...(await userMeasures(ports.sql, { ...asked, hasHistory }, trendDaysOf(today, rangeDays))),
          ...pick(use, ['uses', 'usesPerUser']),
        ]
      : [...pick(use, ['activeAccounts', 'wau', 'mau', 'stickiness']), ...money.measures];
  const isWhole = isOfAll(filter);
  const names = isWhole ? measures.map(({ name }) => name) : [];
  const targets = await targetsOf(ports.kvs, names);
  const days = Array.from({ length: rangeDays }, (_, index) => from + index);
  return {
    scope: house.scope,
    asOfDay: dayFromNumber(today),
    comparedDay: dayFromNumber(compared),
    tiles: measures.map((measure) => tileOf(measure, asked, targets.get(measure.name))),
    canSetTargets: isAdmin && isWhole,
    ...seriesOf(days, series, money?.mrrOn ?? null),
    ...adoption,
    payingUsing: money?.payingUsing ?? null,
    week: money?.week ?? null,
    sync: money?.sync ?? null,
  };
}

/** A range in whole weeks: 7, 28 or 91 days. A Sunday compared with a Friday would look like a collapse. */
function sameWeekdayBack(rangeDays: number): number {
  return Math.round(rangeDays / 7) * 7;
}

/** What activity alone tells. */
function useMeasures(series: DaySeries, trendDays: readonly number[], hasHistory: boolean): Measure[] {
  const { on } = series;
  const figures: readonly (readonly [TileName, Measure['on']])[] = [
    ['activeAccounts', (day) => on(day).accounts30],
    ['dau', (day) => on(day).dau],
    ['wau', (day) => on(day).wau],
    ['mau', (day) => on(day).mau],
    ['stickiness', (day) => stickinessOn(series, day)],
    ['uses', (day) => usesOn(series, day)],
    ['usesPerUser', (day) => (on(day).mau === 0 ? null : usesOn(series, day) / on(day).mau)],
  ];
  return figures.map(([name, of]) => ({ name, on: of, trendDays, hasHistory }));
}

function pick(measures: readonly Measure[], names: readonly TileName[]): Measure[] {
  return names.flatMap((name) => measures.filter((measure) => measure.name === name));
}

/** Features that were used, from what is kept of each account. */
async function adoptionOf(
  sqlPort: SqlPort,
  {
    filter,
    today,
    rangeDays,
  }: { readonly filter: AccountFilter; readonly today: number; readonly rangeDays: OverviewRequest['rangeDays'] },
): Promise<Pick<Overview, 'adoption' | 'waiting'>> {
  const [active, features, waiting] = await Promise.all([
    accountsUsing(sqlPort, { filter, window: rangeDays }),
    featureSums(sqlPort, { filter, window: rangeDays, today }),
    staleCount(sqlPort),
  ]);
  return {
    adoption: features
      .filter(({ uses }) => uses > 0)
      .map(({ event, accounts, users, uses }) => ({
        event,
        accounts,
        users,
        count: uses,
        shareOfActiveAccounts: active === 0 ? 0 : accounts / active,
      })),
    waiting,
  };
}
