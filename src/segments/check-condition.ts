import { z } from 'zod';
import { type SegmentCatalogue, stageLabel } from './catalogue';
import { type Condition, type PropertyTest, type RankBy, relatedKind, type Segment } from './condition';
import type { BoundOperator } from './operator';
import { operatorOf, OPERATORS } from './operators';
import { at, type Problem } from './problem';
import type { PropertyType, SubjectKind } from './value';
import type { EventWindow, Window } from './window';

type Known = { readonly catalogue: SegmentCatalogue; readonly segments: ReadonlyMap<string, Pick<Segment, 'kind'>> };

/** Everything in a condition that does not exist or does not fit; none for one that can be evaluated. Cycles of segments are not looked for. */
export function checkCondition(
  kind: SubjectKind,
  condition: Condition,
  catalogue: SegmentCatalogue,
  segments: ReadonlyMap<string, Pick<Segment, 'kind'>>,
): readonly Problem[] {
  return check(kind, condition, '', { catalogue, segments });
}

function check(kind: SubjectKind, condition: Condition, path: string, known: Known): readonly Problem[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap((child, index) => check(kind, child, at(path, 'of', index), known));
    case 'not':
      return check(kind, condition.of, at(path, 'of'), known);
    case 'property':
      return testProblems(
        known.catalogue.properties[kind].get(condition.property)?.type,
        condition,
        path,
        `no property of ${plural(kind)}`,
      );
    case 'event':
      return [
        ...eventProblems(condition.event, at(path, 'event'), known),
        ...condition.where.flatMap((test, index) => {
          const type = condition.event === null ? undefined : known.catalogue.events.get(condition.event)?.properties.get(test.property);
          const here = at(path, 'where', index);
          const moves = isWindow(test.value) && test.value.type !== 'between';
          return [
            ...testProblems(type, test, here, 'not kept with this event'),
            ...missing(!moves, at(here, 'value'), 'moves with today, which cannot be asked of a property of an event: name the days'),
          ];
        }),
        ...windowProblems(kind, condition.within, at(path, 'within'), known),
      ];
    case 'screen':
      return [
        ...missing(known.catalogue.events.get(condition.screen)?.screen === true, at(path, 'screen'), `“${condition.screen}” is no screen`),
        ...windowProblems(kind, condition.within, at(path, 'within'), known),
      ];
    case 'firstTime':
      return [
        ...eventProblems(condition.event, at(path, 'event'), known),
        ...windowProblems(kind, condition.within, at(path, 'within'), known),
      ];
    case 'stage':
      return [
        ...missing(known.catalogue.stages[kind].size > 0, path, `${plural(kind)} have no stages`),
        ...condition.stages.flatMap((stage, index) => stageProblems(kind, stage, at(path, 'stages', index), known)),
      ];
    case 'stageEntered':
      return [
        ...stageProblems(kind, condition.stage, at(path, 'stage'), known),
        ...dayWindowProblems(condition.within, at(path, 'within')),
      ];
    case 'tag':
      return condition.tags.flatMap((tag, index) =>
        missing(known.catalogue.tags[kind].has(tag), at(path, 'tags', index), `“${tag}” is no tag of ${plural(kind)}`),
      );
    case 'segment':
      return segmentProblems(kind, condition.segment, at(path, 'segment'), known);
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      if (related === undefined) return [{ path: at(path, 'relation'), message: `${plural(kind)} have no ${condition.relation}` }];
      return condition.where === null ? [] : check(related, condition.where, at(path, 'where'), known);
    }
    case 'top':
      return [
        ...rankProblems(kind, condition.by, at(path, 'by'), known),
        ...(condition.of === null ? [] : check(kind, condition.of, at(path, 'of'), known)),
      ];
  }
}

/** The operator with its operand. */
export function bindTest(type: PropertyType, test: PropertyTest): { ok: true; bound: BoundOperator } | { ok: false; problem: Problem } {
  const operator = operatorOf(type, test.operator);
  if (operator === undefined) {
    const message = `“${test.operator}” cannot be asked of ${TYPE_NAMES[type]}; what can: ${Object.keys(OPERATORS[type]).join(', ')}`;
    return { ok: false, problem: { path: 'operator', message } };
  }
  try {
    return { ok: true, bound: operator.bind(test.value) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const message = `“${test.operator}” of ${TYPE_NAMES[type]} cannot be compared with this: ${error.issues[0]?.message ?? 'wrong value'}`;
    return { ok: false, problem: { path: 'value', message } };
  }
}

function testProblems(type: PropertyType | undefined, test: PropertyTest, path: string, unknown: string): readonly Problem[] {
  if (type === undefined) return [{ path: at(path, 'property'), message: `“${test.property}” is ${unknown}` }];
  const result = bindTest(type, test);
  if (!result.ok) return [{ path: at(path, result.problem.path), message: result.problem.message }];
  return isWindow(test.value) ? dayWindowProblems(test.value, at(path, 'value')) : [];
}

function rankProblems(kind: SubjectKind, by: RankBy, path: string, known: Known): readonly Problem[] {
  if (by.type === 'event') {
    return [...eventProblems(by.event, at(path, 'event'), known), ...windowProblems(kind, by.within, at(path, 'within'), known)];
  }
  const type = known.catalogue.properties[kind].get(by.property)?.type;
  if (type === undefined) return [{ path: at(path, 'property'), message: `“${by.property}” is no property of ${plural(kind)}` }];
  const ordered = type === 'number' || type === 'money' || type === 'day';
  return missing(ordered, at(path, 'property'), `${TYPE_NAMES[type]} has no order to rank by`);
}

function windowProblems(kind: SubjectKind, window: EventWindow, path: string, known: Known): readonly Problem[] {
  if (window.type === 'sinceSegment') return segmentProblems(kind, window.segment, at(path, 'segment'), known);
  if (window.type === 'sinceStage') {
    return window.stage === null
      ? missing(known.catalogue.stages[kind].size > 0, path, `${plural(kind)} have no stages`)
      : stageProblems(kind, window.stage, at(path, 'stage'), known);
  }
  return dayWindowProblems(window, path);
}

const dayWindowProblems = (window: Window, path: string): readonly Problem[] =>
  missing(window.type !== 'between' || window.fromDay <= window.throughDay, path, 'ends before it begins');
const eventProblems = (event: string | null, path: string, { catalogue }: Known): readonly Problem[] =>
  missing(event === null || catalogue.events.has(event), path, `“${event ?? ''}” is no known event`);
const stageProblems = (kind: SubjectKind, stage: string, path: string, { catalogue }: Known): readonly Problem[] =>
  missing(catalogue.stages[kind].has(stage), path, `“${stageLabel(catalogue, kind, stage)}” is no stage of ${plural(kind)}`);

function segmentProblems(kind: SubjectKind, id: string, path: string, { segments }: Known): readonly Problem[] {
  const segment = segments.get(id);
  if (segment === undefined) return [{ path, message: `“${id}” is no segment` }];
  return missing(segment.kind === kind, path, `is a segment of ${plural(segment.kind)}, not of ${plural(kind)}`);
}

const missing = (fine: boolean, path: string, message: string): readonly Problem[] => (fine ? [] : [{ path, message }]);
const isWindow = (value: unknown): value is Window => typeof value === 'object' && value !== null && !Array.isArray(value);
const plural = (kind: SubjectKind): string => `${kind}s`;
const TYPE_NAMES: Readonly<Record<PropertyType, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'yes or no',
  day: 'a day',
  list: 'a list',
  money: 'money',
};
