import { writtenDay } from '../contract/written';
import { dayFromNumber } from '../platform/days';
import { type SegmentCatalogue, stageLabel } from './catalogue';
import type { Segment } from './condition';
import { type Engine, type Expression, NO, type Outcome, UNKNOWN_MEMBER, YES } from './engine';
import { countRelated, inDoubt, memberOutcome, outcomeOf } from './evaluate';
import { labelOf, type Names } from './label';
import { measure } from './meter';
import { shownValue, type SubjectKind } from './value';

/**
 * One condition of a segment for one subject: in words, what holds, and the value that it was decided by (empty for groups). `property`: the
 * key of the property that it is about; null for other conditions.
 */
export type Explained = {
  readonly label: string;
  readonly property: string | null;
  readonly outcome: 'yes' | 'no' | 'cannot be evaluated';
  readonly value: string;
  readonly of: readonly Explained[];
};

/** Why somebody is in a segment or not, condition by condition. Undefined for a segment that is not evaluated. */
export function explain(
  engine: Engine,
  segments: ReadonlyMap<string, Segment>,
  catalogue: SegmentCatalogue,
  segment: string,
  subject: number,
): Explained | undefined {
  const unit = engine.units[engine.plan.unitOf.get(segment) ?? -1];
  if (unit?.type !== 'where') return undefined;
  for (const meter of engine.meters) meter.subject = -1;
  return explained(engine, unit.expression, unit.kind, subject, { catalogue, segments });
}

function explained(engine: Engine, expression: Expression, kind: SubjectKind, subject: number, names: Names): Explained {
  const { from } = expression.test;
  const grouped = from.type === 'all' || from.type === 'any' || from.type === 'not';
  const children = !grouped
    ? []
    : expression.op === 'not'
      ? [expression.of]
      : expression.op === 'all' || expression.op === 'any'
        ? expression.of
        : [];
  return {
    label:
      from.type === 'all'
        ? 'All of these'
        : from.type === 'any'
          ? 'At least one of these'
          : from.type === 'not'
            ? 'Not this'
            : labelOf(kind, from, names),
    property: from.type === 'property' ? from.property : null,
    outcome: shownOutcome(outcomeOf(engine, expression, kind, subject)),
    value: grouped ? '' : shownFact(engine, expression, kind, subject, names),
    of: children.map((child) => explained(engine, child, kind, subject, names)),
  };
}

const shownOutcome = (outcome: Outcome): Explained['outcome'] => (outcome === YES ? 'yes' : outcome === NO ? 'no' : 'cannot be evaluated');

function shownFact(engine: Engine, expression: Expression, kind: SubjectKind, subject: number, names: Names): string {
  switch (expression.op) {
    case 'range': {
      const value = expression.column.values[subject] ?? NaN;
      if (Number.isNaN(value)) return 'no value';
      if (value === Infinity) return 'could not be computed';
      const type = expression.test.type === 'range' ? expression.test.propertyType : 'number';
      return shownValue(type, type === 'day' ? dayFromNumber(value) : value);
    }
    case 'value': {
      const code = expression.column.codes[subject] ?? 0;
      const value = expression.column.distinct[code];
      if (code === 1) return 'could not be computed';
      if (value === null || value === undefined) return 'no value';
      if (expression.test.from.type === 'stage' && typeof value === 'string') return stageLabel(names.catalogue, kind, value);
      return shownValue(expression.test.type === 'value' ? expression.test.propertyType : 'text', value);
    }
    case 'event': {
      measure(engine.facts, expression.meter, subject);
      const value = expression.meter.values[expression.slot] ?? NaN;
      const unknown = inDoubt(expression);
      const slot = expression.meter.slots[expression.slot];
      if (Number.isNaN(value)) return 'not known since when';
      if (slot?.measure === 'first') return value === 1 ? 'yes' : 'no';
      const known = slot?.measure === 'days' ? `on ${shownValue('number', value)} days` : `${shownValue('number', value)} times`;
      return unknown > 0 ? `${known}, and ${shownValue('number', unknown)} of which the properties are not known` : known;
    }
    case 'member':
      return expression.test.from.type === 'tag'
        ? shownTags(engine, expression.unit, kind, subject, names)
        : shownMember(engine, expression.unit, subject);
    case 'related': {
      const { yes, unknown } = countRelated(engine, expression, kind, subject);
      return unknown === 0
        ? shownValue('number', yes)
        : `${shownValue('number', yes)}, and ${shownValue('number', unknown)} that cannot be evaluated`;
    }
    case 'all':
    case 'any':
    case 'not':
      // A stage with how long: its parts are one condition to a person.
      return 'of' in expression && Array.isArray(expression.of)
        ? (expression.of as readonly Expression[])
            .map((part) => shownFact(engine, part, kind, subject, names))
            .filter((text, index, all) => all.indexOf(text) === index)
            .join(', since ')
        : '';
  }
}

/** The tags that somebody has by hand, and since when by which rule. */
function shownTags(engine: Engine, unitIndex: number, kind: SubjectKind, subject: number, names: Names): string {
  const unit = engine.units[unitIndex];
  const facts = new Set<string>();
  const collect = (expression: Expression): void => {
    if (expression.op === 'all' || expression.op === 'any') expression.of.forEach(collect);
    else if (expression.op !== 'member') facts.add(shownFact(engine, expression, kind, subject, names));
    else if ((engine.members[expression.unit]?.[subject] ?? 0) !== 0) facts.add(`by rule ${shownMember(engine, expression.unit, subject)}`);
  };
  if (unit?.type === 'where') collect(unit.expression);
  return [...facts].join(', ');
}

function shownMember(engine: Engine, unit: number, subject: number): string {
  const member = engine.members[unit]?.[subject] ?? 0;
  if (memberOutcome(member) !== YES) return member === UNKNOWN_MEMBER ? 'cannot be evaluated' : 'is not';
  return `since ${writtenDay(dayFromNumber(member))}`;
}
