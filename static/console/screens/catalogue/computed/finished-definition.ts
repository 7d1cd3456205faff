import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import { type Condition, relatedKind } from '../../../../../src/segments/condition';
import type { SubjectKind } from '../../../../../src/segments/value';
import { editable } from '../../segments/builder/draft';
import { finished, type Finished, type Known } from '../../segments/builder/draft-problems';

/** Segments build on computed properties, so these cannot ask about segments. */
export const withoutSegments = (known: Known): Known => ({ ...known, segments: new Map() });

/** A condition on those related as it is kept, or what it lacks. */
export const finishedWhere = (kind: SubjectKind, where: Condition, known: Known): Finished => finished(kind, editable(where), known);

/** The definition as it is sent; null while its condition is not complete. What else is wrong with it the resolver says. */
export function finishedDefinition(kind: SubjectKind, definition: ComputedDefinition, known: Known): ComputedDefinition | null {
  if (definition.type !== 'related' || definition.where === null) return definition;
  const related = relatedKind(kind, definition.relation);
  if (related === undefined) return definition;
  const { condition } = finishedWhere(related, definition.where, withoutSegments(known));
  return condition === null ? null : { ...definition, where: condition };
}
