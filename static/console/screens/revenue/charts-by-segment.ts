import type { RecognisedMonth, RevenueStatement } from '../../../../src/contract/revenue-books';
import type {
  LicenceMonth,
  RetentionMonth,
  RevenueChurn,
  RevenueCustomers,
  RevenueRenewals,
  RevenueRetention,
  RevenueTrials,
  Subscription,
} from '../../../../src/contract/revenue-views';
import { AS_IS, measured } from '../../parts/segment-chart';
import { type Charts, isRunning, monthOf, MONTHS, TODAY } from './by-segment';
import { leavingWords, subscriptionWords } from './words';

/** What all cohorts together pay so many months later, of what they paid at first: one that is larger weighs more. */
export function meanShares({ triangle }: Pick<RevenueRetention, 'triangle'>): { readonly age: string; readonly share: number | null }[] {
  const longest = Math.max(0, ...triangle.map(({ shares }) => shares.length));
  return Array.from({ length: longest }, (_, age) => {
    let [paid, first] = [0, 0];
    for (const { startCents, shares } of triangle) {
      const share = shares[age];
      if (share === undefined) continue;
      paid += share * startCents;
      first += startCents;
    }
    return { age: String(age), share: first === 0 ? null : paid / first };
  });
}

const aged = measured(meanShares, ({ age }) => age);
const yearly = measured<RevenueRetention, RetentionMonth>(({ months }) => months, monthOf);
const RETENTION: Charts<RevenueRetention> = [
  {
    title: 'Net revenue retention by segment',
    meaning: `The rows of the triangle above as one curve for each segment: of what its new accounts paid at first, what they pay so many months later. A cohort that paid more weighs more. ${TODAY}`,
    fileName: 'tidemark-cohorts-by-segment',
    shape: 'lines',
    heading: 'Months since the first',
    names: { long: (age) => `Month ${age}`, short: AS_IS.short },
    measures: [aged('Share of the first MRR', 'share', ({ share }) => share)],
    empty: 'Nobody in these segments began to pay in these months.',
  },
  {
    title: 'Twelve months by segment',
    meaning: `At each month’s end: of those who paid twelve months before, what they pay now (NRR), and the same capped at what they paid (GRR). ${TODAY}`,
    fileName: 'tidemark-retention-by-segment',
    shape: 'lines',
    heading: 'Month’s end',
    names: MONTHS,
    measures: [
      yearly('NRR', 'share', (row) => row.nrr),
      yearly('GRR', 'share', (row) => row.grr),
      yearly('Logo churn in the year', 'share', (row) => row.logoChurn),
    ],
    isRunning,
    empty: 'Nobody in these segments paid twelve months before any of these months.',
  },
];
export const retentionCharts = (): Charts<RevenueRetention> => RETENTION;

export function churnCharts(subscription: Subscription): () => Charts<RevenueChurn> {
  const monthly = measured<RevenueChurn, RevenueChurn['months'][number]>(({ months }) => months, monthOf);
  const left = measured<RevenueChurn, RevenueChurn['reasons'][number]>(
    ({ reasons }) => reasons,
    ({ reason }) => reason,
  );
  const name = subscription === 'all' ? 'all' : subscriptionWords[subscription].toLowerCase();
  const charts: Charts<RevenueChurn> = [
    {
      title: 'Churn by segment',
      meaning: `Churn of ${name} subscriptions by month. Whoever left by now may have left the segment, too. ${TODAY}`,
      fileName: `tidemark-churn-by-segment-${subscription}`,
      shape: 'lines',
      heading: 'Month',
      names: MONTHS,
      measures: [
        monthly('Logo', 'share', (row) => row[subscription].logoChurn),
        monthly('Gross revenue', 'share', (row) => row[subscription].grossRevenueChurn),
        monthly('Net revenue', 'share', (row) => row[subscription].netRevenueChurn),
        monthly('Isolated', 'share', (row) => row[subscription].isolatedChurn),
        monthly('Accounts lost', 'count', (row) => row[subscription].accountsLost),
        monthly('MRR lost', 'money', (row) => row[subscription].churnCents),
      ],
      isRunning,
      empty: 'Nobody in these segments left in these months.',
    },
    {
      title: 'Why they left by segment',
      meaning: `What people ticked when they left, whatever their subscription. ${TODAY}`,
      fileName: 'tidemark-churn-reasons-by-segment',
      shape: 'bars',
      heading: 'Reason',
      names: { long: leavingWords, short: leavingWords },
      order: 'height',
      absent: 0,
      measures: [
        left('Answers', 'count', (row) => row.answers),
        left('Accounts', 'count', (row) => row.accounts),
        left('MRR lost', 'money', (row) => row.lostCents),
      ],
      empty: 'Nobody in these segments gave a reason in these months.',
    },
  ];
  return () => charts;
}

const running = measured<RevenueTrials, RevenueTrials['running'][number]>(
  (answer) => answer.running,
  (row) => String(row.day),
);
const begun = measured<RevenueTrials, RevenueTrials['cohorts'][number]>(({ cohorts }) => cohorts, monthOf);
const TRIALS: Charts<RevenueTrials> = [
  {
    title: 'Trials that run by segment',
    meaning: `Trials that run today, by the day that they are in. ${TODAY}`,
    fileName: 'tidemark-trials-by-segment',
    shape: 'bars',
    heading: 'Day of the trial',
    names: { long: (place) => `Day ${place}`, short: AS_IS.short },
    order: 'place',
    absent: 0,
    measures: [
      running('Trials', 'count', (row) => row.trials),
      running('Activated', 'count', (row) => row.activated),
      running('Not observed', 'count', (row) => row.notObserved),
      running('Expected value', 'money', (row) => row.expectedCents),
    ],
    empty: 'No trial runs today in these segments.',
  },
  {
    title: 'Trial to paid by segment',
    meaning: `Trials by the month in which they began, and the share of them that paid. ${TODAY}`,
    fileName: 'tidemark-conversion-by-segment',
    shape: 'lines',
    heading: 'Began in',
    names: MONTHS,
    measures: [
      begun('Paid in time', 'share', (row) => row.bounded),
      begun('Paid ever', 'share', (row) => row.ever),
      begun('Trials', 'count', (row) => row.trials),
      begun('Days to convert, median', 'count', (row) => row.medianDaysToConvert),
    ],
    isRunning,
    empty: 'No trial of these segments began in these months.',
  },
];
export const trialsCharts = (): Charts<RevenueTrials> => TRIALS;

const due = measured<RevenueRenewals, RevenueRenewals['months'][number]>(({ months }) => months, monthOf);
const RENEWALS: Charts<RevenueRenewals> = [
  {
    title: 'Renewals due by segment',
    meaning: `MRR by the month in which the paid time ends. ${TODAY}`,
    fileName: 'tidemark-renewals-by-segment',
    shape: 'bars',
    heading: 'Due in',
    names: MONTHS,
    measures: [
      due('MRR due', 'money', (row) => row.mrrCents),
      due('At risk: silent', 'money', (row) => row.silentCents),
      due('Not observed', 'money', (row) => row.notObservedCents),
      due('Of it annual', 'money', (row) => row.annualCents),
      due('Accounts', 'count', (row) => row.accounts),
    ],
    empty: 'Nobody in these segments pays today, so nothing falls due.',
  },
];
export const renewalsCharts = (): Charts<RevenueRenewals> => RENEWALS;

const licensed = measured<RevenueCustomers, LicenceMonth>(({ months }) => months, monthOf);
const planned = measured(
  ({ plans }: RevenueCustomers) => plans,
  ({ edition, hosting, billingPeriod }) => [edition, hosting, billingPeriod].map((each) => each ?? 'not known').join(', '),
);
const tiered = measured(
  ({ tiers }: RevenueCustomers) => tiers,
  ({ tier }) => tier ?? 'Not known',
);
const CUSTOMERS: Charts<RevenueCustomers> = [
  {
    title: 'Installs, licences and trials by segment',
    meaning: `At each month’s end. ${TODAY}`,
    fileName: 'tidemark-licences-by-segment',
    shape: 'lines',
    heading: 'Month’s end',
    names: MONTHS,
    measures: [
      licensed('Active licences', 'count', (row) => row.activeLicences),
      licensed('Installs', 'count', (row) => row.installs),
      licensed('Trials', 'count', (row) => row.trials),
    ],
    isRunning,
    empty: 'No licence of these segments ran in these months.',
  },
  {
    title: 'Paying accounts by plan and segment',
    meaning: `Paying accounts today by edition, hosting and billing period. ${TODAY}`,
    fileName: 'tidemark-plans-by-segment',
    shape: 'bars',
    heading: 'Plan',
    names: AS_IS,
    order: 'height',
    absent: 0,
    measures: [planned('MRR', 'money', (row) => row.mrrCents), planned('Accounts', 'count', (row) => row.accounts)],
    empty: 'Nobody in these segments pays today.',
  },
  {
    title: 'Paying accounts by tier and segment',
    meaning: `Paying accounts today by tier, as their latest line has it. ${TODAY}`,
    fileName: 'tidemark-tiers-by-segment',
    shape: 'bars',
    heading: 'Tier',
    names: AS_IS,
    order: 'height',
    absent: 0,
    measures: [tiered('MRR', 'money', (row) => row.mrrCents), tiered('Accounts', 'count', (row) => row.accounts)],
    empty: 'Nobody in these segments pays today.',
  },
];
export const customersCharts = (): Charts<RevenueCustomers> => CUSTOMERS;

const recognised = measured<RevenueStatement, RecognisedMonth>((answer) => answer.recognised, monthOf);
const STATEMENT: Charts<RevenueStatement> = [
  {
    title: 'Cash and recognised revenue by segment',
    meaning: `Cash: what was invoiced less refunds, by the month of sale. Recognised: the same spread over the days that it pays for. ${TODAY}`,
    fileName: 'tidemark-recognised-by-segment',
    shape: 'lines',
    heading: 'Month',
    names: MONTHS,
    measures: [
      recognised('Invoiced less refunds', 'money', (row) => row.cashCents),
      recognised('Recognised', 'money', (row) => row.recognisedCents),
    ],
    isRunning,
    empty: 'Nothing was sold to these segments in these months.',
  },
];
export const statementCharts = (): Charts<RevenueStatement> => STATEMENT;
