import type { CustomScoreBuilder, ScoredKind } from '../../../../src/contract/custom-scores';
import { Condition } from '../../../../src/segments/condition';
import type { Problem } from '../../../../src/segments/problem';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished, type Known } from '../segments/builder/draft-problems';

/** A rule being written; `id` stays when others come and go. What is no number yet is NaN. */
export type RuleDraft = { readonly id: number; readonly points: number; readonly group: Group };
export type ScoreDraft = { readonly kind: ScoredKind; readonly name: string; readonly base: number; readonly rules: readonly RuleDraft[] };

let lastId = 0;
export function newRule(kind: ScoredKind, points = 10, group: Group = emptyGroup(kind)): RuleDraft {
  lastId += 1;
  return { id: lastId, points, group };
}

const inLast = (days: number) => ({ type: 'lastDays', days }) as const;
const used = (measure: 'days' | 'times', n: number, days: number): Group => ({
  type: 'all',
  of: [{ type: 'event', event: null, where: [], measure, count: { test: 'atLeast', n }, within: inLast(days) }],
});

/** A score of users to begin with: on how many days of a month, how much, and whether still of late. */
export const engagedUser = (): ScoreDraft => ({
  kind: 'membership',
  name: 'Engaged user',
  base: 0,
  rules: [
    newRule('membership', 20, used('days', 1, 30)),
    newRule('membership', 20, used('days', 4, 30)),
    newRule('membership', 20, used('days', 10, 30)),
    newRule('membership', 20, used('times', 20, 30)),
    newRule('membership', 20, used('days', 1, 7)),
  ],
});

export function begunFrom(begin: CustomScoreBuilder['begin']): ScoreDraft {
  if (begin === null) return { kind: 'account', name: '', base: 50, rules: [newRule('account')] };
  const { kind } = begin;
  return {
    kind,
    name: begin.name,
    base: begin.base,
    rules: begin.rules.map(({ condition, points }) => {
      const parsed = Condition.safeParse(condition);
      return newRule(kind, points, parsed.success ? editable(parsed.data) : emptyGroup(kind));
    }),
  };
}

type FinishedScore = {
  /** Null while something is missing, which `trouble` and, by rule, `problems` say. */
  readonly score: { kind: ScoredKind; name: string; base: number; rules: { condition: Condition; points: number }[] } | null;
  readonly trouble: string;
  readonly problems: readonly (readonly Problem[])[];
};

/** The score as it can be saved, or what is missing. */
export function finishedScore({ kind, name, base, rules }: ScoreDraft, known: Known): FinishedScore {
  const done = rules.map(({ points, group }) => ({ points, ...finished(kind, group, known) }));
  const problems = done.map((each): readonly Problem[] => [
    ...each.problems,
    ...(isPoints(each.points, -100) ? [] : [{ path: 'points', message: 'Give a whole number from −100 to 100.' }]),
  ]);
  const complete = done.flatMap(({ condition, points }) => (condition === null ? [] : [{ condition, points }]));
  const trouble =
    name.trim() === ''
      ? 'Give it a name.'
      : !isPoints(base, 0)
        ? 'Give the points to begin with as a whole number from 0 to 100.'
        : problems.some((each) => each.length > 0)
          ? 'Something is missing: see what is marked.'
          : '';
  return { score: trouble === '' ? { kind, name: name.trim(), base, rules: complete } : null, trouble, problems };
}

const isPoints = (value: number, least: number): boolean => Number.isInteger(value) && value >= least && value <= 100;
