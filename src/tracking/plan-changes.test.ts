import { boolean, day, defineAccountProperties, defineTrackingPlan, id, number, oneOf, optional } from './define-plan';
import type { SentPlan, TrackingPlan, Traits } from './define-plan';
import { canonicalPlan, planChanges } from './plan-changes';

const NO_TRAITS = { account: {}, user: {}, membership: {} };
const sent = (events: TrackingPlan): SentPlan => ({ events, ...NO_TRAITS });
const eventChanges = (old: TrackingPlan, now: TrackingPlan) => planChanges(sent(old), sent(now));

const ticked = { feature: true, description: 'An item was ticked', properties: { place: oneOf('issue', 'page'), items: number() } };
const opened = { feature: false, description: 'A list was opened', properties: {} };
const before = defineTrackingPlan({ 'Item Ticked': ticked, 'List Opened': opened });
const withTicked = (change: Partial<TrackingPlan[string]>): TrackingPlan => ({ ...before, 'Item Ticked': { ...ticked, ...change } });
const withProperties = (properties: TrackingPlan[string]['properties']): TrackingPlan => withTicked({ properties });

test.each<[string, TrackingPlan, 'breaking' | 'compatible', string]>([
  ['removed event', { 'Item Ticked': ticked }, 'breaking', 'Event "List Opened" was removed: reports on it end'],
  [
    'renamed event',
    { 'Item Checked': ticked, 'List Opened': opened },
    'breaking',
    'Event "Item Ticked" was renamed to "Item Checked": its history stays under the old name',
  ],
  ['renamed event without properties', { 'Item Ticked': ticked, 'List Seen': opened }, 'breaking', 'renamed to "List Seen"'],
  [
    'added event',
    { ...before, 'List Closed': { ...opened, description: 'A list was closed' } },
    'compatible',
    'Event "List Closed" is new',
  ],
  ['now a feature', { ...before, 'List Opened': { ...opened, feature: true } }, 'breaking', 'now counts as usage'],
  ['no feature any more', withTicked({ feature: false }), 'breaking', 'no longer counts as usage'],
  ['description', withTicked({ description: 'Someone ticked an item' }), 'compatible', 'in other words'],
  ['removed property', withProperties({ place: ticked.properties.place }), 'breaking', 'Property "items" of "Item Ticked" was removed'],
  [
    'renamed property',
    withProperties({ place: ticked.properties.place, count: number() }),
    'breaking',
    '"items" of "Item Ticked" was renamed to "count"',
  ],
  ['new property', withProperties({ ...ticked.properties, allDone: boolean() }), 'breaking', 'it is required'],
  [
    'new optional property',
    withProperties({ ...ticked.properties, allDone: optional(boolean()) }),
    'compatible',
    'is new, and may be left out',
  ],
  ['no longer required', withProperties({ ...ticked.properties, items: optional(number()) }), 'breaking', 'may now be missing'],
  ['changed type', withProperties({ ...ticked.properties, items: day() }), 'breaking', 'was number and is day'],
  [
    'enum to id',
    withProperties({ ...ticked.properties, place: id('place') }),
    'breaking',
    'was one of fixed values and is opaque place id',
  ],
  ['narrowed enum', withProperties({ ...ticked.properties, place: oneOf('issue') }), 'breaking', 'no longer allows "page"'],
  ['widened enum', withProperties({ ...ticked.properties, place: oneOf('board', 'issue', 'page') }), 'compatible', 'also allows "board"'],
])('%s', (_name, after, kind, sentence) => {
  const changes = eventChanges(before, after);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toEqual({ kind, sentence: expect.stringContaining(sentence) as string });
});

test('an id of another brand is another type', () => {
  const plan = (brand: string) => withProperties({ item: id(brand) });
  expect(eventChanges(plan('item'), plan('list'))).toMatchObject([{ kind: 'breaking' }]);
});

test('an enum that changes a value both widens and narrows', () => {
  const changes = eventChanges(before, withProperties({ ...ticked.properties, place: oneOf('issue', 'board') }));
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['breaking', 'compatible']);
});

test('order means nothing', () => {
  const turned: TrackingPlan = {
    'List Opened': opened,
    'Item Ticked': { ...ticked, properties: { items: number(), place: oneOf('page', 'issue') } },
  };
  expect(eventChanges(before, turned)).toEqual([]);
  expect(JSON.stringify(canonicalPlan(sent(turned)))).toBe(JSON.stringify(canonicalPlan(sent(before))));
});

const lists = defineAccountProperties({ lists: number(), plan2: oneOf('small', 'large') });
test.each<[string, Traits, 'breaking' | 'compatible', string]>([
  ['removed account property', { plan2: lists.plan2 }, 'breaking', 'Account property "lists" was removed'],
  ['renamed account property', { plan2: lists.plan2, boards: number() }, 'breaking', 'Account property "lists" was renamed to "boards"'],
  ['narrowed account property', { ...lists, plan2: oneOf('small') }, 'breaking', 'Account property "plan2" no longer allows "large"'],
  ['changed account property', { ...lists, lists: day() }, 'breaking', 'Account property "lists" was number and is day'],
  ['now required', { ...lists, lists: optional(number()) }, 'breaking', 'may now be missing'],
  ['widened account property', { ...lists, plan2: oneOf('small', 'large', 'huge') }, 'compatible', 'also allows "huge"'],
  ['new account property', { ...lists, boards: number() }, 'compatible', 'Account property "boards" is new.'],
])('%s', (_name, after, kind, sentence) => {
  const changes = planChanges({ ...sent(before), account: lists }, { ...sent(before), account: after });
  expect(changes).toEqual([{ kind, sentence: expect.stringContaining(sentence) as string }]);
});

test.each([
  ['edition', 'the Marketplace reports'],
  ['siteKind', 'the tracking kit'],
  ['domain', 'no app'],
  ['Number Of Lists', 'camelCase'],
])('an account property %s is refused', (name, reason) => {
  expect(() => defineAccountProperties({ [name]: number() })).toThrow(reason);
});
