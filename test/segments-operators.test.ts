import { Database } from 'node-sqlite3-wasm';
import { dayNumber } from '../src/platform/days';
import { OPERATORS } from '../src/segments/operators';
import { isValueOf, PropertyType, type PropertyValue, VALUE_OF } from '../src/segments/value';

const TODAY = dayNumber('2026-03-02');
const VALUES: Readonly<Record<PropertyType, readonly PropertyValue[]>> = {
  text: ['', 'a', 'A', 'ab', 'b%', '10% off', 'aé😀', 'a_b', '!'],
  number: [-1.5, 0, 1, 2, 2.5, 1e9],
  money: [0, 99, 100_000, 100_001],
  boolean: [true, false],
  day: ['2025-12-31', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-05'],
  list: [[], ['a'], ['a', 'b'], ['ab'], ['b', 'c']],
};
const DAYS = [
  { type: 'lastDays', days: 2 },
  { type: 'nextDays', days: 4 },
  { type: 'moreThanDaysAgo', days: 29 },
  { type: 'last', period: 'month' },
  { type: 'between', fromDay: '2026-02-01', throughDay: '2026-02-28' },
];
const pairs = <T>(values: readonly T[]): (readonly [T, T])[] => values.flatMap((a) => values.map((b) => [a, b] as const));
/** What each operator is compared with, beside values of its type. */
const OPERANDS: readonly unknown[] = [null, ...DAYS, ['a'], ['a', 'b'], ['b', 'c', 'zz'], 'a*', '*b*', '?', 'a_?', '%'];

const stored = (type: PropertyType, value: PropertyValue): string | number => {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return type === 'day' ? dayNumber(value) : value;
  return value.map((text) => `\n${text}\n`).join('');
};
const compared = (type: PropertyType, value: PropertyValue): PropertyValue => (type === 'day' ? dayNumber(value as string) : value);

const database = new Database(':memory:');
database.run('PRAGMA case_sensitive_like = ON');
afterAll(() => database.close());

/** What evaluation says of one value, or of none. */
function evaluated(type: PropertyType, operator: string, operand: unknown, value: PropertyValue | null): boolean {
  const bound = OPERATORS[type][operator]!.bind(operand);
  if (value === null) return bound.absent;
  if (bound.matches.by === 'value') return bound.matches.test(value);
  const { low, high, outside } = bound.matches.range(TODAY);
  const number = compared(type, value) as number;
  return (number >= low && number <= high) !== outside;
}

const cases = PropertyType.options.flatMap((type) => Object.keys(OPERATORS[type]).map((operator) => [type, operator] as const));

test.each(cases)('%s %s: evaluation and SQL agree on every value and on none, and it can be said', (type, operator) => {
  const entry = OPERATORS[type][operator]!;
  const own: readonly unknown[] = [...VALUES[type], ...pairs(VALUES[type])];
  const outcomes = new Set<boolean>();
  let fitting = 0;
  for (const operand of [...OPERANDS, ...own]) {
    let bound;
    try {
      bound = entry.bind(operand);
    } catch {
      continue;
    }
    fitting += 1;
    expect(bound.label).toMatch(/^(is|has|contains|does not|starts|ends|matches|includes)/);
    expect(bound.absent).toBe(entry.absent);
    for (const value of [null, ...VALUES[type]]) {
      const part = bound.sql('v', TODAY);
      const rows = database.all(`SELECT (${part.text}) AS holds FROM (SELECT ? AS v)`, [
        ...part.values,
        value === null ? null : stored(type, value),
      ]);
      const holds = evaluated(type, operator, operand, value);
      outcomes.add(holds);
      expect({ operand, value, holds: rows[0]!.holds }).toEqual({ operand, value, holds: Number(holds) });
    }
  }
  expect(fitting).toBeGreaterThan(0);
  expect(outcomes.size).toBe(2);
});

/** Written by hand, beside the table: who is asked twice must say the same. */
test.each<[PropertyType, string, unknown, readonly PropertyValue[]]>([
  ['text', 'is', 'a', ['a']],
  ['text', 'isNoneOf', ['a', 'b'], ['', 'A', 'ab', 'b%', '10% off', 'aé😀', 'a_b', '!']],
  ['text', 'contains', '%', ['b%', '10% off']],
  ['text', 'endsWith', '😀', ['aé😀']],
  ['text', 'matches', 'a?', ['ab']],
  ['text', 'matches', 'a_*', ['a_b']],
  ['number', 'isMoreThan', 2, [2.5, 1e9]],
  ['number', 'isLessThan', 0, [-1.5]],
  ['number', 'isBetween', [0, 2], [0, 1, 2]],
  ['money', 'isMoreThan', 100_000, [100_001]],
  ['boolean', 'isNotTrue', null, [false]],
  ['day', 'isBefore', '2026-02-01', ['2025-12-31', '2026-01-31']],
  ['day', 'isWithin', { type: 'last', period: 'month' }, ['2026-02-01', '2026-02-28']],
  ['day', 'isWithin', { type: 'lastDays', days: 2 }, ['2026-03-01', '2026-03-02']],
  ['day', 'isWithin', { type: 'moreThanDaysAgo', days: 29 }, ['2025-12-31', '2026-01-31']],
  ['list', 'includesAll', ['a', 'b'], [['a', 'b']]],
  ['list', 'includesNone', ['b'], [[], ['a'], ['ab']]],
])('%s %s %j holds for %j', (type, operator, operand, expected) => {
  expect(VALUES[type].filter((value) => evaluated(type, operator, operand, value))).toEqual(expected);
});

test('values are of the type that they are said to be of', () => {
  for (const type of PropertyType.options) {
    for (const value of VALUES[type]) expect(isValueOf(type, value)).toBe(true);
    expect(VALUE_OF[type].safeParse(null).success).toBe(false);
  }
  expect(isValueOf('money', 1.5)).toBe(false);
  expect(isValueOf('number', Infinity)).toBe(false);
});
