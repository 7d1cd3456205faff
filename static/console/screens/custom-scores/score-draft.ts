import type { CustomScoreBuilder } from '../../../../src/contract/custom-scores';
import { Condition } from '../../../../src/segments/condition';
import type { Problem } from '../../../../src/segments/problem';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished, type Known } from '../segments/builder/draft-problems';

/** A rule being written; `id` stays when others come and go. What is no number yet is NaN. */
export type RuleDraft = { readonly id: number; readonly points: number; readonly group: Group };
export type ScoreDraft = { readonly name: string; readonly base: number; readonly rules: readonly RuleDraft[] };

let lastId = 0;
export function newRule(points = 10, group: Group = emptyGroup('account')): RuleDraft {
  lastId += 1;
  return { id: lastId, points, group };
}

export function begunFrom(begin: CustomScoreBuilder['begin']): ScoreDraft {
  if (begin === null) return { name: '', base: 50, rules: [newRule()] };
  return {
    name: begin.name,
    base: begin.base,
    rules: begin.rules.map(({ condition, points }) => {
      const parsed = Condition.safeParse(condition);
      return newRule(points, parsed.success ? editable(parsed.data) : emptyGroup('account'));
    }),
  };
}

type FinishedScore = {
  /** Null while something is missing, which `trouble` and, by rule, `problems` say. */
  readonly score: { name: string; base: number; rules: { condition: Condition; points: number }[] } | null;
  readonly trouble: string;
  readonly problems: readonly (readonly Problem[])[];
};

/** The score as it can be saved, or what is missing. */
export function finishedScore({ name, base, rules }: ScoreDraft, known: Known): FinishedScore {
  const done = rules.map(({ points, group }) => ({ points, ...finished('account', group, known) }));
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
  return { score: trouble === '' ? { name: name.trim(), base, rules: complete } : null, trouble, problems };
}

const isPoints = (value: number, least: number): boolean => Number.isInteger(value) && value >= least && value <= 100;
