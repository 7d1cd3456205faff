import fc from 'fast-check';
import type { Condition } from '../../../../../src/segments/condition';
import { relatedKind } from '../../../../../src/segments/condition';
import { parseCondition } from '../../../../../src/segments/parse-condition';
import { segmentTemplates } from '../../../../../src/segments/templates';
import type { SubjectKind } from '../../../../../src/segments/value';
import {
  editable,
  emptyDraft,
  emptyGroup,
  isGroup,
  kept,
  LEAF_TYPES,
  negated,
  RELATIONS,
  withChild,
  withGroupedChild,
  withoutChild,
  withoutGroupAt,
  withType,
} from './draft';
import { finished } from './draft-problems';
import { knownFrom } from './wire-catalogue';

const KINDS = ['account', 'user', 'membership'] as const satisfies readonly SubjectKind[];
const known = knownFrom({
  properties: KINDS.flatMap((kind) => [
    { kind, key: 'company', label: 'Company', type: 'text' as const, grouping: '', hidden: false },
    { kind, key: 'mrr', label: 'MRR', type: 'money' as const, grouping: '', hidden: false },
    { kind, key: 'seen', label: 'Seen', type: 'day' as const, grouping: '', hidden: false },
  ]),
  events: [
    { name: 'Item Ticked', label: 'Item Ticked', activity: true, screen: false, properties: [{ key: 'size', type: 'number' }] },
    { name: 'Board', label: 'Board', activity: false, screen: true, properties: [] },
  ],
  stages: [{ kind: 'account', key: 'paying', label: 'Paying', stageKind: 'paying' }],
  formerStages: [{ key: 'trial', name: 'Trying it out' }],
  tags: KINDS.map((kind) => ({ kind, tag: 'vip' })),
  segments: KINDS.map((kind, index) => ({ segmentId: index + 1, name: `All ${kind}s`, kind })),
});

const leaf = (kind: SubjectKind): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.constant<Condition>({ type: 'property', property: 'company', operator: 'is', value: 'Acme' }),
    fc.constant<Condition>({ type: 'property', property: 'mrr', operator: 'isBetween', value: [100, 200] }),
    fc.constant<Condition>({ type: 'tag', tags: ['vip'], match: 'any' }),
    fc.constant<Condition>({ type: 'segment', segment: String(KINDS.indexOf(kind) + 1) }),
    fc.constant<Condition>({ type: 'firstTime', event: 'Item Ticked', within: { type: 'ever' } }),
  );
const tree = (kind: SubjectKind, depth = 3): fc.Arbitrary<Condition> =>
  depth === 0
    ? leaf(kind)
    : fc.oneof(
        leaf(kind),
        fc
          .record({ type: fc.constantFrom('all' as const, 'any' as const), of: fc.array(fc.nat(), { minLength: 2, maxLength: 3 }) })
          .chain(({ type, of }) => fc.tuple(...of.map(() => tree(kind, depth - 1))).map((children): Condition => ({ type, of: children }))),
        tree(kind, depth - 1).map((of): Condition => ({ type: 'not', of })),
        fc
          .constantFrom(...RELATIONS[kind])
          .chain((relation) =>
            fc
              .option(tree(relatedKind(kind, relation) ?? kind, depth - 1))
              .map((where): Condition => ({ type: 'related', relation, count: { test: 'atLeast', n: 2 }, where })),
          ),
        fc
          .option(tree(kind, depth - 1))
          .map((of): Condition => ({ type: 'top', keep: { count: 5 }, order: 'lowest', by: { type: 'property', property: 'mrr' }, of })),
      );

test.each(KINDS)('a condition on a %s comes out of the builder as it went in', (kind) => {
  fc.assert(
    fc.property(tree(kind), (condition) => {
      expect(parseCondition(condition, kind, known.catalogue, known.segments).ok).toBe(true);
      const draft = editable(condition);
      expect(isGroup(draft)).toBe(true);
      expect(kept(draft)).toEqual(condition);
      expect(finished(kind, draft, known)).toEqual({ condition, problems: [] });
      // It is what it was after each change that takes itself back.
      expect(kept(negated(negated(draft)))).toEqual(condition);
      expect(kept(withoutChild(withChild(draft, emptyDraft('tag', kind)), draft.of.length))).toEqual(condition);
      const grouped = withGroupedChild(draft, 0, kind);
      expect(withoutGroupAt(grouped, 0).of[0]).toEqual(draft.of[0]);
    }),
  );
});

test.each(KINDS)('whatever is begun on a %s says what it lacks, at its place, or is complete', (kind) => {
  for (const type of LEAF_TYPES) {
    const draft = { type: 'all', of: [emptyDraft('property', kind), withType(emptyDraft('property', kind), type, kind)] } as const;
    const { condition, problems } = finished(kind, draft, known);
    expect(condition).toBeNull();
    for (const { path, message } of problems) {
      expect(path).toMatch(/^of\[[01]\]/);
      expect(message).toMatch(/^[A-Z“].*\.$/);
    }
    expect(problems.some(({ path }) => path === 'of[0].property')).toBe(true);
    const isComplete = type === 'event' || type === 'related';
    expect(problems.some(({ path }) => path.startsWith('of[1]'))).toBe(!isComplete);
  }
});

test('an empty group, a number that is none and a day that is not chosen are told', () => {
  const said = (draft: Parameters<typeof finished>[1]): readonly string[] =>
    finished('account', draft, known).problems.map(({ path, message }) => `${path}: ${message}`);
  expect(said({ type: 'all', of: [] })).toEqual(['of: Add a condition, or remove this group.']);
  expect(said({ type: 'property', property: 'mrr', operator: 'isAtLeast', value: NaN })).toEqual(['value: Say what to compare with.']);
  expect(said({ type: 'property', property: 'mrr', operator: 'isBetween', value: [2, 1] })).toEqual([
    'value: The first number is above the second.',
  ]);
  expect(said({ type: 'property', property: 'gone', operator: 'is', value: 'x' })).toEqual([
    'property: “gone” is no property of accounts.',
  ]);
  expect(
    said({
      type: 'event',
      event: null,
      where: [],
      measure: 'times',
      count: { test: 'atLeast', n: NaN },
      within: { type: 'lastDays', days: NaN },
    }),
  ).toEqual(['count.n: Give a whole number.', 'within.days: Give a number of days from 1 to 3,650.']);
  expect(said({ type: 'firstTime', event: 'Item Ticked', within: { type: 'between', fromDay: '', throughDay: '2026-03-01' } })).toEqual([
    'within.fromDay: Choose the first day.',
  ]);
});

test('what is too deep is told of the whole', () => {
  let draft = emptyGroup('account');
  for (let depth = 0; depth < 20; depth += 1)
    draft = { type: depth % 2 === 0 ? 'any' : 'all', of: [draft, { type: 'tag', tags: ['vip'], match: 'any' }] };
  const deep = JSON.parse(
    JSON.stringify(draft).replace('"property":"","operator":"","value":null', '"property":"company","operator":"is","value":"a"'),
  ) as typeof draft;
  expect(finished('account', deep, known).problems).toEqual([{ path: '', message: 'is nested more than 16 deep' }]);
});

test('another question about the same event keeps the event and when', () => {
  const within = { type: 'last', period: 'month' } as const;
  const first = withType(
    { type: 'event', event: 'Item Ticked', where: [], measure: 'days', count: { test: 'none' }, within },
    'firstTime',
    'account',
  );
  expect(first).toEqual({ type: 'firstTime', event: 'Item Ticked', within });
  expect(withType(first, 'event', 'account')).toMatchObject({ event: 'Item Ticked', within, count: { test: 'atLeast', n: 1 } });
});

test('every template can be shown, changed and kept', () => {
  const properties = {
    signedUp: 'seen',
    use: 'mrr',
    revenueLastMonth: 'mrr',
    tickets: 'mrr',
    mrr: 'mrr',
    useChange: 'mrr',
    observed: 'company',
  };
  for (const { condition } of segmentTemplates(properties, { userAdded: 'Item Ticked' }))
    expect(kept(editable(condition))).toEqual(condition);
});

test('a stage that is gone is spoken of by its last name', () => {
  const gone: Condition = { type: 'stageEntered', stage: 'trial', within: { type: 'lastDays', days: 7 } };
  const { problems } = finished('account', editable(gone), known);
  expect(problems.map(({ message }) => message)).toEqual(['“Trying it out” is no stage of accounts.']);
});
