import { boolean, defineTrackingPlan, number, oneOf } from './define-plan';
import { trackWith } from './track-with';

const plan = defineTrackingPlan({
  'Item Ticked': { feature: true, description: 'An item was ticked', properties: { place: oneOf('issue', 'page'), allDone: boolean() } },
  'Item Added': { feature: true, description: 'An item was added', properties: { items: number() } },
});

const taken: unknown[] = [];
const track = trackWith(plan, { enqueue: (event) => taken.push(event) });

/** Never run: these lines are for the compiler, which fails on an expected error that does not come. */
export function mustNotCompile(): void {
  // @ts-expect-error an event that the plan lacks
  track('Item Renamed', { place: 'issue' });
  // @ts-expect-error a misspelt event
  track('Item ticked', { place: 'issue', allDone: true });
  // @ts-expect-error a property that the event lacks
  track('Item Added', { items: 1, text: 'Buy milk' });
  // @ts-expect-error a missing property
  track('Item Ticked', { place: 'issue' });
  // @ts-expect-error a value outside the enum
  track('Item Ticked', { place: 'board', allDone: true });
  // @ts-expect-error a wrong type
  track('Item Added', { items: '1' });
  // @ts-expect-error no properties at all
  track('Item Added');
}

it('hands what compiles to the client', () => {
  track('Item Ticked', { place: 'page', allDone: false });
  expect(taken).toEqual([{ event: 'Item Ticked', properties: { place: 'page', allDone: false } }]);
});
