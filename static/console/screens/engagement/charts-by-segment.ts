import type { ActivationAnswer } from '../../../../src/contract/activation';
import type {
  AdoptionAnswer,
  EngagementGrain,
  EngagementUnit,
  LifecycleAnswer,
  RetentionAnswer,
  StickinessAnswer,
} from '../../../../src/contract/engagement';
import type { FunnelAnswer } from '../../../../src/contract/funnel';
import { SEAT_BANDS, type SeatUseAnswer } from '../../../../src/contract/seat-use';
import type { UptakeAnswer } from '../../../../src/contract/uptake';
import { day, shortDay } from '../../parts/format';
import type { AxisNames } from '../../parts/line-frame';
import { AS_IS, measured, type SegmentChart, type SegmentMeasure } from '../../parts/segment-chart';
import { actionWords, type EarlyAction, retainedWith, retainedWithout } from './activation-figures';
import { activeIn, agePoints, daysRows, lastFull, type LifecyclePeriod, meanDays } from './figures';
import type { Days } from './query';
import { bandTitles } from './seat-figures';
import { ageTitle, featureTerms, lifecycleTerms, periodLabel, periodName, unitHeading } from './words';

/** What each section shows of several segments side by side. */
type Charts<Answer> = readonly SegmentChart<Answer>[];
const DAYS: AxisNames = { long: day, short: shortDay };
const NOBODY = 'Nobody in these segments used a feature in this time.';

const periodsOf = (grain: EngagementGrain): AxisNames => {
  const name = (startDay: string): string => periodLabel(grain, startDay);
  return { long: name, short: name };
};

export function retentionCharts(unit: EngagementUnit, grain: EngagementGrain): () => Charts<RetentionAnswer> {
  const share = measured(agePoints, ({ age }) => age);
  const charts: Charts<RetentionAnswer> = [
    {
      title: 'Retention by segment',
      meaning:
        'The rows of the triangle above as one curve for each segment, over all cohorts shown, of the accounts and users of each segment as it is today.',
      fileName: `tidemark-retention-by-segment-${unit}s-by-${grain}`,
      shape: 'lines',
      heading: `${ageTitle(grain)}s since the first`,
      names: { long: (age) => `${ageTitle(grain)} ${age}`, short: AS_IS.short },
      measures: [share('Weighted mean', 'share', (point) => point.weighted), share('Simple mean', 'share', (point) => point.simple)],
      empty: NOBODY,
    },
  ];
  return () => charts;
}

export function lifecycleCharts(unit: EngagementUnit, grain: EngagementGrain): () => Charts<LifecycleAnswer> {
  const units = measured<LifecycleAnswer, LifecyclePeriod>(
    ({ periods }) => periods,
    ({ startDay }) => startDay,
  );
  const charts: Charts<LifecycleAnswer> = [
    {
      title: `Lifecycle of ${unitHeading(unit).toLowerCase()} by segment`,
      meaning: 'Who used a feature in each period, in the accounts of each segment as it is today.',
      fileName: `tidemark-lifecycle-by-segment-${unit}s-by-${grain}`,
      shape: 'lines',
      heading: ageTitle(grain),
      names: periodsOf(grain),
      measures: [
        units('Active', 'count', activeIn),
        units(lifecycleTerms.new.term, 'count', (period) => period.new),
        units(lifecycleTerms.returning.term, 'count', (period) => period.returning),
        units(lifecycleTerms.resurrected.term, 'count', (period) => period.resurrected),
        units(lifecycleTerms.dormant.term, 'count', (period) => period.dormant),
      ],
      isRunning: ({ periods }) => periods.at(-1)?.running ?? false,
      empty: NOBODY,
    },
  ];
  return () => charts;
}

export function stickinessCharts(unit: EngagementUnit, grain: 'week' | 'month', days: Days) {
  const whole = measured<StickinessAnswer, StickinessAnswer['periods'][number]>(
    ({ periods }) => periods.filter(({ running }) => !running),
    ({ startDay }) => startDay,
  );
  const last = measured(
    (answer: StickinessAnswer) => daysRowsOf(answer),
    (row) => String(row.days),
  );
  const many = days === 'exact' ? 'exactly' : 'at least';
  return (answers: readonly StickinessAnswer[]): Charts<StickinessAnswer> => {
    const startDay = answers.map(({ periods }) => lastFull(periods)?.startDay).find((found) => found !== undefined);
    return [
      {
        title: 'Active days by segment',
        meaning: `Who was active on ${many} so many days of the last whole ${grain}${startDay === undefined ? '' : `, ${periodName(grain, startDay)}`}, in the accounts of each segment as it is today.`,
        fileName: `tidemark-days-by-segment-${unit}s-by-${grain}`,
        shape: 'bars',
        heading: 'Active days',
        names: { long: (text) => (text === '1' ? '1 day' : `${text} days`), short: AS_IS.short },
        measures: [
          last('Share', 'share', (row) => (days === 'exact' ? row.exactShare : row.atLeastShare)),
          last(unitHeading(unit), 'count', (row) => (days === 'exact' ? row.exact : row.atLeast)),
        ],
        empty: NOBODY,
      },
      {
        title: 'Active days over time by segment',
        meaning: `On what share of the days of a whole ${grain} those were active who came in it at all, on average, in the accounts of each segment as it is today.`,
        fileName: `tidemark-active-days-by-segment-${unit}s-by-${grain}`,
        shape: 'lines',
        heading: ageTitle(grain),
        names: periodsOf(grain),
        measures: [
          whole('Share of the days', 'share', (period) => {
            const mean = meanDays(period);
            return mean === null ? null : mean / period.exact.length;
          }),
        ],
        empty: NOBODY,
      },
    ];
  };
}

function daysRowsOf({ periods }: StickinessAnswer) {
  const period = lastFull(periods);
  return period === null ? [] : daysRows(period);
}

const feature = measured<AdoptionAnswer, AdoptionAnswer['features'][number]>(
  ({ features }) => features,
  ({ event }) => event,
);
const ADOPTION: Charts<AdoptionAnswer> = [
  {
    title: 'Features by segment',
    meaning:
      'Who used each feature in the range, in the accounts of each segment as it is today. Reach is of the accounts of the same segment that used any feature.',
    fileName: 'tidemark-features-by-segment',
    shape: 'bars',
    heading: 'Feature',
    names: AS_IS,
    order: 'height',
    measures: [
      feature(featureTerms.share.term, 'share', (row) => row.share),
      feature(featureTerms.accounts.term, 'count', (row) => row.accounts),
      feature(featureTerms.users.term, 'count', (row) => row.users),
      feature(featureTerms.frequency.term, 'tenths', (row) => row.frequency),
      feature(featureTerms.depth.term, 'tenths', (row) => row.depth),
      feature(featureTerms.mrr.term, 'money', (row) => row.mrrCents),
    ],
    empty: NOBODY,
  },
];
export const adoptionCharts = (): Charts<AdoptionAnswer> => ADOPTION;

const taken = measured<UptakeAnswer, UptakeAnswer['features'][number]>(
  ({ features }) => features,
  ({ event }) => event,
);
const UPTAKE: SegmentChart<UptakeAnswer> = {
  title: 'Uptake by segment',
  meaning: 'Who ever used each feature, how soon and how often, in the accounts of each segment as it is today.',
  fileName: 'tidemark-uptake-by-segment',
  shape: 'bars',
  heading: 'Feature',
  names: AS_IS,
  order: 'height',
  measures: [
    taken('Accounts', 'count', (row) => row.adopters),
    taken('Median days to first use', 'count', (row) => row.medianDaysToAdopt),
    taken('Users', 'count', (row) => row.users),
    taken('Active days', 'tenths', (row) => row.frequency),
    taken('Uses per user', 'tenths', (row) => row.depth),
  ],
  empty: 'No account in these segments has used a feature yet.',
};
const OUTCOMES: SegmentChart<UptakeAnswer> = {
  title: 'What goes with use by segment',
  meaning:
    'The share that stayed, expanded or churned of the accounts that used a feature, minus the share of those that did not, in percentage points and in each segment as it is today. Intervals are in the chart of one segment: filter for it.',
  fileName: 'tidemark-feature-outcomes-by-segment',
  shape: 'bars',
  heading: 'Feature',
  names: AS_IS,
  measures: [
    taken('Retained, points', 'points', (row) => row.retained?.value ?? null),
    taken('Expanded, points', 'points', (row) => row.expanded?.value ?? null),
    taken('Churned, points', 'points', (row) => row.churned?.value ?? null),
  ],
  empty: 'In none of these segments are there accounts enough with and without a feature to tell them apart.',
};

export function uptakeCharts(answers: readonly UptakeAnswer[]): Charts<UptakeAnswer> {
  const events = new Set(answers.flatMap(({ firstUse }) => firstUse.curves.map(({ event }) => event)));
  const [first, ...others] = [...events].map(firstUseOf);
  if (first === undefined) return [UPTAKE, OUTCOMES];
  const curves: SegmentChart<UptakeAnswer> = {
    title: 'First use by segment',
    meaning: 'Accounts that had ever used the feature by the end of each day, of each segment as it is today.',
    fileName: 'tidemark-first-use-by-segment',
    shape: 'lines',
    heading: 'Day (UTC)',
    names: DAYS,
    measures: [first, ...others],
    isRunning: () => true,
    empty: 'No account in these segments has used it yet.',
  };
  return [UPTAKE, curves, OUTCOMES];
}

const firstUseOf = (event: string): SegmentMeasure<UptakeAnswer> => ({
  label: event,
  unit: 'count',
  pointsOf: ({ firstUse }) => {
    const accounts = firstUse.curves.find((curve) => curve.event === event)?.accounts ?? [];
    return firstUse.days.map((each, index) => [each, accounts[index] ?? null]);
  },
});

export function funnelCharts(unit: EngagementUnit): () => Charts<FunnelAnswer> {
  const step = measured<FunnelAnswer, FunnelAnswer['steps'][number]>(
    ({ steps }) => steps,
    ({ event }) => event,
  );
  const charts: Charts<FunnelAnswer> = [
    {
      title: 'Funnel by segment',
      meaning: 'How many came how far, of the accounts and users of each segment as it is today, by the same steps and limits as above.',
      fileName: `tidemark-funnel-by-segment-${unit}s`,
      shape: 'bars',
      heading: 'Step',
      names: AS_IS,
      measures: [
        step('Of the first step', 'share', (row) => row.ofFirst),
        step('Of the step before', 'share', (row) => row.ofPrevious),
        step(unitHeading(unit), 'count', (row) => row.units),
        step('Median days since the step before', 'count', (row) => row.medianDays),
      ],
      empty: 'Nobody in these segments began in this time.',
    },
  ];
  return () => charts;
}

const action = measured<ActivationAnswer, EarlyAction>(({ actions }) => actions, actionWords);
const ACTIVATION: Charts<ActivationAnswer> = [
  {
    title: 'Early actions by segment',
    meaning:
      'What goes with staying in each segment as it is today: the share retained of the accounts that did it at first, minus the share of those that did not. Each segment has its own best actions; a dash stands where an action is none of them. Intervals are in the chart of one segment: filter for it.',
    fileName: 'tidemark-activation-by-segment',
    shape: 'bars',
    heading: 'Early action',
    names: AS_IS,
    measures: [
      action('Lift, points', 'points', (row) => row.lift?.value ?? null),
      action('Reach', 'share', (row) => row.reach),
      action('Retained with it', 'share', retainedWith),
      action('Retained without it', 'share', retainedWithout),
    ],
    empty: 'In none of these segments are there accounts enough that stayed and that left to tell them apart.',
  },
];
export const activationCharts = (): Charts<ActivationAnswer> => ACTIVATION;

const band = measured(
  (answer: SeatUseAnswer) => answer.seats?.bands ?? [],
  (row) => row.band,
);
const titleOf = (place: string): string => {
  const found = SEAT_BANDS.find((each) => each === place);
  return found === undefined ? place : bandTitles[found];
};
const SEATS: Charts<SeatUseAnswer> = [
  {
    title: 'Seats with a user by segment',
    meaning:
      'Accounts that pay for a known number of seats and report, by how many of the seats have a user, in each segment as it is today.',
    fileName: 'tidemark-seats-by-segment',
    shape: 'bars',
    heading: 'Seats with a user',
    names: { long: titleOf, short: titleOf },
    measures: [
      band('Accounts', 'count', (row) => row.accounts),
      band('Seats', 'count', (row) => row.seats),
      band('MRR', 'money', (row) => row.mrrCents),
    ],
    empty: 'No account in these segments pays for a known number of seats and reports its use.',
  },
  {
    title: 'Users seen by segment',
    meaning: 'Users seen in the 30 days that end with each day, in the accounts of each segment as it is today.',
    fileName: 'tidemark-users-seen-by-segment',
    shape: 'lines',
    heading: 'Day (UTC)',
    names: DAYS,
    measures: [{ label: 'Users seen', unit: 'count', pointsOf: ({ days }) => days.map((each) => [each.day, each.usersSeen]) }],
    isRunning: () => true,
    empty: NOBODY,
  },
];
export const seatCharts = (): Charts<SeatUseAnswer> => SEATS;
