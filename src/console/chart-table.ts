import type { Overview } from '../contract/overview';
import type { ChartChoice } from '../contract/embed';
import type { AdoptionAnswer, EngagementGrain, LifecycleAnswer, RetentionAnswer } from '../contract/engagement';
import type { RevenueBridge } from '../contract/revenue-movements';
import { Standing } from '../contract/standing';
import { writtenDay, writtenMoney } from '../contract/written';

/** A chart's figures as words: what paper and a text document can hold of it. The first column names its row. */
export type ChartTable = {
  readonly title: string;
  /** What the figures are of, in a sentence. */
  readonly note: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const months = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'long' });

const count = (value: number): string => whole.format(value);
const percent = (value: number | null): string => (value === null ? '–' : share.format(value));
const money = (cents: number | null): string => (cents === null ? '–' : writtenMoney(cents));
const month = (text: string): string => months.format(new Date(`${text.slice(0, 7)}-01T00:00:00Z`));

/** More days than this are printed by the week: the last day, and back from it. */
const DAYS_IN_FULL = 31;

const ATTRIBUTES = ['app', 'edition', 'hosting', 'plan', 'region', 'stage', 'health'] as const;

/** `; of accounts with app a or b, stage Paying` */
function ofWhich({ filter }: ChartChoice): string {
  const named = ATTRIBUTES.flatMap((name) => {
    const values = filter[name];
    return values === undefined ? [] : [`${name} ${values.map((value) => value ?? 'not known').join(' or ')}`];
  });
  const segments = filter.segment?.length ?? 0;
  const within = segments === 0 ? '' : ` in ${segments === 1 ? 'a segment' : `any of ${String(segments)} segments`}`;
  const having = named.length === 0 ? '' : ` with ${named.join(', ')}`;
  return within + having === '' ? '' : `; of accounts${within}${having}`;
}

export function activesTable({ series, asOfDay, scope }: Pick<Overview, 'series' | 'asOfDay' | 'scope'>, choice: ChartChoice): ChartTable {
  const printed = series.length > DAYS_IN_FULL ? series.filter((_, index) => (series.length - 1 - index) % 7 === 0) : series;
  const ofAccounts = scope === 'vendor';
  return {
    title: 'Actives per day',
    note: `Distinct users who used a feature on the day, and in its last 7 and 30 days, up to ${writtenDay(asOfDay)} (UTC)${ofWhich(choice)}.`,
    headings: ['Day (UTC)', ...(ofAccounts ? ['Daily accounts'] : []), 'Daily users', 'Weekly users', 'Monthly users'],
    rows: printed.map((point) => [
      writtenDay(point.day),
      ...(ofAccounts ? [count(point.activeAccounts)] : []),
      count(point.dau),
      count(point.wau),
      count(point.mau),
    ]),
  };
}

export function mrrTable({ head, months: bridge }: Pick<RevenueBridge, 'head' | 'months'>, choice: ChartChoice): ChartTable {
  return {
    title: 'MRR by month',
    note: `Monthly recurring revenue (USD) at the end of each month; the last one runs until ${writtenDay(head.asOfDay)} (UTC)${ofWhich(choice)}.`,
    headings: ['Month', 'MRR', 'Change'],
    rows: bridge.map((each) => [month(each.month), money(each.closing), money(each.closing - each.opening)]),
  };
}

const STANDINGS: Readonly<Record<Standing, string>> = {
  'paid-used': 'Paid and used',
  'paid-silent': 'Paid and silent',
  'unpaid-used': 'Unpaid and used',
  neither: 'Neither',
  'not-observed': 'Not observed',
};

export function payingUsingTable({ payingUsing, asOfDay }: Pick<Overview, 'payingUsing' | 'asOfDay'>, choice: ChartChoice): ChartTable {
  return {
    title: 'Paying × using',
    note: `By two questions: does an account pay, and did anyone use a feature in the 30 days up to ${writtenDay(asOfDay)} (UTC)${ofWhich(choice)}?`,
    headings: ['Paying × using', 'Accounts', 'MRR (USD)'],
    rows:
      payingUsing === null
        ? []
        : Standing.options.map((standing) => [
            STANDINGS[standing],
            count(payingUsing.counts[standing]),
            money(payingUsing.mrrCents[standing]),
          ]),
  };
}

export function adoptionTable({ features, asOfDay }: Pick<AdoptionAnswer, 'features' | 'asOfDay'>, choice: ChartChoice): ChartTable {
  return {
    title: 'Feature adoption',
    note: `Who used each feature in the ${String(choice.rangeDays)} days up to ${writtenDay(asOfDay)} (UTC)${ofWhich(choice)}.`,
    headings: ['Feature', 'Accounts', 'Share of active accounts', 'Users', 'Uses', 'MRR of these accounts'],
    rows: features.map((each) => [
      each.event,
      count(each.accounts),
      percent(each.share),
      count(each.users),
      count(each.uses),
      money(each.mrrCents),
    ]),
  };
}

/** A page has no room for every age. */
const AGES = [1, 2, 3, 4, 6, 8, 12];

export function retentionTable({ cohorts, asOfDay }: Pick<RetentionAnswer, 'cohorts' | 'asOfDay'>, choice: ChartChoice): ChartTable {
  const begun = cohorts.filter(({ units }) => units > 0);
  const ages = AGES.filter((age) => begun.some(({ cells }) => age < cells.length));
  return {
    title: 'Retention by cohort',
    note: `The share of ${choice.unit}s that came again so many ${choice.grain}s after their first ${choice.grain}, up to ${writtenDay(asOfDay)} (UTC)${ofWhich(choice)}. “So far” marks a ${choice.grain} that is still running.`,
    headings: [
      'First active',
      choice.unit === 'user' ? 'Users' : 'Accounts',
      ...ages.map((age) => `${PERIODS[choice.grain]} ${String(age)}`),
    ],
    rows: begun.map(({ startDay, units, cells }) => [
      period(choice.grain, startDay),
      count(units),
      ...ages.map((age) => {
        const cell = cells[age];
        return cell === undefined ? '' : `${percent(cell.share)}${cell.running ? ' so far' : ''}`;
      }),
    ]),
  };
}

export function lifecycleTable({ periods, asOfDay }: Pick<LifecycleAnswer, 'periods' | 'asOfDay'>, choice: ChartChoice): ChartTable {
  const begun = periods.findIndex((each) => each.new + each.returning + each.resurrected + each.dormant > 0);
  return {
    title: 'Lifecycle',
    note: `Which ${choice.unit}s were active in each ${choice.grain}, by whether they had been active before, and which stopped, up to ${writtenDay(asOfDay)} (UTC)${ofWhich(choice)}.`,
    headings: [PERIODS[choice.grain], 'Active', 'New', 'Returning', 'Resurrected', 'Dormant'],
    rows: periods
      .slice(begun === -1 ? periods.length : begun)
      .map((each) => [
        `${period(choice.grain, each.startDay)}${each.running ? ', so far' : ''}`,
        ...[each.new + each.returning + each.resurrected, each.new, each.returning, each.resurrected, each.dormant].map(count),
      ]),
  };
}

const PERIODS: Readonly<Record<EngagementGrain, string>> = { day: 'Day', week: 'Week', month: 'Month' };

function period(grain: EngagementGrain, startDay: string): string {
  switch (grain) {
    case 'day':
      return writtenDay(startDay);
    case 'week':
      return `Week of ${writtenDay(startDay)}`;
    case 'month':
      return month(startDay);
  }
}
