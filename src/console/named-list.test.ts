import { memoryKvs } from '../../test/memory-kvs';
import { type SavedFunnel, savedFunnelCalls } from '../contract/saved-funnels';
import { savedFunnels, savedViews } from './saved-lists';

const funnel = (name: string): SavedFunnel => ({ name, steps: ['Signed Up', 'Item Added'], limitDays: 14, limitOf: 'whole' });

test('what is saved has one name each, stands in the order of names, and what is damaged is none', async () => {
  const kvs = memoryKvs();
  await savedViews.save(kvs, { name: 'b', query: 'x=1' });
  await savedViews.save(kvs, { name: 'a', query: '' });
  const two = [
    { name: 'a', query: '' },
    { name: 'b', query: 'x=2' },
  ];
  expect(await savedViews.save(kvs, { name: 'b', query: 'x=2' })).toEqual({ list: two });
  expect(await savedFunnels.read(kvs)).toEqual([]);
  expect(await savedViews.remove(kvs, 'a')).toEqual({ list: two.slice(1) });
  await kvs.set('saved-views', 'damaged');
  expect(await savedViews.read(kvs)).toEqual([]);
});

test('a new name takes its place in the order; one that is taken, and what is gone, are refused in words', async () => {
  const kvs = memoryKvs();
  await savedFunnels.save(kvs, funnel('a'));
  await savedFunnels.save(kvs, funnel('b'));
  expect(await savedFunnels.rename(kvs, { name: 'a', to: 'c' })).toEqual({ list: [funnel('b'), funnel('c')] });
  expect(await savedFunnels.rename(kvs, { name: 'c', to: 'c' })).toEqual({ list: [funnel('b'), funnel('c')] });
  expect(await savedFunnels.rename(kvs, { name: 'b', to: 'c' })).toEqual({ problem: 'There is a “c” already.' });
  expect(await savedFunnels.rename(kvs, { name: 'a', to: 'd' })).toEqual({
    problem: 'There is no “a” any more: somebody removed or renamed it.',
  });
  expect(await savedFunnels.read(kvs)).toEqual([funnel('b'), funnel('c')]);
});

test('fifty are kept: one more is refused, one of them can still be changed', async () => {
  const kvs = memoryKvs();
  for (let index = 0; index < 50; index += 1) await savedViews.save(kvs, { name: `view ${String(index)}`, query: '' });
  expect(await savedViews.save(kvs, { name: 'one more', query: '' })).toEqual({ problem: 'No more than 50 are kept. Remove one first.' });
  expect(await savedViews.save(kvs, { name: 'view 7', query: 'x=1' })).toHaveProperty('list');
  expect(await savedViews.read(kvs)).toHaveLength(50);
});

test.each([
  ['one event', { steps: ['Signed Up'] }],
  ['nine events', { steps: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] }],
  ['an event twice', { steps: ['Signed Up', 'Signed Up'] }],
  ['no name', { name: '  ' }],
  ['another limit', { limitDays: 3 }],
])('%s is no funnel to save', (_what, part) => {
  expect(savedFunnelCalls.saveFunnel.input.safeParse({ ...funnel('a'), ...part }).success).toBe(false);
  expect(savedFunnelCalls.saveFunnel.input.safeParse(funnel('a')).success).toBe(true);
});
