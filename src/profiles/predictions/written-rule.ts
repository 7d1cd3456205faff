import type { Figure } from '../../contract/signals';
import type { Rule } from '../../prediction/condition';
import { bindTest } from '../../segments/check-condition';
import { Condition } from '../../segments/condition';
import type { PropertyTest } from '../../segments/condition';
import { readCondition } from '../../segments/parse-condition';
import { at } from '../../segments/problem';
import type { Problem } from '../../segments/problem';
import { askedRule } from './asked-of-past';
import type { Past } from './asked-of-past';

/** Segments that a signal may name, with those that they name in their turn. */
const MOST_OPENED = 50;
const TOO_MANY: Problem = { path: '', message: `It asks for more than ${String(MOST_OPENED)} segments, with those that they ask for.` };

export type WrittenRule = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly problems: readonly Problem[] };

/** What somebody wrote, as a rule on what was known at looks at the past; or, in words, why it cannot be known for the past. */
export function ruleOf(raw: unknown, figures: readonly Figure[], past: Past): WrittenRule {
  const read = readCondition(raw);
  if (!read.ok) return read;
  const asked: Asked = { figures: new Map(figures.map((figure) => [figure.name, figure])), past, problems: [], opened: { count: 0 } };
  const rule = translated(read.condition, '', asked);
  if (asked.opened.count > MOST_OPENED) return { ok: false, problems: [TOO_MANY] };
  return rule === null ? { ok: false, problems: asked.problems } : { ok: true, rule };
}

/** `opened`: how many segments were looked into. */
type Asked = {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly past: Past;
  readonly problems: Problem[];
  readonly opened: { count: number };
};

function translated(condition: Condition, path: string, asked: Asked): Rule | null {
  switch (condition.type) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((part, index) => translated(part, at(path, 'of', index), asked));
      const known = parts.filter((part) => part !== null);
      const [first] = known;
      if (known.length < parts.length) return null;
      return known.length === 1 && first !== undefined ? first : { kind: condition.type, of: known };
    }
    case 'not': {
      const inner = translated(condition.of, at(path, 'of'), asked);
      return inner === null ? null : { kind: 'not', of: inner };
    }
    case 'property':
      return translatedTest(condition, path, asked);
    case 'segment':
      return translatedSegment(condition.segment, path, asked);
    default: {
      const own = askedRule(condition, path, asked.past);
      if (!('problems' in own)) return own;
      asked.problems.push(...own.problems);
      return null;
    }
  }
}

/** Whoever was in a segment then is not asked, as it may have been another: what it asks for today is asked of the past. */
function translatedSegment(id: string, path: string, asked: Asked): Rule | null {
  const segment = asked.past.segments.get(id);
  const refused = (message: string): null => {
    asked.problems.push({ path: at(path, 'segment'), message });
    return null;
  };
  if (segment === undefined) return refused('There is no such segment any more.');
  if (segment.kind !== 'account') return refused(`“${segment.name}” is not a segment of accounts.`);
  asked.opened.count += 1;
  if (asked.opened.count > MOST_OPENED) return null;
  const problems: Problem[] = [];
  const rule = translated(segment.condition, '', { ...asked, problems });
  const [problem] = problems;
  return problem === undefined ? rule : refused(`What the segment “${segment.name}” asks for: ${problem.message}`);
}

function translatedTest(test: PropertyTest, path: string, { figures, problems }: Asked): Rule | null {
  const figure = figures.get(test.property);
  if (figure === undefined) {
    const message = `“${test.property}” cannot be known for the past, because only its value of today is kept: ask for one of the figures.`;
    problems.push({ path: at(path, 'property'), message });
    return null;
  }
  const type = figure.levels === null ? 'number' : 'text';
  const bound = bindTest(type, test);
  if (!bound.ok) {
    problems.push({ path: at(path, bound.problem.path), message: bound.problem.message });
    return null;
  }
  const compare = (type === 'number' ? NUMBERS : TEXTS)[test.operator];
  if (compare === undefined) {
    problems.push({ path: at(path, 'operator'), message: 'Texts of the past are compared as a whole: choose “is” or “is one of”.' });
    return null;
  }
  return compare(test.property, Array.isArray(test.value) ? test.value : [test.value]);
}

type Compare = (column: string, operands: readonly unknown[]) => Rule;
const not = (of: Rule): Rule => ({ kind: 'not', of });
const missing: Compare = (column) => ({ kind: 'missing', column });
const known: Compare = (column) => not({ kind: 'missing', column });
const threshold =
  (kind: 'atLeast' | 'below' | 'above' | 'atMost'): Compare =>
  (column, [value]) => ({ kind, column, threshold: Number(value) });
const between: Compare = (column, [low, high = low]) => ({
  kind: 'all',
  of: [threshold('atLeast')(column, [low]), threshold('atMost')(column, [high])],
});
const oneOf: Compare = (column, texts) => {
  const [first, ...more] = texts.map((text): Rule => ({ kind: 'is', column, level: String(text) }));
  return first !== undefined && more.length === 0 ? first : { kind: 'any', of: first === undefined ? [] : [first, ...more] };
};

/** By operator of the segments' conditions. What is not known stays unknown, also where it must not hold. */
const NUMBERS: Readonly<Record<string, Compare>> = {
  is: between,
  isNot: (column, operands) => not(between(column, operands)),
  isMoreThan: threshold('above'),
  isAtLeast: threshold('atLeast'),
  isLessThan: threshold('below'),
  isAtMost: threshold('atMost'),
  isBetween: between,
  hasValue: known,
  hasNoValue: missing,
};
const TEXTS: Readonly<Record<string, Compare>> = {
  is: oneOf,
  isNot: (column, operands) => not(oneOf(column, operands)),
  isOneOf: oneOf,
  isNoneOf: (column, operands) => not(oneOf(column, operands)),
  hasValue: known,
  hasNoValue: missing,
};

/** A rule as the editor shows it. */
export function conditionOf(rule: Rule): Condition {
  switch (rule.kind) {
    case 'not':
      return { type: 'not', of: conditionOf(rule.of) };
    case 'both':
    case 'all':
      return { type: 'all', of: rule.of.map(conditionOf) };
    case 'any':
      return { type: 'any', of: rule.of.map(conditionOf) };
    case 'is':
      return { type: 'property', property: rule.column, operator: 'is', value: rule.level };
    case 'missing':
      return { type: 'property', property: rule.column, operator: 'hasNoValue', value: null };
    case 'asked':
      return Condition.parse(rule.asks);
    default:
      return { type: 'property', property: rule.column, operator: OPERATOR_OF[rule.kind], value: rule.threshold };
  }
}
const OPERATOR_OF = { atLeast: 'isAtLeast', below: 'isLessThan', above: 'isMoreThan', atMost: 'isAtMost' } as const;

/** The same for rules that say the same in another order. */
export function textOfRule(rule: Rule): string {
  if (rule.kind === 'not') return `not(${textOfRule(rule.of)})`;
  if (!('of' in rule)) return JSON.stringify(conditionOf(rule));
  return `${rule.kind === 'any' ? 'any' : 'all'}(${rule.of.map(textOfRule).sort().join()})`;
}
