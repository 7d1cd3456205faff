import type { WireEvent } from './bridge-batch';
import { leftoversIn, leftoversKey, MAX_LEFTOVERS } from './leftovers';
import { memoryStorage } from './memory-storage';

const KEY = leftoversKey('site-a');
const event = (messageId: string): WireEvent => ({ messageId, event: 'Item Added', properties: {}, timestamp: '2028-02-29T00:00:00.000Z' });
const ids = (events: readonly WireEvent[]) => events.map(({ messageId }) => messageId);

describe('leftoversIn', () => {
  it('keeps the events of two tabs apart: each takes out its own', () => {
    const storage = memoryStorage();
    const [left, right] = [leftoversIn(() => storage, KEY), leftoversIn(() => storage, KEY)];
    left.update([event('a'), event('b')], true);
    right.update([event('c')], true);
    left.update([event('b')], true);
    expect(ids(right.read())).toEqual(['a', 'c', 'b']);
    left.update([event('a'), event('b')], false);
    expect(left.read()).toEqual([event('c')]);
    right.update([event('c')], false);
    expect(storage.getItem(KEY)).toBeNull();
  });

  it('keeps sites apart', () => {
    const storage = memoryStorage();
    leftoversIn(() => storage, KEY).update([event('a')], true);
    expect(leftoversIn(() => storage, leftoversKey('site-b')).read()).toEqual([]);
  });

  it('keeps the newest, and no more than its bound', () => {
    const storage = memoryStorage();
    const shelf = leftoversIn(() => storage, KEY);
    shelf.update([event('oldest'), event('old')], true);
    shelf.update(
      Array.from({ length: MAX_LEFTOVERS - 1 }, (_, index) => event(String(index))),
      true,
    );
    expect(shelf.read()).toHaveLength(MAX_LEFTOVERS);
    expect(ids(shelf.read())[0]).toBe('old');
  });

  it.each(['', '{', 'null', '5', '"text"', '{"messageId":"x"}', '[null]', '[{"event":"Item Added"}]', '[[]]'])(
    'takes %j for nothing and replaces it',
    (garbage) => {
      const storage = memoryStorage();
      storage.setItem(KEY, garbage);
      const shelf = leftoversIn(() => storage, KEY);
      expect(shelf.read()).toEqual([]);
      shelf.update([event('a')], true);
      expect(shelf.read()).toEqual([event('a')]);
    },
  );
});
