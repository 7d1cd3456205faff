import type { Overview, OverviewRequest } from '../contract/console';
import type { Standing } from '../contract/standing';
import { sharedUserExcess } from '../engagement/shared-users';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { standingCounts } from '../store/queries/accounts';
import type { StandingCount } from '../store/queries/accounts';
import { activeAccounts } from '../store/queries/active-accounts';
import { activitySeries } from '../store/queries/activity-series';
import { featureAdoption } from '../store/queries/feature-adoption';
import { sharedUserDays } from '../store/queries/shared-user-days';

type OverviewPorts = { readonly sql: SqlPort; readonly clock: ClockPort };
export type OverviewScope = 'vendor' | 'site';

const WINDOW_DAYS = 30;

/**
 * The first screen: actives, adoption, and on the vendor's site paying × using. `sync` comes from whoever
 * knows the Marketplace. Days are UTC; the running day is included.
 */
export async function overview(
  ports: OverviewPorts,
  scope: OverviewScope,
  request: OverviewRequest,
  sync: Overview['sync'],
): Promise<Overview> {
  const today = dayNumberOf(ports.clock());
  const { rangeDays } = request;
  const end = today + 1;
  const from = end - rangeDays;
  const back = sameWeekdayBack(rangeDays);
  const series = await distinctSeries(ports.sql, from - back, end);
  const active = await activeAccounts(ports.sql, from, end);
  const activeBefore = await activeAccounts(ports.sql, from - back, end - back);
  const adoption = await featureAdoption(ports.sql, from, end);
  const at = (day: number) => series.get(day) ?? NOTHING;
  const hasHistory = [...series.keys()].some((day) => day <= today - back);
  const figure = (value: number, previous: number) => ({ value, previous: hasHistory ? previous : null });
  const [now, before] = [at(today), at(today - back)];
  return {
    scope,
    asOfDay: dayFromNumber(today),
    comparedDay: dayFromNumber(today - back),
    generatedAt: new Date(ports.clock()).toISOString(),
    tiles: {
      activeAccounts: figure(active, activeBefore),
      dau: figure(now.dau, before.dau),
      wau: figure(now.wau, before.wau),
      mau: figure(now.mau, before.mau),
      stickiness: figure(ratio(now.dau, now.mau), ratio(before.dau, before.mau)),
    },
    series: Array.from({ length: rangeDays }, (_, index) => ({ day: dayFromNumber(from + index), ...at(from + index) })),
    adoption: adoption.map((row) => ({ ...row, shareOfActiveAccounts: ratio(row.accounts, active) })),
    payingUsing: scope === 'vendor' ? payingUsing(await standingCounts(ports.sql, today)) : null,
    sync,
  };
}

/** A range in whole weeks: 7, 28 or 91 days. A Sunday compared with a Friday would look like a collapse. */
function sameWeekdayBack(rangeDays: number): number {
  return Math.round(rangeDays / 7) * 7;
}

type DayFigures = {
  readonly activeAccounts: number;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
  readonly events: number;
};
const NOTHING: DayFigures = { activeAccounts: 0, dau: 0, wau: 0, mau: 0, events: 0 };

/** Sums over accounts, corrected for users who are active in several. */
async function distinctSeries(sqlPort: SqlPort, from: number, to: number): Promise<Map<number, DayFigures>> {
  const rows = await activitySeries(sqlPort, from, to);
  const shared = await sharedUserDays(sqlPort, from - WINDOW_DAYS, to);
  const excess = new Map(
    sharedUserExcess(
      shared.map((row) => ({ accountId: row.account_id, userId: row.user_id, day: row.day })),
      from,
      to,
    ).map((row) => [row.day, row]),
  );
  return new Map(
    rows.map((row) => {
      const over = excess.get(row.day);
      return [
        row.day,
        {
          activeAccounts: row.accounts,
          dau: row.dau - (over?.users1 ?? 0),
          wau: row.wau - (over?.users7 ?? 0),
          mau: row.mau - (over?.users30 ?? 0),
          events: row.events,
        },
      ];
    }),
  );
}

function payingUsing(counts: readonly StandingCount[]): NonNullable<Overview['payingUsing']> {
  const of = (standing: Standing, field: 'accounts' | 'mrr_cents') => counts.find((row) => row.standing === standing)?.[field] ?? 0;
  const each = (field: 'accounts' | 'mrr_cents'): Record<Standing, number> => ({
    'paid-used': of('paid-used', field),
    'paid-silent': of('paid-silent', field),
    'unpaid-used': of('unpaid-used', field),
    neither: of('neither', field),
    'not-observed': of('not-observed', field),
  });
  return { counts: each('accounts'), mrrCents: each('mrr_cents') };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
