import type { Carriers } from '../segments/carriers';
import type { Condition, Segment } from '../segments/condition';
import { relatedKind } from '../segments/condition';
import { nodesOf, windowOf } from '../segments/nodes';
import { segmentsNeeded } from '../segments/plan';
import type { SubjectKind } from '../segments/value';
import type { NamedDefinition } from './computed/check-computed';
import { propertiesOf } from './computed/dependencies';
import { HEALTH_KEY } from './predictions/outlook-properties';
import { isMadeScore } from './scores/score-properties';

/** What is decided by rules that somebody wrote, so that those rules cannot ask for it. Scores by rules are of one kind with health. */
export type Decided = 'stages' | 'health';

/** What questions lead on to. `computed`: by kind and key. */
export type Made = {
  readonly segments: ReadonlyMap<string, Segment>;
  readonly carriers: Carriers;
  readonly computed: ReadonlyMap<string, NamedDefinition & { readonly label: string }>;
};

/**
 * A place of a condition that comes to ask for what is decided. `by`: what asks for it in its stead; null where it does so itself. `through`:
 * all that lies between, the last of which is that; `to`: what is asked for.
 */
export type Way = { readonly path: string; readonly by: string | null; readonly through: readonly string[]; readonly to: string };

type Question =
  | { readonly type: 'stages' }
  | { readonly type: 'property'; readonly kind: SubjectKind; readonly key: string }
  | { readonly type: 'segment'; readonly id: string };

/** Every place of a condition from which a way leads to what is decided: at once, or through segments, their tags and computed properties. */
export function waysTo(goal: Decided, kind: SubjectKind, condition: Condition, made: Made): readonly Way[] {
  return questionsOf(kind, condition, made).flatMap(({ path, question }) => {
    const found = wayFrom(question, goal, made, new Set());
    return found === null ? [] : [{ path, by: found.through.at(-1) ?? null, ...found }];
  });
}

export const madeName = ({ kind, key }: { readonly kind: SubjectKind; readonly key: string }): string => `${kind} ${key}`;

function wayFrom(question: Question, goal: Decided, made: Made, seen: Set<string>): Pick<Way, 'through' | 'to'> | null {
  if (isAnswered(question, goal)) return { through: [], to: nameOfGoal(question) };
  const next = nextOf(question, made);
  if (next === null || seen.has(next.name)) return null;
  seen.add(next.name);
  for (const each of next.questions) {
    const found = wayFrom(each, goal, made, seen);
    if (found !== null) return { ...found, through: [next.name, ...found.through] };
  }
  return null;
}

function isAnswered(question: Question, goal: Decided): boolean {
  if (goal === 'stages') return question.type === 'stages';
  if (question.type !== 'property') return false;
  return isMadeScore(question.key) || (question.kind === 'account' && question.key === HEALTH_KEY);
}

function nameOfGoal(question: Question): string {
  if (question.type !== 'property') return 'stages';
  return question.key === HEALTH_KEY ? 'health' : 'a score by rules';
}

/** What is made of further questions, with its name; null for what is known by itself. */
function nextOf(question: Question, made: Made): { readonly name: string; readonly questions: readonly Question[] } | null {
  switch (question.type) {
    case 'stages':
      return null;
    case 'property': {
      const computed = made.computed.get(madeName(question));
      return computed === undefined ? null : { name: `the computed property “${computed.label}”`, questions: computedQuestions(computed) };
    }
    case 'segment': {
      const segment = made.segments.get(question.id);
      if (segment === undefined) return null;
      const questions = questionsOf(segment.kind, segment.condition, made).map((each) => each.question);
      return { name: `the segment “${segment.name}”`, questions };
    }
  }
}

function questionsOf(kind: SubjectKind, condition: Condition, { carriers }: Pick<Made, 'carriers'>) {
  return [
    ...nodesOf(kind, condition).flatMap(({ kind: asked, node, path }) => ownQuestions(asked, node).map((question) => ({ path, question }))),
    ...segmentsNeeded(kind, condition, carriers).map(({ id, path }) => ({ path, question: { type: 'segment', id } as const })),
  ];
}

function ownQuestions(kind: SubjectKind, node: Condition): readonly Question[] {
  if (node.type === 'stage' || node.type === 'stageEntered' || windowOf(node)?.type === 'sinceStage') return [{ type: 'stages' }];
  if (node.type === 'property') return [{ type: 'property', kind, key: node.property }];
  return node.type === 'top' && node.by.type === 'property' ? [{ type: 'property', kind, key: node.by.property }] : [];
}

/** Of segments a computed property asks nothing: that is refused where it is defined. */
function computedQuestions({ kind, definition }: NamedDefinition): readonly Question[] {
  const related = definition.type === 'related' ? relatedKind(kind, definition.relation) : undefined;
  const where = definition.type === 'related' ? definition.where : null;
  const nodes = related === undefined || where === null ? [] : nodesOf(related, where);
  return [
    ...propertiesOf(kind, definition).map((name): Question => ({ type: 'property', ...name })),
    ...nodes.flatMap((each) => ownQuestions(each.kind, each.node)),
    ...('within' in definition && definition.within.type === 'sinceStage' ? [{ type: 'stages' } as const] : []),
  ];
}
