import type { StagesAnswer } from '../../../../src/contract/profiles';
import { measured, type SegmentChart } from '../../parts/segment-chart';

type Stage = StagesAnswer['stages'][number];
/** Where accounts stand; the empty one is for those with a licence that are in no stage. */
type Standing = { readonly stage: string; readonly accounts: number; readonly mrrCents: number | null; readonly of: number };
/** From one stage to another. Nothing is known where nobody left. */
type Move = { readonly place: string; readonly share: number | null; readonly accounts: number; readonly averageDays: number | null };

/** No key of a stage has it. */
const BETWEEN = '\u0000';
const placeOf = (from: string, to: string): string => `${from}${BETWEEN}${to}`;

export function standings({ stages, nowhere }: Pick<StagesAnswer, 'stages' | 'nowhere'>): readonly Standing[] {
  const of = stages.reduce((sum, { accounts }) => sum + accounts, nowhere);
  const inStages = stages.map(({ stage, accounts, mrrCents }) => ({ stage, accounts, mrrCents, of }));
  return nowhere === 0 ? inStages : [...inStages, { stage: '', accounts: nowhere, mrrCents: null, of }];
}

/** Every way that anybody went in any of the answers, in the order of the stages: what nobody of one went is 0 there. */
export function moves(answers: readonly Pick<StagesAnswer, 'stages'>[], { stages }: Pick<StagesAnswer, 'stages'>): readonly Move[] {
  const goals = [...stages.map(({ stage }) => stage), ''];
  const rank = (to: string): number => (goals.includes(to) ? goals.indexOf(to) : goals.length);
  return stages.flatMap(({ stage: from, left, moves: own }) => {
    const known = answers.flatMap((answer) => answer.stages.filter(({ stage }) => stage === from).flatMap((each) => each.moves));
    const found = [...new Set(known.map(({ to }) => to))].sort((a, b) => rank(a) - rank(b));
    return found.map((to) => {
      const move = own.find((each) => each.to === to);
      const accounts = move?.accounts ?? 0;
      return { place: placeOf(from, to), share: left === 0 ? null : accounts / left, accounts, averageDays: move?.averageDays ?? null };
    });
  });
}

/** Where the accounts of each of the segments that are compared stand, and who went on from where. `words`: the window. */
export function stageCharts(days: number, words: string): (answers: readonly StagesAnswer[]) => readonly SegmentChart<StagesAnswer>[] {
  return (answers) => {
    const names = namesIn(answers.flatMap(({ stages }) => stages));
    const nameOf = (stage: string): string => (stage === '' ? 'In no stage' : (names.get(stage) ?? stage));
    const wayOf = (place: string): string => {
      const [from, to] = place.split(BETWEEN);
      return `${nameOf(from ?? '')} → ${to === undefined || to === '' ? 'no stage' : nameOf(to)}`;
    };
    const standing = measured(standings, ({ stage }) => stage);
    const entered = measured<StagesAnswer, Stage>(
      ({ stages }) => stages,
      ({ stage }) => stage,
    );
    const went = measured<StagesAnswer, Move>(
      (answer) => moves(answers, answer),
      ({ place }) => place,
    );
    return [
      {
        title: 'Stages by segment',
        meaning: `Where the accounts stand that are in each segment, or have a user in it, today, and how many of them came and went in the ${words} before.`,
        fileName: 'tidemark-stages-by-segment',
        shape: 'bars',
        heading: 'Stage',
        names: { long: nameOf, short: nameOf },
        inFile: nameOf,
        absent: 0,
        measures: [
          standing('Accounts', 'count', ({ accounts }) => accounts),
          standing('Share', 'share', ({ accounts, of }) => (of === 0 ? null : accounts / of)),
          standing('MRR', 'money', ({ mrrCents }) => mrrCents),
          entered('Came', 'count', (stage) => stage.entered),
          entered('Went', 'count', (stage) => stage.left),
        ],
        empty: 'No account of these segments has a licence.',
      },
      {
        title: 'Conversions by segment',
        meaning: `Where those went who left a stage in the ${words} before: their share of all who left it, how many they are, and after how many days on average. Segments are as they are today.`,
        fileName: `tidemark-conversions-by-segment-${String(days)}-days`,
        shape: 'bars',
        heading: 'From and to',
        names: { long: wayOf, short: wayOf },
        inFile: wayOf,
        measures: [
          went('Share of those who left', 'share', ({ share }) => share),
          went('Accounts', 'count', ({ accounts }) => accounts),
          went('Days before, on average', 'count', ({ averageDays }) => averageDays),
        ],
        empty: `No account of these segments went from one stage to another in the ${words} before.`,
      },
    ];
  };
}

/** By key; those that are no more are known from the ways to them. */
const namesIn = (stages: readonly Stage[]): ReadonlyMap<string, string> =>
  new Map([
    ...stages.flatMap(({ moves: own }) => own.map(({ to, name }) => [to, name] as const)),
    ...stages.map(({ stage, name }) => [stage, name] as const),
  ]);
