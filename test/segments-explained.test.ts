import { dayNumber } from '../src/platform/days';
import { setActivity } from '../src/segments/change-facts';
import type { Condition, Segment } from '../src/segments/condition';
import { newEngine } from '../src/segments/engine';
import { evaluateAll } from '../src/segments/evaluate-all';
import { addAccount, addMembership, addUser, columnFor, FAILED, newFacts, setValue, variantFor } from '../src/segments/facts';
import { growthOf, membersAt, overlapOf } from '../src/segments/membership-history';
import { segmentsText } from '../src/segments/names-value';
import { planSegments } from '../src/segments/plan';
import { segmentTemplates } from '../src/segments/templates';
import { explain } from '../src/segments/why';
import { CATALOGUE } from './segments-world';

const TODAY = dayNumber('2024-03-01');
const is = (property: string, operator: string, value: Extract<Condition, { type: 'property' }>['value'] = null): Condition => ({
  type: 'property',
  property,
  operator,
  value,
});

/** Two accounts: in the first an admin who ticked twice in the last week; of the second the seats could not be computed. */
function smallWorld() {
  const facts = newFacts({ accounts: 2, users: 2, memberships: 2, rows: 4 });
  const [first, second] = [addAccount(facts), addAccount(facts)];
  const [admin, guest] = [addUser(facts), addUser(facts)];
  const [adminIn, guestIn] = [addMembership(facts, first, admin), addMembership(facts, second, guest)];
  setValue(columnFor(facts, 'membership', 'Role', 'text'), adminIn, 'Admin');
  setValue(columnFor(facts, 'account', 'plan', 'text'), first, 'Standard');
  setValue(columnFor(facts, 'account', 'mrr', 'money'), first, 123_456);
  setValue(columnFor(facts, 'account', 'since', 'day'), first, '2024-02-28');
  setValue(columnFor(facts, 'account', 'seats', 'number'), second, FAILED);
  setActivity(facts, adminIn, variantFor(facts, 'Item Ticked'), TODAY - 1, 2);
  setActivity(facts, guestIn, variantFor(facts, 'Item Ticked'), TODAY - 7, 5);
  return { facts, first, second };
}

function evaluated(segments: readonly Segment[]) {
  const { facts, first, second } = smallWorld();
  const engine = newEngine(planSegments(segments, CATALOGUE), facts, TODAY);
  evaluateAll(engine);
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const members = (id: string) => {
    const unit = engine.plan.unitOf.get(id);
    return unit === undefined ? null : [first, second].map((account) => engine.members[unit]![account]);
  };
  return { engine, first, second, members, why: (id: string, subject: number) => explain(engine, byId, CATALOGUE, id, subject) };
}

const account = (id: string, condition: Condition): Segment => ({ id, name: `Name of ${id}`, kind: 'account', condition });

test('why: each condition in words, with what it was decided by', () => {
  const { why, first } = evaluated([
    account('rich', is('mrr', 'isAtLeast', 100_000)),
    account('all', {
      type: 'all',
      of: [
        is('plan', 'isOneOf', ['Free', 'Standard']),
        is('since', 'isWithin', { type: 'lastDays', days: 30 }),
        { type: 'not', of: { type: 'segment', segment: 'rich' } },
        {
          type: 'event',
          event: 'Item Ticked',
          where: [],
          measure: 'times',
          count: { test: 'atLeast', n: 3 },
          within: { type: 'lastDays', days: 7 },
        },
        { type: 'related', relation: 'memberships', count: { test: 'atLeast', n: 1 }, where: is('Role', 'is', 'Admin') },
      ],
    }),
  ]);
  const told = why('all', first)!;
  expect([told.label, told.outcome]).toEqual(['All of these', 'no']);
  expect(told.of.map(({ label, outcome, value }) => `${label}: ${outcome}, ${value}`)).toEqual([
    'plan is “Free” or “Standard”: yes, “Standard”',
    'since is in the last 30 days: yes, Feb 28, 2024',
    'Not this: no, ',
    'did “Item Ticked” at least 3 times in the last 7 days: no, 2 times',
    'has at least 1 membership with (Role is “Admin”): yes, 1',
  ]);
  expect(told.of[2]!.of).toEqual([
    { label: 'is in the segment “Name of rich”', property: null, outcome: 'yes', value: 'since Mar 1, 2024', of: [] },
  ]);
});

test('a value that could not be computed lets nobody in, below not either', () => {
  const many = is('seats', 'isAtLeast', 5);
  const { members, why, second } = evaluated([
    account('many', many),
    account('few', { type: 'not', of: many }),
    account('not in many', { type: 'not', of: { type: 'segment', segment: 'many' } }),
    account('either', { type: 'any', of: [many, is('plan', 'hasNoValue')] }),
  ]);
  expect(['many', 'few', 'not in many'].map((id) => members(id)![1])).toEqual([0xffff, 0xffff, 0xffff]);
  expect(members('either')).toEqual([0, TODAY]);
  expect(why('few', second)).toMatchObject({ outcome: 'cannot be evaluated', of: [{ value: 'could not be computed' }] });
});

test('a circle, what is missing, and whoever leans on either: not evaluated, with the reason, and without members', () => {
  const inSegment = (segment: string): Condition => ({ type: 'segment', segment });
  const segments = [
    account('a', { type: 'not', of: inSegment('b') }),
    account('b', inSegment('c')),
    account('c', { type: 'any', of: [is('plan', 'hasNoValue'), inSegment('a')] }),
    account('self', inSegment('self')),
    account('deleted', { type: 'not', of: is('colour', 'is', 'red') }),
    account('leans', { type: 'not', of: inSegment('deleted') }),
    account('fine', is('plan', 'hasValue')),
  ];
  const { engine, members } = evaluated(segments);
  const reasons = Object.fromEntries(
    [...engine.plan.broken].map(([id, problems]) => [id, problems.map(({ path, message }) => `${path}: ${message}`)]),
  );
  expect(reasons).toEqual({
    c: ['of[1].segment: goes round in a circle: “Name of a” → “Name of b” → “Name of c” → “Name of a”'],
    b: [
      'segment: the segment “Name of c” cannot be evaluated, because goes round in a circle: “Name of a” → “Name of b” → “Name of c” → “Name of a”',
    ],
    a: [expect.stringMatching(/^of\.segment: the segment “Name of b” cannot be evaluated/)],
    self: ['segment: goes round in a circle: “Name of self” → “Name of self”'],
    deleted: ['of.property: “colour” is no property of accounts'],
    leans: ['of.segment: the segment “Name of deleted” cannot be evaluated, because “colour” is no property of accounts'],
  });
  expect(segments.map(({ id }) => members(id))).toEqual([null, null, null, null, null, null, [TODAY, 0]]);
});

test('templates are conditions that can be evaluated', () => {
  const names = {
    signedUp: 'since',
    use: 'seats',
    revenueLastMonth: 'mrr',
    tickets: 'seats',
    mrr: 'mrr',
    useChange: 'seats',
    observed: 'paid',
  };
  const templates = segmentTemplates(names, { userAdded: 'List Made' });
  const { engine } = evaluated(templates.map(({ id, name, kind, condition }) => ({ id, name, kind, condition })));
  expect([...engine.plan.broken]).toEqual([]);
  expect(templates).toHaveLength(7);
});

const changes = [
  { subject: 1, day: 10, entered: true },
  { subject: 2, day: 11, entered: true },
  { subject: 1, day: 12, entered: false },
  { subject: 1, day: 14, entered: true },
];

test('growth, members on a day, overlap', () => {
  expect(growthOf(changes, 11, 14)).toEqual([
    { day: 11, members: 2, entered: 1, left: 0 },
    { day: 12, members: 1, entered: 0, left: 1 },
    { day: 13, members: 1, entered: 0, left: 0 },
    { day: 14, members: 2, entered: 1, left: 0 },
  ]);
  expect([...membersAt(changes, 12)]).toEqual([2]);
  const overlap = overlapOf(
    new Map([
      ['a', new Set([1, 2, 3])],
      ['b', new Set([2, 3, 4])],
    ]),
  );
  expect(overlap).toEqual([
    { segments: ['a', 'b'], subjects: 2 },
    { segments: ['a'], subjects: 1 },
    { segments: ['b'], subjects: 1 },
  ]);
});

test('the names as one text, the same whatever the order in which they come', () => {
  expect(segmentsText(['Silent', 'Heavy\rand unpaid', 'Silent'], 'lines')).toBe('Heavy and unpaid\rSilent');
  expect(segmentsText(['Silent', 'Heavy'], 'line')).toBe('Heavy Silent');
  expect(segmentsText([], 'lines')).toBe('');
});
