import fc from 'fast-check';
import { evidenceOf } from '../../prediction/evidence';
import { firingOf } from '../../prediction/condition';
import { Condition } from '../../segments/condition';
import type { PropertyTest, Segment } from '../../segments/condition';
import type { Past } from './asked-of-past';
import { conditionOf, ruleOf, textOfRule } from './written-rule';

const FIGURES = [
  { name: 'Uses', levels: null },
  { name: 'Seats', levels: null },
  { name: 'Region', levels: ['APAC', 'EMEA'] },
];

const PAST: Past = {
  catalogue: {
    properties: { account: new Map(), user: new Map(), membership: new Map() },
    events: new Map([['Item Ticked', { label: 'Item Ticked', activity: true, screen: false, properties: new Map([['place', 'text']]) }]]),
    stages: { account: new Map([['Lapsed', { label: 'Lapsed', kind: 'churn' }]]), user: new Map(), membership: new Map() },
    tags: { account: new Set(), user: new Set(), membership: new Set() },
  },
  byLicence: true,
  segments: new Map(),
};

type Row = { Uses: number | null; Seats: number | null; Region: string | null; came: boolean; period: number };
const row = fc.record<Row>({
  Uses: fc.option(fc.integer({ min: 0, max: 5 })),
  Seats: fc.option(fc.integer({ min: 0, max: 5 })),
  Region: fc.option(fc.constantFrom('APAC', 'EMEA')),
  came: fc.boolean(),
  period: fc.integer({ min: 1, max: 3 }),
});

const ofNumbers = fc.oneof(
  fc.record({
    operator: fc.constantFrom('is', 'isNot', 'isMoreThan', 'isAtLeast', 'isLessThan', 'isAtMost'),
    value: fc.integer({ min: 0, max: 5 }),
  }),
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .map((pair) => ({ operator: 'isBetween', value: pair.sort((a, b) => a - b) })),
  fc.record({ operator: fc.constantFrom('hasValue', 'hasNoValue'), value: fc.constant(null) }),
);
const ofTexts = fc.oneof(
  fc.record({ operator: fc.constantFrom('is', 'isNot'), value: fc.constantFrom('APAC', 'EMEA', 'Moon') }),
  fc.record({
    operator: fc.constantFrom('isOneOf', 'isNoneOf'),
    value: fc.uniqueArray(fc.constantFrom('APAC', 'EMEA', 'Moon'), { minLength: 1 }),
  }),
  fc.record({ operator: fc.constantFrom('hasValue', 'hasNoValue'), value: fc.constant(null) }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(fc.constantFrom('Uses', 'Seats'), ofNumbers).map(([property, test]): Condition => ({ type: 'property', property, ...test })),
    ofTexts.map((test): Condition => ({ type: 'property', property: 'Region', ...test })),
    fc.record({ type: fc.constantFrom('all', 'any'), of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    tie('condition').map((of): Condition => ({ type: 'not', of })),
  ),
}));

/** True, false, or null where it cannot be said. Written without a look at the code under test. */
function holds(asked: Condition, at: Row): boolean | null {
  switch (asked.type) {
    case 'all': {
      const parts = asked.of.map((part) => holds(part, at));
      return parts.includes(false) ? false : parts.includes(null) ? null : true;
    }
    case 'any': {
      const parts = asked.of.map((part) => holds(part, at));
      return parts.includes(true) ? true : parts.includes(null) ? null : false;
    }
    case 'not': {
      const inner = holds(asked.of, at);
      return inner === null ? null : !inner;
    }
    case 'property':
      return compared(asked, at[asked.property as 'Uses' | 'Seats' | 'Region']);
    default:
      throw new TypeError(asked.type);
  }
}

function compared({ operator, value }: PropertyTest, known: number | string | null): boolean | null {
  if (operator === 'hasValue') return known !== null;
  if (operator === 'hasNoValue') return known === null;
  if (known === null) return null;
  if (operator === 'is') return known === value;
  if (operator === 'isNot') return known !== value;
  const many = (Array.isArray(value) ? value : [value]) as (number | string)[];
  if (operator === 'isOneOf') return many.includes(known);
  if (operator === 'isNoneOf') return !many.includes(known);
  const [low, high] = [Number(many[0]), Number(many[1])];
  const own = Number(known);
  if (operator === 'isMoreThan') return own > low;
  if (operator === 'isAtLeast') return own >= low;
  if (operator === 'isLessThan') return own < low;
  return operator === 'isAtMost' ? own <= low : own >= low && own <= high;
}

const casesOf = (rows: readonly Row[]) => ({
  table: {
    rows: rows.length,
    columns: [
      ...(['Uses', 'Seats'] as const).map((name) => ({
        kind: 'number' as const,
        name,
        values: Float64Array.from(rows, (each) => each[name] ?? NaN),
      })),
      {
        kind: 'category' as const,
        name: 'Region',
        levels: ['APAC', 'EMEA'],
        codes: Int32Array.from(rows, ({ Region }) => (Region === null ? -1 : ['APAC', 'EMEA'].indexOf(Region))),
      },
    ],
  },
  outcome: Uint8Array.from(rows, ({ came }) => (came ? 1 : 0)),
  period: Int32Array.from(rows, ({ period }) => period),
});

function ruleFrom(asked: Condition) {
  const written = ruleOf(asked, FIGURES, PAST);
  if (!written.ok) throw new Error(JSON.stringify(written.problems));
  return written.rule;
}

test('what is written by hand has the evidence that counting row by row gives', () => {
  fc.assert(
    fc.property(condition, fc.array(row, { maxLength: 40 }), (asked, rows) => {
      const evidence = evidenceOf(ruleFrom(asked), casesOf(rows));
      const said = rows.filter((each) => holds(asked, each) !== null);
      const fired = said.filter((each) => holds(asked, each) === true);
      const count = (some: readonly Row[]): number => some.filter(({ came }) => came).length;
      expect(evidence).toMatchObject({ rows: said.length, outcomes: count(said), fired: fired.length, hits: count(fired) });
      expect(evidence.precision).toBe(fired.length === 0 ? 0 : count(fired) / fired.length);
      expect(evidence.recall).toBe(count(said) === 0 ? 0 : count(fired) / count(said));
      for (const { period, ...own } of evidence.periods) {
        const then = fired.filter((each) => each.period === period);
        expect([own.fired, own.hits]).toEqual([then.length, count(then)]);
      }
    }),
    { numRuns: 300 },
  );
});

test('a rule shown in the editor and kept again is the same rule', () => {
  fc.assert(
    fc.property(condition, (asked) => {
      const rule = ruleFrom(asked);
      expect(textOfRule(ruleFrom(conditionOf(rule)))).toBe(textOfRule(rule));
    }),
  );
});

test('a proposal that is written by hand is recognised, in whatever order', () => {
  const [first, second] = [
    { kind: 'below', column: 'Uses', threshold: 3 },
    { kind: 'is', column: 'Region', level: 'EMEA' },
  ] as const;
  const written = ruleFrom({ type: 'all', of: [conditionOf(second), conditionOf(first)] });
  expect(textOfRule(written)).toBe(textOfRule({ kind: 'both', of: [first, second] }));
  const { table } = casesOf([{ Uses: 1, Seats: null, Region: 'EMEA', came: true, period: 1 }]);
  expect(firingOf(written, table)).toEqual(firingOf({ kind: 'both', of: [first, second] }, table));
});

test('what was done, and stages, are asked of the past as they are; what has none is refused with why', () => {
  const did = { type: 'event', event: 'Item Ticked', within: { type: 'lastDays', days: 30 } } as const;
  const whyNot = (raw: unknown): string[] => {
    const written = ruleOf(raw, FIGURES, PAST);
    return written.ok ? [] : written.problems.map(({ path, message }) => `${path}: ${message}`);
  };
  const asked = ruleOf({ type: 'not', of: did }, FIGURES, PAST);
  expect(asked).toMatchObject({
    rule: { kind: 'not', of: { kind: 'asked', words: 'did “Item Ticked” at least 1 time in the last 30 days' } },
  });
  const related = { type: 'related', relation: 'memberships', where: did } as const;
  expect([did, related, { type: 'stage', kinds: ['paying'] }].flatMap(whyNot)).toEqual([]);
  const refused = [
    [{ ...did, event: 'Item Dropped' }, /^event: “Item Dropped” is no known event/],
    [{ ...did, where: [{ property: 'place', operator: 'is', value: 'page' }] }, /properties of events are kept only/],
    [{ ...did, within: { type: 'between', fromDay: '2028-01-01', throughDay: '2028-02-01' } }, /fixed days lie differently/],
    [{ ...did, within: { type: 'sinceSegment', segment: '7' } }, /a segment asks for what is known today/],
    [{ ...related, relation: 'users' }, /did elsewhere would count/],
    [
      { ...related, where: { type: 'property', property: 'role', operator: 'is', value: 'admin' } },
      /^where: .*of users only the properties/,
    ],
    [{ type: 'stageEntered', stage: 'Lapsed', within: { type: 'lastDays', days: 9 } }, /told by sales/],
    [{ type: 'segment', segment: '7' }, /^segment: There is no such segment/],
    [{ ...related, where: { type: 'segment', segment: '7' } }, /^where: .*a segment asks for what is known today/],
    [{ type: 'top', keep: { count: 5 }, by: { type: 'property', property: 'Uses' } }, /among the first/],
  ] as const;
  for (const [raw, why] of refused) expect(whyNot(raw)).toEqual([expect.stringMatching(why)]);
});

describe('a segment', () => {
  const did = { type: 'event', event: 'Item Ticked', within: { type: 'lastDays', days: 30 } } as const;
  const named = (id: string, raw: unknown, kind: Segment['kind'] = 'account'): Segment => ({
    id,
    name: `Segment ${id}`,
    kind,
    condition: Condition.parse(raw),
  });
  const pastWith = (...segments: readonly Segment[]): Past => ({ ...PAST, segments: new Map(segments.map((each) => [each.id, each])) });
  const inSegment = (segment: string): Condition => ({ type: 'segment', segment });
  const whyNot = (past: Past, asked: Condition): string[] => {
    const written = ruleOf(asked, FIGURES, past);
    return written.ok ? [] : written.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  test('is asked of the past as its condition is, also inside of another', () => {
    fc.assert(
      fc.property(condition, condition, (inner, outer) => {
        const past = pastWith(named('1', inner), named('2', { type: 'all', of: [{ type: 'not', of: inSegment('1') }, outer] }));
        const written = ruleOf({ type: 'any', of: [inSegment('2'), inSegment('1')] }, FIGURES, past);
        const spelled = ruleFrom({ type: 'any', of: [{ type: 'all', of: [{ type: 'not', of: inner }, outer] }, inner] });
        expect(written.ok && textOfRule(written.rule)).toBe(textOfRule(spelled));
      }),
    );
    expect(ruleOf(inSegment('1'), FIGURES, pastWith(named('1', did)))).toMatchObject({
      rule: { kind: 'asked', asks: { event: 'Item Ticked' } },
    });
  });

  test('is refused with what in it cannot be known, and where it stands', () => {
    const past = pastWith(
      named('1', { type: 'tag', tags: ['vip'], match: 'any' }),
      named('2', { type: 'any', of: [did, inSegment('1')] }),
      named('3', did, 'user'),
    );
    expect(whyNot(past, { type: 'all', of: [did, inSegment('2')] } as Condition)).toEqual([
      'of[1].segment: What the segment “Segment 2” asks for: What the segment “Segment 1” asks for: This cannot be known for the past, because only the tags of today are kept.',
    ]);
    expect(whyNot(past, inSegment('3'))).toEqual(['segment: “Segment 3” is not a segment of accounts.']);
  });

  test('that goes round in a circle, or multiplies, ends in words', () => {
    const twice = Array.from({ length: 40 }, (_, index) =>
      named(String(index), { type: 'all', of: [inSegment(String(index + 1)), inSegment(String(index + 1))] }),
    );
    for (const past of [pastWith(named('0', { type: 'not', of: inSegment('0') })), pastWith(...twice, named('40', did))])
      expect(whyNot(past, inSegment('0'))).toEqual([': It asks for more than 50 segments, with those that they ask for.']);
  });
});

test('what cannot be known for the past is refused in words, at its place', () => {
  const tag: Condition = { type: 'tag', tags: ['vip'], match: 'any' };
  const problemsOf = (raw: unknown) => {
    const written = ruleOf(raw, FIGURES, PAST);
    return written.ok ? [] : written.problems;
  };
  expect(
    problemsOf({
      type: 'all',
      of: [
        { type: 'not', of: tag },
        { type: 'property', property: 'Plan', operator: 'is', value: 'x' },
      ],
    }),
  ).toEqual([
    { path: 'of[0].of', message: 'This cannot be known for the past, because only the tags of today are kept.' },
    {
      path: 'of[1].property',
      message: '“Plan” cannot be known for the past, because only its value of today is kept: ask for one of the figures.',
    },
  ]);
  expect(problemsOf({ type: 'property', property: 'Region', operator: 'contains', value: 'A' })[0]?.message).toMatch(/as a whole/);
  expect(problemsOf({ type: 'property', property: 'Uses', operator: 'isAtLeast', value: 'many' })[0]?.path).toBe('value');
  expect(problemsOf('nothing')).toHaveLength(1);
  let deep: unknown = tag;
  for (let depth = 0; depth < 100_000; depth += 1) deep = { type: 'not', of: deep };
  expect(problemsOf(deep)[0]?.message).toMatch(/nested/);
});
