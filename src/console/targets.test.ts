import { memoryKvs } from '../../test/memory-kvs';
import { dayNumber } from '../platform/days';
import { removeTarget, setTarget, standingOf, targetsOf } from './targets';

const today = dayNumber('2028-02-28');
const change = { tile: 'mrr', value: 500_000, byDay: '2028-03-31' } as const;

test('a target is kept with what it starts from, and shows how far it is', async () => {
  const kvs = memoryKvs();
  expect(await setTarget(kvs, change, { today, current: 400_000 })).toBe('saved');
  // Running it again changes nothing.
  expect(await setTarget(kvs, change, { today, current: 400_000 })).toBe('saved');
  const targets = await targetsOf(kvs, ['wau', 'mrr']);
  expect([...targets.keys()]).toEqual(['mrr']);
  const kept = targets.get('mrr');
  if (kept === undefined) throw new Error('Not kept');
  // From 28 February of a leap year to 31 March are 32 days; 8 of them have passed on 7 March.
  expect(standingOf(kept, dayNumber('2028-03-07'), 450_000)).toEqual({
    value: 500_000,
    byDay: '2028-03-31',
    startValue: 400_000,
    startDay: '2028-02-28',
    progress: 0.5,
    expected: 425_000,
    state: 'onTrack',
  });
  expect(standingOf(kept, dayNumber('2028-03-07'), null)).toBeNull();
  await removeTarget(kvs, 'mrr');
  expect(await targetsOf(kvs, ['mrr'])).toEqual(new Map());
});

test('a change moves the goal and keeps the start; a goal on the other side starts anew', async () => {
  const kvs = memoryKvs();
  const later = today + 10;
  const startOf = async () => (await targetsOf(kvs, ['mrr'])).get('mrr');
  await setTarget(kvs, change, { today, current: 400_000 });
  await setTarget(kvs, { ...change, value: 600_000 }, { today: later, current: 450_000 });
  expect(await startOf()).toMatchObject({ value: 600_000, startValue: 400_000, startDay: today });
  await setTarget(kvs, { ...change, value: 420_000 }, { today: later, current: 450_000 });
  expect(await startOf()).toMatchObject({ value: 420_000, startValue: 450_000, startDay: later });
});

test.each([
  [{ byDay: '2028-02-28' }, 400_000, 'past'],
  [{ byDay: '2027-12-31' }, 400_000, 'past'],
  [{ value: 400_000 }, 400_000, 'there'],
  [{}, null, 'no-figure'],
] as const)('%j from %j is not kept: %s', async (part, current, outcome) => {
  const kvs = memoryKvs();
  expect(await setTarget(kvs, { ...change, ...part }, { today, current })).toBe(outcome);
  expect(kvs.dump()).toEqual({});
});

test('what cannot be read, or leads nowhere, is no target', async () => {
  const kvs = memoryKvs();
  await kvs.set('target:mrr', 'much');
  await kvs.set('target:wau', { value: 5, byDay: today, startValue: 5, startDay: today });
  expect(await targetsOf(kvs, ['mrr', 'wau'])).toEqual(new Map());
});
