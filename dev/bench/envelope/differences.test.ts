import { ourBatches, theirBatches } from './batches';
import { differences } from './differences';
import { sampleEvents } from './sample-events';

const events = sampleEvents(45);

test('our batches and those of the library say the same', async () => {
  const [ours, theirs] = [await ourBatches(events), await theirBatches(events)];
  expect(ours).toHaveLength(3);
  expect(theirs).toHaveLength(3);
  expect(differences(ours, theirs, events.length)).toEqual([]);
});

test('a lost event, another time and a missing field are found', async () => {
  const [ours, theirs] = [await ourBatches(events), await theirBatches(events)];
  expect(differences(ours.slice(1), theirs, events.length)).toEqual(['25 of 45 events are ours']);
  const later = ours.map((each) => ({ ...each, body: each.body.replace('"timestamp":"2028-02-29T08', '"timestamp":"2028-02-29T09') }));
  expect(differences(later, theirs, events.length)).toHaveLength(3);
  const nameless = ours.map((each) => ({ ...each, body: each.body.replaceAll('"library"', '"lib"') }));
  expect(() => differences(nameless, theirs, events.length)).toThrow();
});
