import type { Overview, OverviewDays, OverviewSeries, RangeDays } from '../../../../src/contract/overview';
import { Standing } from '../../../../src/contract/standing';
import { day, shortDay } from '../../parts/format';
import { AS_IS, measured, type SegmentChart, type SegmentMeasure } from '../../parts/segment-chart';
import { standingWords } from './words';

type Point = OverviewSeries['series'][number];
const daily = measured<OverviewDays, Point>(
  ({ series }) => series,
  (point) => point.day,
);
const MRR: SegmentMeasure<OverviewDays> = {
  label: 'MRR',
  unit: 'money',
  pointsOf: ({ series, mrrCents }) => series.map((point, index) => [point.day, mrrCents?.[index] ?? null]),
};

/** Actives and MRR day by day, with a line for each of the segments that are compared. */
export function dayCharts(isRunning: boolean): () => readonly SegmentChart<OverviewDays>[] {
  const charts = [
    {
      title: 'By segment per day',
      meaning: 'The same figures as above on each UTC day, of the accounts that are in each segment, or have a user in it, today.',
      fileName: 'tidemark-by-segment',
      shape: 'lines',
      heading: 'Day (UTC)',
      names: { long: day, short: shortDay },
      measures: [
        daily('Monthly users', 'count', (point) => point.mau),
        daily('Weekly users', 'count', (point) => point.wau),
        daily('Daily users', 'count', (point) => point.dau),
        daily('Daily accounts', 'count', (point) => point.activeAccounts),
        MRR,
      ],
      isRunning: () => isRunning,
      empty: 'Nobody in these segments used a feature or paid in this time.',
    },
  ] as const;
  return () => charts;
}

const standing = measured(
  ({ payingUsing }: Overview) =>
    payingUsing === null ? [] : Standing.options.map((each) => ({ ...of(payingUsing, each), standing: each })),
  (row) => row.standing,
);
const of = ({ counts, mrrCents }: NonNullable<Overview['payingUsing']>, each: Standing) => ({
  accounts: counts[each],
  mrrCents: mrrCents[each],
});
const feature = measured<Overview, Overview['adoption'][number]>(
  ({ adoption }) => adoption,
  ({ event }) => event,
);
const nameOf = (place: string): string => {
  const found = Standing.safeParse(place);
  return found.success ? standingWords[found.data].term : place;
};

/** Paying × using, and features, with a bar for each of the segments that are compared. */
export function standingCharts(rangeDays: RangeDays): () => readonly SegmentChart<Overview>[] {
  const charts = [
    {
      title: 'Paying × using by segment',
      meaning: 'Who pays and who uses, of the accounts that are in each segment, or have a user in it, today.',
      fileName: 'tidemark-paying-using-by-segment',
      shape: 'bars',
      heading: 'Paying × using',
      names: { long: nameOf, short: nameOf },
      measures: [standing('Accounts', 'count', (row) => row.accounts), standing('MRR', 'money', (row) => row.mrrCents)],
      empty: 'No account is in these segments.',
    },
    {
      title: 'Feature adoption by segment',
      meaning: `Who used each feature in the last ${String(rangeDays)} days, in the accounts of each segment as it is today. Reach is of the accounts of the same segment that used any feature.`,
      fileName: `tidemark-adoption-by-segment-${String(rangeDays)}-days`,
      shape: 'bars',
      heading: 'Feature',
      names: AS_IS,
      order: 'height',
      measures: [
        feature('Reach', 'share', (row) => row.shareOfActiveAccounts),
        feature('Accounts', 'count', (row) => row.accounts),
        feature('Users', 'count', (row) => row.users),
        feature('Times', 'count', (row) => row.count),
      ],
      empty: 'Nobody in these segments used a feature in this time.',
    },
  ] as const;
  return () => charts;
}
