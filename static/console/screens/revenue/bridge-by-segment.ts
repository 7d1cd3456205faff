import { type BridgeMonth, MovementKind, type RevenueBridge } from '../../../../src/contract/revenue-movements';
import { measured } from '../../parts/segment-chart';
import { chosen, together } from './bridge-figures';
import { type Charts, isRunning, monthOf, MONTHS, TODAY } from './by-segment';
import { movementWords } from './words';

const NO_MONEY = 'Nobody in these segments paid in these months.';
const STEPS = ['opening', ...MovementKind.options, 'closing'] as const;
type Step = (typeof STEPS)[number];
const STEP_WORDS: Readonly<Record<Step, string>> = {
  opening: 'Opening',
  new: movementWords.new.term,
  expansion: movementWords.expansion.term,
  contraction: movementWords.contraction.term,
  churn: movementWords.churn.term,
  reactivation: movementWords.reactivation.term,
  rateChange: movementWords.rateChange.term,
  transfer: movementWords.transfer.term,
  closing: 'Closing',
};
const stepName = (place: string): string => {
  const step = STEPS.find((each) => each === place);
  return step === undefined ? place : STEP_WORDS[step];
};

export function bridgeCharts(from: string | null, to: string | null): () => Charts<RevenueBridge> {
  const stepsOf = ({ months }: RevenueBridge) => {
    const sum = together(chosen(months, from, to));
    return sum === null ? [] : STEPS.map((step) => ({ step, cents: sum[step] }));
  };
  const moved = measured(stepsOf, ({ step }) => step);
  const monthly = measured<RevenueBridge, BridgeMonth>(({ months }) => months, monthOf);
  const charts: Charts<RevenueBridge> = [
    {
      title: 'MRR bridge by segment',
      meaning: `Each step of the bridge above, from opening to closing MRR. ${TODAY}`,
      fileName: 'tidemark-mrr-bridge-by-segment',
      shape: 'bars',
      heading: 'Step',
      names: { long: stepName, short: stepName },
      measures: [moved('MRR', 'money', ({ cents }) => cents)],
      empty: NO_MONEY,
    },
    {
      title: 'MRR by segment',
      meaning: `Closing MRR of each month, ARR as twelve times as much, and what MRR won and lost in it. ${TODAY}`,
      fileName: 'tidemark-mrr-by-segment',
      shape: 'lines',
      heading: 'Month',
      names: MONTHS,
      measures: [
        monthly('MRR', 'money', (row) => row.closing),
        monthly('ARR', 'money', (row) => row.closing * 12),
        ...MovementKind.options.map((kind) => monthly(movementWords[kind].term, 'money', (row) => row[kind])),
      ],
      isRunning,
      empty: NO_MONEY,
    },
  ];
  return () => charts;
}
