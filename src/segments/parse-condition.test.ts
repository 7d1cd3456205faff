import type { SegmentCatalogue } from './catalogue';
import { parseCondition } from './parse-condition';
import type { SubjectKind } from './value';

const catalogue: SegmentCatalogue = {
  properties: {
    account: new Map([
      ['plan', { label: 'Plan', type: 'text' }],
      ['seats', { label: 'Seats', type: 'number' }],
      ['since', { label: 'Customer since', type: 'day' }],
    ]),
    user: new Map([['mood', { label: 'Mood', type: 'text' }]]),
    membership: new Map([['Role', { label: 'Role', type: 'text' }]]),
  },
  events: new Map([
    ['Item Ticked', { label: 'Item Ticked', activity: true, screen: false, properties: new Map([['place', 'text'] as const]) }],
    ['Board Opened', { label: 'Board Opened', activity: false, screen: true, properties: new Map() }],
  ]),
  stages: { account: new Map([['paying', { label: 'Paying', kind: 'paying' }]]), user: new Map(), membership: new Map() },
  tags: { account: new Set(['vip']), user: new Set(), membership: new Set() },
};
const segments = new Map<string, { kind: SubjectKind }>([
  ['a1', { kind: 'account' }],
  ['u1', { kind: 'user' }],
]);
const problemsOf = (raw: unknown, kind: SubjectKind = 'account') => {
  const parsed = parseCondition(raw, kind, catalogue, segments);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};
const is = (property: string, operator: string, value?: unknown) => ({ type: 'property', property, operator, value });
const lastWeek = { type: 'lastDays', days: 7 };

test('a nested condition over everything is taken and its defaults are filled in', () => {
  const raw = {
    type: 'all',
    of: [
      is('plan', 'isOneOf', ['Standard', 'Premium']),
      {
        type: 'not',
        of: {
          type: 'event',
          event: 'Item Ticked',
          within: lastWeek,
          where: [is('place', 'is', 'issue')].map(({ type: _, ...test }) => test),
        },
      },
      { type: 'screen', screen: 'Board Opened', count: { test: 'none' }, within: { type: 'last', period: 'month' } },
      { type: 'event', event: null, within: { type: 'sinceStage' } },
      { type: 'firstTime', event: 'Item Ticked', within: { type: 'sinceSegment', segment: 'a1' } },
      { type: 'stage', kinds: ['paying'], days: { test: 'atLeast', n: 30 } },
      { type: 'stageEntered', stage: 'paying', within: lastWeek },
      { type: 'tag', tags: ['vip'] },
      { type: 'segment', segment: 'a1' },
      {
        type: 'related',
        relation: 'memberships',
        count: { test: 'atLeast', n: 3 },
        where: {
          type: 'all',
          of: [is('Role', 'is', 'Admin'), { type: 'related', relation: 'user', where: { type: 'segment', segment: 'u1' } }],
        },
      },
      { type: 'top', keep: { percent: 10 }, by: { type: 'property', property: 'seats' } },
    ],
  };
  const parsed = parseCondition(raw, 'account', catalogue, segments);
  expect(problemsOf(raw)).toEqual([]);
  const of = parsed.ok && parsed.condition.type === 'all' ? parsed.condition.of : [];
  expect(of[3]).toEqual({
    type: 'event',
    event: null,
    where: [],
    measure: 'times',
    count: { test: 'atLeast', n: 1 },
    within: { type: 'sinceStage', stage: null },
  });
  expect(of.at(-1)).toMatchObject({ order: 'highest', of: null });
});

test.each<[string, unknown, string]>([
  ['a text', 'all of them', ': Invalid input: expected object, received string'],
  ['an unknown node', { type: 'none', of: [] }, 'type: Invalid discriminator value'],
  ['an unknown node below not', { type: 'not', of: { type: 'regex', value: '(a+)+' } }, 'of.type: Invalid discriminator value'],
  ['an empty group, which would let everybody in', { type: 'all', of: [] }, 'of: Too small: expected array to have >=1 items'],
  ['a key that nobody reads', { ...is('plan', 'is', 'x'), negate: true }, ': Unrecognized key: "negate"'],
  ['an unknown property', is('colour', 'is', 'red'), 'property: “colour” is no property of accounts'],
  ['a property by the name of a method', is('constructor', 'is', 'red'), 'property: “constructor” is no property of accounts'],
  ['an operator of another type', is('plan', 'isAtLeast', 3), 'operator: “isAtLeast” cannot be asked of text; what can: is, isNot,'],
  ['an operator by the name of a method', is('plan', 'toString', null), 'operator: “toString” cannot be asked of text'],
  ['a value of another type', is('seats', 'isAtLeast', 'many'), 'value: “isAtLeast” of a number cannot be compared with this'],
  ['a number that is none', is('seats', 'isAtLeast', NaN), 'value: Invalid input'],
  ['a day that is none', is('since', 'is', '2026-02-30'), 'value: “is” of a day cannot be compared with this: is not a day'],
  [
    'borders the wrong way round',
    is('seats', 'isBetween', [3, 2]),
    'value: “isBetween” of a number cannot be compared with this: begins above',
  ],
  ['an unknown event', { type: 'event', event: 'Item Lost', within: lastWeek }, 'event: “Item Lost” is no known event'],
  [
    'a property that is not kept with an event',
    { type: 'event', event: 'Item Ticked', where: [{ property: 'size', operator: 'is', value: 'L' }], within: lastWeek },
    'where[0].property: “size” is not kept with this event',
  ],
  ['an event as a screen', { type: 'screen', screen: 'Item Ticked', within: lastWeek }, 'screen: “Item Ticked” is no screen'],
  ['an unknown stage', { type: 'stageEntered', stage: 'gone', within: lastWeek }, 'stage: “gone” is no stage of accounts'],
  ['no stage at all', { type: 'stage' }, ': names no stage'],
  ['an unknown tag', { type: 'not', of: { type: 'tag', tags: ['new'] } }, 'of.tags[0]: “new” is no tag of accounts'],
  ['an unknown segment', { type: 'segment', segment: 'zz' }, 'segment: “zz” is no segment'],
  ['a segment of others', { type: 'segment', segment: 'u1' }, 'segment: is a segment of users, not of accounts'],
  ['a relation that accounts lack', { type: 'related', relation: 'accounts' }, 'relation: accounts have no accounts'],
  [
    'a property of the wrong end of a relation',
    { type: 'related', relation: 'users', where: is('plan', 'is', 'x') },
    'where.property: “plan” is no property of users',
  ],
  [
    'a rank by text',
    { type: 'top', keep: { count: 3 }, by: { type: 'property', property: 'plan' } },
    'by.property: text has no order to rank by',
  ],
  [
    'a window that ends first',
    is('since', 'isWithin', { type: 'between', fromDay: '2026-02-02', throughDay: '2026-02-01' }),
    'value: ends before',
  ],
])('%s is refused', (_, raw, reason) => {
  expect(problemsOf(raw).join('\n')).toContain(reason);
});

test('a depth of 1,000 and a width without end are refused before anything descends into them', () => {
  let deep: unknown = is('plan', 'is', 'x');
  for (let level = 0; level < 1000; level += 1) deep = { type: 'not', of: deep };
  expect(problemsOf(deep)).toEqual([': is nested more than 16 deep']);
  expect(problemsOf({ type: 'any', of: Array.from({ length: 30_000 }, () => is('plan', 'is', 'x')) })).toEqual([': is too large']);
  const loop: Record<string, unknown> = { type: 'not' };
  loop.of = loop;
  expect(problemsOf(loop)).toEqual([': is nested more than 16 deep']);
});

test('16 groups in each other are taken', () => {
  let deep: unknown = is('plan', 'is', 'x');
  for (let level = 0; level < 16; level += 1) deep = { type: 'any', of: [deep] };
  expect(problemsOf(deep)).toEqual([]);
});
