import fc from 'fast-check';
import type { PropertyType, PropertyValue } from '../../segments/value';
import { dayNumber } from '../../platform/days';
import { checkFormula } from './check';
import { evaluateFormula } from './evaluate';
import { FormulaRefusal } from './expression';
import { MAX_FORMULA_LENGTH, parseFormula } from './parse';
import { formulaWords } from './words';

const TYPES = new Map<string, PropertyType>(
  Object.entries({
    seats: 'number',
    used: 'number',
    mrr: 'money',
    tier: 'text',
    paying: 'boolean',
    since: 'day',
    tags: 'list',
    'Users seen': 'number',
    nothing: 'number',
    unsure: 'boolean',
  } as const),
);
const VALUES = new Map<string, PropertyValue>(
  Object.entries({
    seats: 40,
    used: 0,
    mrr: 12_550,
    tier: '50 Users',
    paying: true,
    since: '2024-02-28',
    tags: ['beta', 'partner'],
    'Users seen': 52,
  }),
);
const facts = {
  property: (key: string) => VALUES.get(key) ?? null,
  priceOf: (tier: string) => (tier === '50 Users' ? 250 : null),
  today: dayNumber('2024-03-01'),
};
const typeOf = (key: string): PropertyType | undefined => TYPES.get(key);

function result(formula: string) {
  const expression = parseFormula(formula);
  const type = checkFormula(expression, typeOf);
  return { type, ...evaluateFormula(expression, facts, type === 'money' ? 'money' : 'other') };
}

describe('a formula', () => {
  test.each<[string, PropertyType, PropertyValue | null]>([
    ['seats * priceOf(tier)', 'money', 10_000],
    ['priceOf(tier) * seats / 3', 'money', 3_333],
    ['1 + 2 * 3 - 4 / 2', 'number', 5],
    ['(1 + 2) * 3', 'number', 9],
    ['10 - 3 - 2', 'number', 5],
    ['-seats + 1', 'number', -39],
    ['mrr / seats', 'money', 314],
    ['mrr / $1', 'number', 12_550 / 100],
    ['[Users seen] / seats', 'number', 1.3],
    ['[Users seen] > seats and mrr < $200', 'boolean', true],
    ['not paying or used = 0', 'boolean', true],
    ['not (paying and used = 0)', 'boolean', false],
    ['if([Users seen] > seats, "over", \'within\')', 'text', 'over'],
    ['since + 2', 'day', '2024-03-01'],
    ['daysSince(since)', 'number', 2],
    ['day("2025-03-01") - day("2024-02-29")', 'number', 366],
    ['daysSince(since) > 1', 'boolean', true],
    ['30 - daysSince(since)', 'number', 28],
    ['round(2 / 3, 2)', 'number', 0.67],
    ['min(3, seats, 2.5)', 'number', 2.5],
    ['max(since, day("2024-01-01"))', 'day', '2024-02-28'],
    ['contains(tags, "beta") and contains(lower(tier), "users")', 'boolean', true],
    ['length(tags) + length(tier)', 'number', 10],
    ['nothing + 1', 'number', null],
    ['nothing ?? 7', 'number', 7],
    ['isKnown(nothing)', 'boolean', false],
    // What is not known decides nothing, unless the other side decides alone.
    ['unsure and true', 'boolean', null],
    ['unsure and false', 'boolean', false],
    ['true or unsure', 'boolean', true],
    ['not unsure', 'boolean', null],
    ['priceOf("no such tier")', 'money', null],
  ])('%s', (formula, type, value) => {
    // Division of money by money has no unit, by cents: $1 is a hundred of them.
    expect(result(formula)).toEqual({ type, value });
  });

  test.each([
    ['seats / used', 'it divides by zero'],
    ['1 / (seats - 40)', 'it divides by zero'],
    ['day("2025-02-30")', 'a day is written such as "2026-02-28"'],
    ['since + 999999999', 'the day is out of the calendar'],
    [Array.from({ length: 30 }, () => '999999999999999').join(' * '), 'the number is too large'],
  ])('%s cannot be evaluated', (formula, cannot) => {
    expect(result(formula)).toMatchObject({ cannot });
  });

  test.each([
    ['', 'The formula is empty.'],
    ['seats +', 'The formula ends too early.'],
    ['seats seats', '“seats” is not expected here.'],
    ['(seats', '“)” is missing before the end.'],
    ['seats ; 1', '“; 1” cannot be read.'],
    ['constructor', 'There is no property “constructor”.'],
    ['eval("1")', 'There is no function “eval”.'],
    ['mrr + seats', '“+” does not go with money and a number.'],
    ['mrr > 100', '“>” does not go with money and a number.'],
    ['mrr * mrr', 'The result is a number of dollars^2, which is neither money nor a number.'],
    ['seats / mrr', 'The result is a number of dollars^-1'],
    ['daysSince(since) + seats', '“+” does not go with a number of days and a number.'],
    ['if(seats, 1, 2)', '“if” takes yes or no, not a number.'],
    ['if(paying, 1, "two")', '“if” does not go with a number and text.'],
    ['tier < "a"', '“<” compares numbers, money or days, not text.'],
    ['round()', '“)” is not expected here.'],
    ['abs(1, 2)', '“abs” takes one value, and was given 2.'],
    ['not seats', '“not” takes yes or no, not a number.'],
    ['1.2.3', '“1.2.3” cannot be read.'],
  ])('%s is refused', (formula, words) => {
    expect(() => result(formula)).toThrow(FormulaRefusal);
    expect(() => result(formula)).toThrow(words);
  });

  test('what would end in the stack is refused in words', () => {
    expect(() => parseFormula(`${'('.repeat(500)}1`)).toThrow('A formula is nested at most 40 deep.');
    expect(() => parseFormula(`${'-'.repeat(900)}1`)).toThrow('A formula is nested at most 40 deep.');
    expect(() => parseFormula('1'.repeat(MAX_FORMULA_LENGTH + 1))).toThrow('A formula has at most 1000 characters.');
    expect(result(Array.from({ length: 400 }, () => '1').join('+'))).toEqual({ type: 'number', value: 400 });
  });

  test('any text is either a formula or refused in words, and any formula has a value of its type, none, or a reason', () => {
    const words = fc.constantFrom(
      'seats',
      'mrr',
      'tier',
      'since',
      'paying',
      'nothing',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      ',',
      'if',
      'max',
      '1',
      '"x"',
      '$3',
      '=',
      '<',
      'and',
      'not',
      '??',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 40 }),
          fc.array(words, { maxLength: 12 }).map((each) => each.join(' ')),
        ),
        (formula) => {
          let outcome: ReturnType<typeof result>;
          try {
            outcome = result(formula);
          } catch (error) {
            return error instanceof FormulaRefusal && error.at >= 0 && error.at <= formula.length;
          }
          if ('cannot' in outcome || outcome.value === null) return true;
          const kinds: Readonly<Record<PropertyType, string>> = {
            text: 'string',
            number: 'number',
            boolean: 'boolean',
            day: 'string',
            list: 'object',
            money: 'number',
          };
          return typeof outcome.value === kinds[outcome.type];
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

test('a formula is told with the names of its properties', () => {
  const nameOf = (key: string): string => ({ seats: 'Seats', tier: 'Plan', 'days-used': 'Days of use', day: 'Weekday' })[key] ?? key;
  expect(formulaWords('seats * priceOf(tier)', nameOf)).toBe('“Seats” * priceOf(“Plan”)');
  expect(formulaWords('[days-used] >= 8 and day(since) != day', nameOf)).toBe('“Days of use” >= 8 and day(since) != “Weekday”');
  expect(formulaWords('if(tier = "seats", 1, 2)', nameOf)).toBe('if(“Plan” = "seats", 1, 2)');
  expect(formulaWords('seats ; tier', nameOf)).toBe('seats ; tier');
});
