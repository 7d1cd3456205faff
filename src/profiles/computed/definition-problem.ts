import { type SegmentCatalogue, stageLabel } from '../../segments/catalogue';
import { checkCondition } from '../../segments/check-condition';
import { relatedKind } from '../../segments/condition';
import type { Condition } from '../../segments/condition';
import { nodesOf } from '../../segments/nodes';
import type { SubjectKind } from '../../segments/value';
import type { EventWindow } from '../../segments/window';
import { checkComputed } from './check-computed';
import type { CheckedComputed } from './check-computed';
import type { ComputedDefinition } from './definition';

/** The type that a definition gives with what the store knows, or in words why it cannot be evaluated. */
export function checkDefinition(kind: SubjectKind, definition: ComputedDefinition, catalogue: SegmentCatalogue): CheckedComputed {
  const problem = 'within' in definition ? windowProblem(kind, definition.within, catalogue) : whereProblem(kind, definition, catalogue);
  if (problem !== null) return { problem };
  return checkComputed(kind, definition, {
    typeOf: (of, key) => catalogue.properties[of].get(key)?.type,
    eventPropertyType: (event, property) => catalogue.events.get(event)?.properties.get(property),
    isEvent: (event) => catalogue.events.has(event),
  });
}

function windowProblem(kind: SubjectKind, window: EventWindow, catalogue: SegmentCatalogue): string | null {
  if (window.type === 'sinceSegment') return NO_SEGMENT;
  if (window.type !== 'sinceStage') return null;
  const stages = catalogue.stages[kind];
  if (stages.size === 0) return 'Only accounts have stages since which something can be counted.';
  return window.stage === null || stages.has(window.stage) ? null : `There is no stage “${stageLabel(catalogue, kind, window.stage)}”.`;
}

const NO_SEGMENT = 'A computed property cannot build on a segment, because segments build on computed properties.';

function whereProblem(kind: SubjectKind, definition: ComputedDefinition, catalogue: SegmentCatalogue): string | null {
  if (definition.type !== 'related' || definition.where === null) return null;
  const related = relatedKind(kind, definition.relation);
  if (related === undefined) return null;
  const [problem] = checkCondition(related, definition.where, catalogue, new Map());
  return (
    beyondThemselves(definition.where) ??
    carriedTag(related, definition.where, catalogue) ??
    (problem === undefined ? null : `The condition on those related: ${problem.message}.`)
  );
}

function carriedTag(kind: SubjectKind, condition: Condition, { carried }: SegmentCatalogue): string | null {
  for (const { kind: asked, node } of nodesOf(kind, condition)) {
    for (const tag of node.type === 'tag' ? node.tags : []) {
      const segment = carried?.[asked].get(tag);
      if (segment !== undefined) return `The tag “${tag}” is given by the segment “${segment}”. ${NO_SEGMENT}`;
    }
  }
  return null;
}

/** What a condition asks of anybody else than those who are counted; null where it asks nothing of the kind. */
function beyondThemselves(condition: Condition): string | null {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.reduce<string | null>((found, child) => found ?? beyondThemselves(child), null);
    case 'not':
      return beyondThemselves(condition.of);
    case 'related':
    case 'top':
      return 'Those related are counted by what they are themselves: ask neither about others nor who is first among them.';
    case 'segment':
      return NO_SEGMENT;
    case 'event':
    case 'screen':
    case 'firstTime':
      return condition.within.type === 'sinceSegment' ? NO_SEGMENT : null;
    case 'property':
    case 'stage':
    case 'stageEntered':
    case 'tag':
      return null;
  }
}
