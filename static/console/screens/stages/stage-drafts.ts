import type { StageKind, StageProblem, StageRulesAnswer } from '../../../../src/contract/stages';
import { Condition } from '../../../../src/segments/condition';
import type { Problem } from '../../../../src/segments/problem';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished, type Known } from '../segments/builder/draft-problems';

/** A stage that is being written. `saved`: as it stands, by what history and conditions know it; null for a new one. */
export type StageDraft = {
  readonly id: number;
  readonly name: string;
  readonly saved: { readonly key: string; readonly name: string } | null;
  readonly kind: StageKind;
  readonly group: Group;
};
export type WrittenStage = { readonly key: string | null; readonly name: string; readonly kind: StageKind; readonly rule: Condition };

export const draftsOf = (stages: StageRulesAnswer['stages']): readonly StageDraft[] =>
  stages.map(({ key, name, kind, rule }, id) => {
    const condition = Condition.safeParse(rule);
    return { id, name, kind, saved: { key, name }, group: condition.success ? editable(condition.data) : emptyGroup('account') };
  });

/** A new one comes first: whoever comes later in the order only gets whom nobody before took. */
export function withStage(drafts: readonly StageDraft[]): readonly StageDraft[] {
  const id = Math.max(0, ...drafts.map((draft) => draft.id)) + 1;
  return [{ id, name: '', saved: null, kind: 'free', group: emptyGroup('account') }, ...drafts];
}

/** One place up (-1) or down (1). */
export function withMoved(drafts: readonly StageDraft[], index: number, by: -1 | 1): readonly StageDraft[] {
  const [moved, other] = [drafts[index], drafts[index + by]];
  if (moved === undefined || other === undefined) return drafts;
  return drafts.map((draft, place) => (place === index ? other : place === index + by ? moved : draft));
}

/** The stages as they would be saved, null while something is missing; and by place what is. */
export function finishedStages(
  drafts: readonly StageDraft[],
  known: Known,
): { readonly stages: readonly WrittenStage[] | null; readonly problems: readonly (readonly Problem[])[] } {
  const rules = drafts.map(({ group }) => finished('account', group, known));
  const problems = rules.map((rule, index) => [...nameProblems(drafts, index), ...rule.problems]);
  const stages = drafts.flatMap(({ saved, name, kind }, index): WrittenStage[] => {
    const rule = rules[index]?.condition ?? null;
    return rule === null ? [] : [{ key: saved?.key ?? null, name: name.trim(), kind, rule }];
  });
  return { stages: problems.every((each) => each.length === 0) ? stages : null, problems };
}

function nameProblems(drafts: readonly StageDraft[], index: number): readonly Problem[] {
  const name = drafts[index]?.name.trim() ?? '';
  if (name === '') return [{ path: 'name', message: 'Give it a name.' }];
  const isSecond = drafts.findIndex((draft) => draft.name.trim() === name) < index;
  return isSecond ? [{ path: 'name', message: 'Another stage is called that way.' }] : [];
}

/** What it was called until now, where that is something else. */
export const formerName = ({ name, saved }: StageDraft): string | null =>
  saved === null || saved.name === name.trim() ? null : saved.name;

/** What was said of one stage, or with null of all. */
export const toldOf = (told: readonly StageProblem[], stage: number | null): readonly Problem[] =>
  told.filter((problem) => problem.stage === stage);
