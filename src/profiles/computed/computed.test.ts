import fc from 'fast-check';
import { dayNumber } from '../../platform/days';
import type { Condition } from '../../segments/condition';
import type { PropertyType, PropertyValue, SubjectKind } from '../../segments/value';
import { checkComputed, orderComputed } from './check-computed';
import type { KnownProperties } from './check-computed';
import { computeProperty } from './compute';
import type { SubjectFacts } from './compute';
import { ComputedDefinition } from './definition';
import type { Use } from './measure-events';
import { READY_MADE } from './ready-made';

/** The day after a leap day: windows reach over it. */
const TODAY = dayNumber('2024-03-01');
const use = (daysAgo: number, event: string, times: number, other = 0, values?: Record<string, PropertyValue>): Use => ({
  day: TODAY - daysAgo,
  event,
  times,
  other,
  activity: event !== 'Opened',
  ...(values === undefined ? {} : { values: new Map(Object.entries(values)) }),
});
const USES: readonly Use[] = [
  use(0, 'Exported', 2, 1, { size: 10, format: 'csv' }),
  use(1, 'Exported', 1, 2, { size: 40, format: 'pdf' }),
  use(1, 'Opened', 5, 1),
  use(2, 'Saved', 3, 1),
  use(4, 'Saved', 1, 3),
  use(7, 'Exported', 4, 2, { size: 5, format: 'csv' }),
  use(8, 'Saved', 2, 0),
];
const MEMBERS: readonly { day: number; values: Record<string, PropertyValue> }[] = [
  { day: TODAY - 90, values: { role: 'Owner', uses: 12, spend: 1_001 } },
  { day: TODAY - 3, values: { role: 'Admin', uses: 4, spend: 500 } },
  { day: TODAY - 1, values: { uses: 2 } },
];

function facts(over: Partial<SubjectFacts> = {}): SubjectFacts {
  return {
    uses: USES,
    usesOfAccount: [...USES, use(3, 'Saved', 13)],
    today: TODAY,
    sinceDay: (window) => (window.type === 'sinceStage' ? TODAY - 2 : null),
    property: (key) =>
      new Map<string, PropertyValue>([
        ['seats', 40],
        ['seen', 10],
        ['tier', 'T1'],
        ['zero', 0],
      ]).get(key) ?? null,
    related: () =>
      MEMBERS.map(({ day, values }) => ({
        day,
        property: (key: string) => new Map<string, PropertyValue>(Object.entries(values)).get(key) ?? null,
      })),
    priceOf: () => 125,
    ...over,
  };
}
const known: KnownProperties = {
  typeOf: (kind, key) =>
    new Map<string, PropertyType>([
      ['seats', 'number'],
      ['seen', 'number'],
      ['zero', 'number'],
      ['tier', 'text'],
      ['role', 'text'],
      ['uses', 'number'],
      ['spend', 'money'],
    ]).get(kind === 'user' ? '' : key),
  eventPropertyType: (event, property) =>
    event === 'Exported'
      ? new Map<string, PropertyType>([
          ['size', 'number'],
          ['format', 'text'],
        ]).get(property)
      : undefined,
  isEvent: (event) => ['Exported', 'Saved', 'Opened'].includes(event),
};
function computed(definition: unknown, over: Partial<SubjectFacts> = {}, kind: SubjectKind = 'account') {
  const parsed = ComputedDefinition.parse(definition);
  const checked = checkComputed(kind, parsed, known);
  return 'problem' in checked ? checked : { type: checked.type, ...computeProperty(parsed, checked.type, facts(over)) };
}
const LAST_7 = { type: 'lastDays', days: 7 };
const ofEvents = (measure: string, events: readonly string[] | null = null, within: unknown = LAST_7) => ({
  type: 'events',
  measure,
  events,
  within,
});
const ofProperty = (measure: string, property = 'size') => ({
  type: 'eventProperty',
  measure,
  event: 'Exported',
  property,
  within: { type: 'ever' },
});
const ofMembers = (measure: string | null, property: string | null) => ({ type: 'related', relation: 'memberships', measure, property });

describe('a computed property', () => {
  test.each<[string, unknown, PropertyType, PropertyValue | null]>([
    // In seven days, today included: 2 + 1 + 3 + 1 times; what is no activity is left out unless it is named.
    ['count', ofEvents('count'), 'number', 7],
    ['count of what is named', ofEvents('count', ['Opened']), 'number', 5],
    ['days', ofEvents('days'), 'number', 4],
    ['others', ofEvents('others', null, { type: 'ever' }), 'number', 3],
    ['kinds', ofEvents('kinds'), 'number', 2],
    ['first over the leap day', ofEvents('first'), 'day', '2024-02-26'],
    ['last', ofEvents('last', ['Saved']), 'day', '2024-02-28'],
    ['days since', ofEvents('daysSince', ['Saved']), 'number', 2],
    ['days since what never was', ofEvents('daysSince', ['Opened'], { type: 'today' }), 'number', null],
    ['since the stage', ofEvents('count', null, { type: 'sinceStage' }), 'number', 6],
    ['since a segment never entered', ofEvents('count', null, { type: 'sinceSegment', segment: 's' }), 'number', null],
    // 7 in these seven days against 6 in those before.
    ['change', { type: 'change', events: null, within: LAST_7 }, 'number', 7 / 6 - 1],
    ['change from nothing', { type: 'change', events: ['Opened'], within: LAST_7 }, 'number', null],
    // Whole weeks up to yesterday: 2 then 9 (4 of day 7 are in the newer week).
    ['trend', { type: 'trend', events: null, within: { type: 'lastDays', days: 14 } }, 'number', 7],
    ['streak', { type: 'streak', events: null }, 'number', 3],
    ['streak up to yesterday', { type: 'streak', events: ['Opened'] }, 'number', 1],
    // 2 × 10 + 1 × 40 + 4 × 5
    ['sum', ofProperty('sum'), 'number', 80],
    ['average', ofProperty('average'), 'number', 80 / 7],
    ['least', ofProperty('min'), 'number', 5],
    ['most', ofProperty('max'), 'number', 40],
    ['first value', ofProperty('first', 'format'), 'text', 'csv'],
    ['last value', ofProperty('last', 'format'), 'text', 'csv'],
    ['different values', ofProperty('distinct', 'format'), 'number', 2],
    ['how many members', ofMembers(null, null), 'number', 3],
    ['their sum', ofMembers('sum', 'uses'), 'number', 18],
    ['their average, in whole cents', ofMembers('average', 'spend'), 'money', 751],
    ['their last', ofMembers('last', 'role'), 'text', 'Admin'],
    ['their roles', ofMembers('distinct', 'role'), 'number', 2],
    ['ratio', { type: 'ratio', of: 'seen', to: 'seats' }, 'number', 0.25],
    ['formula', { type: 'formula', formula: 'seats * priceOf(tier)' }, 'money', 5_000],
  ])('%s', (_, definition, type, value) => {
    expect(computed(definition)).toEqual({ type, value });
  });

  test('cannot be told where it divides by zero, or where those related cannot be told', () => {
    expect(computed({ type: 'ratio', of: 'seen', to: 'zero' })).toEqual({ type: 'number', cannot: 'it divides by zero' });
    expect(computed(ofMembers(null, null), { related: () => ({ cannot: 'the role is gone' }) })).toEqual({
      type: 'number',
      cannot: 'the role is gone',
    });
  });

  test('a value that nobody kept makes the whole unknown, one that an event did not have does not', () => {
    const [known] = USES;
    if (known === undefined) throw new Error('No uses');
    const without: Use = { ...known, day: TODAY - 1, values: new Map([['size', null]]) };
    expect(computed(ofProperty('sum'), { uses: [known, without] })).toMatchObject({ value: 20 });
    const notKept: Use = { ...known, values: new Map(), isPart: true };
    expect(computed(ofProperty('sum'), { uses: [known, notKept] })).toHaveProperty('cannot');
    const today = { ...ofProperty('sum'), within: { type: 'today' } };
    expect(computed(today, { uses: [known, { ...notKept, day: TODAY - 1 }] })).toMatchObject({ value: 20 });
  });

  test('a share is the part in what everybody did in the account', () => {
    expect(computed(ofEvents('share'), {}, 'membership')).toEqual({ type: 'number', value: 0.35 });
    expect(computed(ofEvents('share'), { usesOfAccount: [] }, 'membership')).toMatchObject({ value: null });
    expect(computed(ofEvents('share'))).toHaveProperty('problem');
  });

  test('of nothing at all is nothing, and never a guess', () => {
    const none = { uses: [], related: () => [] };
    expect(computed(ofEvents('count'), none)).toMatchObject({ value: 0 });
    expect(computed(ofEvents('last'), none)).toMatchObject({ value: null });
    expect(computed(ofProperty('sum'), none)).toMatchObject({ value: 0 });
    expect(computed(ofProperty('average'), none)).toMatchObject({ value: null });
    expect(computed({ type: 'trend', events: null, within: { type: 'lastDays', days: 28 } }, none)).toMatchObject({ value: 0 });
    expect(computed({ type: 'streak', events: null }, none)).toMatchObject({ value: 0 });
  });

  test.each<[unknown, SubjectKind, string]>([
    [ofEvents('count', ['Nothing']), 'account', 'There is no event “Nothing”.'],
    [ofEvents('others'), 'membership', 'A user in an account has no other users or accounts.'],
    [ofProperty('sum', 'format'), 'account', 'A sum is of numbers or money, not of text values.'],
    [ofProperty('min', 'format'), 'account', 'There is no least or most of text values.'],
    [ofProperty('sum', 'colour'), 'account', '“colour” is not kept with the event “Exported”.'],
    [{ type: 'related', relation: 'accounts', measure: null, property: null }, 'account', 'There are no accounts of this.'],
    [ofMembers(null, 'uses'), 'account', 'The number of those related needs no property.'],
    [ofMembers('sum', null), 'account', 'Choose which property of those related.'],
    [{ type: 'ratio', of: 'seats', to: 'gone' }, 'account', 'There is no property “gone”.'],
    [{ type: 'formula', formula: 'seats +' }, 'account', 'The formula ends too early.'],
  ])('is refused in words', (definition, kind, problem) => {
    expect(computed(definition, {}, kind)).toEqual({ problem });
  });

  test('the count of a window is what a look at each day gives', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            ago: fc.integer({ min: -3, max: 40 }),
            times: fc.integer({ min: 0, max: 5 }),
            other: fc.integer({ min: 0, max: 4 }),
          }),
        ),
        fc.integer({ min: 1, max: 20 }),
        (rows, days) => {
          const uses = rows.map(({ ago, times, other }) => use(ago, 'Saved', times, other));
          let count = 0;
          const people = new Set<number>();
          for (let day = TODAY - days + 1; day <= TODAY; day += 1)
            for (const each of uses)
              if (each.day === day && each.times > 0) {
                count += each.times;
                if (each.other > 0) people.add(each.other);
              }
          const within = { type: 'lastDays', days };
          expect(computed(ofEvents('count', null, within), { uses })).toMatchObject({ value: count });
          expect(computed(ofEvents('others', null, within), { uses })).toMatchObject({ value: people.size });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what is ready made', () => {
  const facts: Readonly<Record<string, PropertyType>> = {
    ...{ tier: 'text', seats: 'number', 'users-30': 'number', 'users-ever': 'number' },
    // Ready made themselves.
    ...{ 'share-of-use-30': 'number', 'days-used-30': 'number' },
  };
  test.each(READY_MADE.map((each) => [each.label, each] as const))(
    '%s can be computed from what the store knows',
    (_, { kind, definition }) => {
      const known = { typeOf: (_kind: SubjectKind, key: string) => facts[key], eventPropertyType: () => undefined, isEvent: () => false };
      expect(checkComputed(kind, ComputedDefinition.parse(definition), known)).toHaveProperty('type');
    },
  );
});

describe('computed properties that build on each other', () => {
  const formula = (key: string, text: string) => ({
    kind: 'account' as const,
    key,
    definition: { type: 'formula' as const, formula: text },
  });
  const isKnown: Condition = { type: 'property', property: 'a', operator: 'known', value: null };
  const overUsers = (where: Condition) => ({
    kind: 'account' as const,
    key: 'n',
    definition: { type: 'related' as const, relation: 'memberships' as const, measure: null, property: null, where },
  });

  test('come after what they need', () => {
    const { ordered, cyclic } = orderComputed([formula('c', 'a + b'), formula('b', 'a * 2'), formula('a', 'seats')]);
    expect(ordered.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(cyclic).toEqual([]);
  });

  test('are set apart where they need themselves, and so is what needs them', () => {
    const { ordered, cyclic } = orderComputed([formula('a', 'b + 1'), formula('b', 'a + 1'), formula('c', 'b'), formula('d', 'seats')]);
    expect(ordered.map(({ key }) => key)).toEqual(['d']);
    expect(cyclic.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
  });

  test('also through those related', () => {
    const back = {
      kind: 'membership' as const,
      key: 'a',
      definition: { type: 'related' as const, relation: 'account' as const, measure: 'max' as const, property: 'n', where: null },
    };
    expect(orderComputed([overUsers(isKnown), back]).cyclic).toHaveLength(2);
    expect(orderComputed([overUsers({ type: 'not', of: { ...isKnown, property: 'b' } }), back]).cyclic).toHaveLength(0);
  });
});
