import type { CustomScoresAnswer } from '../../../../src/contract/custom-scores';
import { AS_IS, measured, type SegmentChart } from '../../parts/segment-chart';
import { rangeOf } from './ranges';

type Answer = Pick<CustomScoresAnswer, 'scores'>;
type Bin = { readonly range: string; readonly accounts: number; readonly share: number | null };

/** Accounts in each tenth of the scale, the best first; shares are of those with the score. */
export function binsOf({ scores }: Answer, scoreId: number): readonly Bin[] {
  const score = scores.find((each) => each.scoreId === scoreId);
  if (score === undefined) return [];
  const { accounts: of, distribution } = score;
  return distribution.map((accounts, bin) => ({ range: rangeOf(bin), accounts, share: of === 0 ? null : accounts / of })).reverse();
}

/** How the accounts of each of the segments that are compared do by each score of accounts. */
export function scoreCharts([first]: readonly Answer[]): readonly SegmentChart<Answer>[] {
  const ofAccounts = (first?.scores ?? []).filter(({ kind }) => kind === 'account');
  return ofAccounts.map(({ scoreId, name }) => {
    const bin = measured<Answer, Bin>(
      (answer) => binsOf(answer, scoreId),
      ({ range }) => range,
    );
    return {
      title: `${name}: distribution by segment`,
      meaning:
        'Accounts that are in each segment, or have a user in it, today, in each tenth of the scale. Shares are of its accounts with the score.',
      fileName: `tidemark-score-${name}-by-segment`,
      shape: 'bars',
      heading: 'Score',
      names: AS_IS,
      measures: [bin('Accounts', 'count', ({ accounts }) => accounts), bin('Share', 'share', ({ share }) => share)],
      empty: 'No account of these segments has this score.',
    };
  });
}
