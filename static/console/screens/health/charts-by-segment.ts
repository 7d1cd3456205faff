import type { HealthBoardAnswer, HealthColour } from '../../../../src/contract/health';
import { measured, type SegmentChart } from '../../parts/segment-chart';
import { COLOUR_WORDS, COLOURS } from './words';

/** MRR is not counted where nothing is said. */
type Told = { readonly colour: string; readonly accounts: number; readonly share: number | null; readonly mrrCents: number | null };

const NOTHING_SAID = 'nothing-said';
const WORDS: Readonly<Record<string, string>> = { ...COLOUR_WORDS, [NOTHING_SAID]: 'Nothing said' };
const wordsOf = (colour: string): string => WORDS[colour] ?? colour;
const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);

/** Accounts of all stages by colour; shares are of those of which something is said. */
export function toldByColour({ stages }: Pick<HealthBoardAnswer, 'stages'>): readonly Told[] {
  const cells = stages.flatMap((stage) => stage.cells);
  const of = sumOf(cells.map(({ accounts }) => accounts));
  const toldOf = (colour: HealthColour): Told => {
    const own = cells.filter(({ health }) => health === colour);
    const accounts = sumOf(own.map((cell) => cell.accounts));
    return { colour, accounts, share: of === 0 ? null : accounts / of, mrrCents: sumOf(own.map(({ mrrCents }) => mrrCents)) };
  };
  const others = sumOf(stages.map((stage) => stage.others));
  return [...COLOURS.map(toldOf), { colour: NOTHING_SAID, accounts: others, share: null, mrrCents: null }];
}

/** How the accounts of each of the segments that are compared are. What cannot be told is there only where there is something in it. */
export function healthCharts(answers: readonly HealthBoardAnswer[]): readonly SegmentChart<HealthBoardAnswer>[] {
  const isAnyUnknown = answers.some((answer) => toldByColour(answer).some(({ colour, accounts }) => colour === 'unknown' && accounts > 0));
  const told = measured<HealthBoardAnswer, Told>(
    (answer) => toldByColour(answer).filter(({ colour }) => isAnyUnknown || colour !== 'unknown'),
    ({ colour }) => colour,
  );
  return [
    {
      title: 'Health by segment',
      meaning:
        'How the accounts are that are in each segment, or have a user in it, today, whatever their stage. Shares are of the accounts of which something is said.',
      fileName: 'tidemark-health-by-segment',
      shape: 'bars',
      heading: 'Health',
      names: { long: wordsOf, short: wordsOf },
      inFile: wordsOf,
      measures: [
        told('Accounts', 'count', ({ accounts }) => accounts),
        told('Share', 'share', ({ share }) => share),
        told('MRR', 'money', ({ mrrCents }) => mrrCents),
      ],
      empty: 'Nothing is said of any account in these segments.',
    },
  ];
}
