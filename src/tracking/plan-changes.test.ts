import { boolean, day, defineTrackingPlan, id, number, oneOf } from './define-plan';
import type { TrackingPlan } from './define-plan';
import { canonicalPlan, planChanges } from './plan-changes';

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
  ['new property', withProperties({ ...ticked.properties, allDone: boolean() }), 'breaking', 'every property is required'],
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
  const changes = planChanges(before, after);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toEqual({ kind, sentence: expect.stringContaining(sentence) as string });
});

test('an id of another brand is another type', () => {
  const plan = (brand: string) => withProperties({ item: id(brand) });
  expect(planChanges(plan('item'), plan('list'))).toMatchObject([{ kind: 'breaking' }]);
});

test('an enum that changes a value both widens and narrows', () => {
  const changes = planChanges(before, withProperties({ ...ticked.properties, place: oneOf('issue', 'board') }));
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['breaking', 'compatible']);
});

test('order means nothing', () => {
  const turned: TrackingPlan = {
    'List Opened': opened,
    'Item Ticked': { ...ticked, properties: { items: number(), place: oneOf('page', 'issue') } },
  };
  expect(planChanges(before, turned)).toEqual([]);
  expect(JSON.stringify(canonicalPlan(turned))).toBe(JSON.stringify(canonicalPlan(before)));
});
