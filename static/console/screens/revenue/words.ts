import type { DifferenceKind, StatedSubscription } from '../../../../src/contract/revenue-books';
import type { MovementKind } from '../../../../src/contract/revenue-movements';
import type { Subscription, UseState } from '../../../../src/contract/revenue-views';
import type { Tab } from './query';

export const tabTitles: Readonly<Record<Tab, string>> = {
  bridge: 'Bridge',
  retention: 'Retention',
  churn: 'Churn',
  trials: 'Trials',
  renewals: 'Renewals',
  customers: 'Customers',
  reconciliation: 'Reconciliation',
  statement: 'Statement',
};

type MovementWords = { readonly term: string; readonly meaning: string; readonly tone: 'gain' | 'loss' | 'neutral' };
export const movementWords: Readonly<Record<MovementKind, MovementWords>> = {
  new: { term: 'New', meaning: 'Accounts that pay for the first time ever.', tone: 'gain' },
  expansion: {
    term: 'Expansion',
    meaning: 'Paying accounts that pay more: more users, a higher price, a discount that ended.',
    tone: 'gain',
  },
  contraction: { term: 'Contraction', meaning: 'Paying accounts that pay less and still pay.', tone: 'loss' },
  churn: {
    term: 'Churn',
    meaning:
      'Accounts that stopped paying, on the day after the last one that was paid for. A renewal that was not reported yet looks the same until it is.',
    tone: 'loss',
  },
  reactivation: { term: 'Reactivation', meaning: 'Accounts that had stopped paying and pay again, however long the pause.', tone: 'gain' },
  rateChange: {
    term: 'Rate change',
    meaning: 'The same seats at another rate: monthly to annual billing or back, and on the net basis another share for the marketplace.',
    tone: 'neutral',
  },
  transfer: {
    term: 'Transfer',
    meaning:
      'What moved from one account to the one that continues it, such as a migrated site. Out and in cancel out, unless only one of the two is filtered for.',
    tone: 'neutral',
  },
};

export const tileWords = {
  mrr: {
    term: 'MRR',
    meaning:
      'Monthly recurring revenue: what covers the last day shown, by the month. A year’s price counts a twelfth, odd spans by their days.',
  },
  arr: { term: 'ARR', meaning: 'Annual recurring revenue: twelve times MRR.' },
  arpc: {
    term: 'ARPC',
    meaning:
      'Average revenue per customer: MRR over paying customers. Accounts that one billing account or one site pays for are one customer.',
  },
  nrr: {
    term: 'NRR',
    meaning:
      'Net revenue retention of the 12-month cohort: of those who paid twelve months ago, what they pay now over what they paid then. By movements: 100% plus expansion, contraction and churn of the last full month over its opening.',
  },
  grr: {
    term: 'GRR',
    meaning:
      'Gross revenue retention of the 12-month cohort: as NRR, with each account capped at what it paid then. By movements: 100% less contraction and churn of the last full month over its opening.',
  },
  quick: {
    term: 'Quick ratio',
    meaning:
      'What was won over what was lost in the months shown: new, expansion and reactivation over contraction and churn. Others leave reactivation out; that figure stands below.',
  },
} as const;

export const bridgeMeaning =
  'From the first day to the last: opening MRR, the seven ways in which it changes, and closing MRR. They add up to the cent. Choose a bar to list its movements.';
export const monthsMeaning =
  'What MRR won and lost in each month. Choose a month to see its bridge. Transfers cancel out and are left out of the columns.';
export const seriesMeaning = 'Closing MRR of each month; ARR is twelve times as much. The last month runs until the last day shown.';
export const triangleMeaning =
  'Each row is the accounts that were new in a month. Each column is how much of their first MRR they pay so many months later: above 100% they pay more than at first, whoever left.';
export const retentionMeaning =
  'At each month’s end: of those who paid twelve months before, what they pay now (NRR), and the same capped at what they paid (GRR).';
export const churnMeaning =
  'Of those who paid on the day before the month. Logo churn counts accounts. Gross revenue churn is churn and contraction over MRR; net is the same less expansion. Isolated churn counts accounts that left while the product they used the app in stayed.';
export const reasonMeaning = 'What people ticked when they uninstalled or unsubscribed, and the MRR of the accounts that then churned.';
export const trialsMeaning =
  'Trials that run today by the day that they are in. Activated: a feature was used. Expected value: what the opportunity’s size would come to in a year, as reported.';
export const conversionMeaning =
  'Trials by the month in which they began. In time: paid within the trial and the days after it, over trials that have had that long. Ever: paid until now, over all; it grows as late ones convert.';
export const renewalsMeaning =
  'Accounts by the month in which their paid time ends. At risk: the app there reports, and nobody used a feature in 30 days. Not observed says nothing about use.';
export const plansMeaning = 'Paying accounts today by hosting, edition and billing period.';
export const tiersMeaning = 'Paying accounts today by tier, as their latest line has it.';
export const licencesMeaning = 'At each month’s end: installs of any kind, licences that are active, and trials that run.';
export const reconciliationMeaning =
  'Closing MRR as Atlassian states it beside ours. Each kind says by how much one of our rules moves ours away from a plain reading of the same lines; what no rule accounts for is called unexplained and never hidden in a kind.';
export const flagMeaning = 'Lines that contradict others or themselves. They are kept and shown; nothing is dropped silently.';
export const statementMeaning =
  'By the month of sale, as invoiced: this is neither MRR nor cash in the bank. Payout is what is left for the vendor. Take rate is what the marketplace keeps of sales; refunds go by the rate of the sale that they give back and are left out of it.';
export const marginMeaning =
  'What is left for you of today’s MRR, less a month’s costs: the platform’s bill by use, support alike, everything else by revenue.';

export const differenceWords: Readonly<Record<DifferenceKind, { readonly term: string; readonly meaning: string }>> = {
  grace: { term: 'Grace', meaning: 'A pause that one side bridges and the other does not.' },
  rebill: { term: 'Rebill', meaning: 'A line given back and billed anew: ours changes on the day of that sale.' },
  'true-up': { term: 'True-up', meaning: 'Users billed after the fact: usage with us, not recurring.' },
  transfer: { term: 'Transfer', meaning: 'An account that another one continues: it counts once with us.' },
  rate: { term: 'Rate', meaning: 'Prices brought to a month by their days instead of their stated cycle.' },
};

export const statedWords: Readonly<Record<StatedSubscription, string>> = { TOTAL: 'All', MONTHLY: 'Monthly', ANNUAL: 'Annual' };
export const subscriptionWords: Readonly<Record<Subscription, string>> = {
  all: 'All',
  monthly: 'Monthly',
  annual: 'Annual',
  other: 'Other spans',
};
export const useWords: Readonly<Record<UseState, { readonly term: string; readonly tone: string }>> = {
  used: { term: 'Used', tone: 'good' },
  silent: { term: 'Silent', tone: 'wait' },
  'not-observed': { term: 'Not observed', tone: '' },
};

const reasons: Readonly<Record<string, string>> = {
  'bad-debt': 'Never paid: uncollectible',
  'conflicting-versions': 'Two versions of one line on one day',
  'covered-twice': 'The same days are sold twice',
  'ends-before-start': 'Ends before it starts',
  'negative-purchase': 'A purchase below zero',
  'no-span': 'Says no days that it covers',
  'positive-refund': 'A refund above zero',
  'rebilled-after-end': 'Billed anew after its end',
  'refund-ends-early': 'A refund of days that ends before its line does',
  'refund-exceeds-price': 'More was refunded than paid',
  'refund-names-unknown-transaction': 'A refund of a transaction that is not there',
  'refund-outside-line': 'A refund of days that its line does not cover',
  'refund-without-purchase': 'A refund with nothing to refund',
  'refunded-without-refund': 'Stated as refunded, without a refund',
  'unknown-sale-type': 'A kind of sale that is not known',
};
/** Why a line is in question, in words; a reason that is not known by name stays as it came. */
export const flagWords = (code: string): string => (Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code);

const leaving: Readonly<Record<string, string>> = {
  bugs: 'Bugs',
  merging: 'Sites were merged',
  'not-meeting-needs': 'Does not meet our needs',
  other: 'Other',
  'project-based': 'A project ended',
  sandbox: 'It was only a test site',
  usefulness: 'Not useful enough',
  cost: 'Too expensive',
  alternative: 'Found another app',
  appFunctionality: 'A function is missing',
  expectations: 'Expected something else',
};
export const leavingWords = (code: string): string => (Object.hasOwn(leaving, code) ? (leaving[code] ?? code) : code);
