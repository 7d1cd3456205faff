import * as fc from 'fast-check';
import { MAX_ITEMS, type Item, type Operation } from '../contract/checklist';
import { appendItems, applyOperation } from './operations';

const item = (id: string, ticked = false, text = `Text of ${id}`): Item => ({ id, text, ticked });
const list = [item('a'), item('b', true), item('c')];

const after = (items: readonly Item[], operation: Operation): readonly Item[] => {
  const outcome = applyOperation(items, operation);
  return outcome.kind === 'changed' ? outcome.items : items;
};
const ids = (items: readonly Item[]) => items.map(({ id }) => id).join('');

describe('applyOperation', () => {
  it.each<[string, Operation, string]>([
    ['before the first', { type: 'move', itemId: 'c', beforeId: 'a' }, 'cab'],
    ['before its successor', { type: 'move', itemId: 'a', beforeId: 'b' }, 'abc'],
    ['one down', { type: 'move', itemId: 'a', beforeId: 'c' }, 'bac'],
    ['to the end', { type: 'move', itemId: 'a', beforeId: null }, 'bca'],
    ['to the end from there', { type: 'move', itemId: 'c', beforeId: null }, 'abc'],
  ])('moves %s', (_name, operation, expected) => {
    expect(ids(after(list, operation))).toBe(expected);
  });

  it.each<[string, Operation, string]>([
    ['renaming what somebody renamed', { type: 'rename', itemId: 'a', from: 'Older', to: 'Mine' }, 'overtaken'],
    ['renaming what is gone', { type: 'rename', itemId: 'x', from: 'X', to: 'Y' }, 'overtaken'],
    ['renaming to the same', { type: 'rename', itemId: 'a', from: 'Older', to: 'Text of a' }, 'unchanged'],
    ['ticking what is ticked', { type: 'tick', itemId: 'b' }, 'unchanged'],
    ['ticking what is gone', { type: 'tick', itemId: 'x' }, 'overtaken'],
    ['unticking what is gone', { type: 'untick', itemId: 'x' }, 'overtaken'],
    ['deleting what is gone', { type: 'delete', itemId: 'x', text: 'X' }, 'unchanged'],
    ['deleting what somebody renamed', { type: 'delete', itemId: 'a', text: 'Older' }, 'overtaken'],
    ['moving what is gone', { type: 'move', itemId: 'x', beforeId: null }, 'overtaken'],
    ['moving before what is gone', { type: 'move', itemId: 'a', beforeId: 'x' }, 'overtaken'],
    ['clearing what is not ticked any more', { type: 'clear-ticked', itemIds: ['a', 'x'] }, 'unchanged'],
    ['adding what is there', { type: 'add', itemId: 'a', text: 'Again' }, 'unchanged'],
  ])('%s', (_name, operation, kind) => {
    expect(applyOperation(list, operation).kind).toBe(kind);
  });

  it('clears only the ticks that the person saw', () => {
    expect(ids(after([item('a', true), item('b', true), item('c')], { type: 'clear-ticked', itemIds: ['a', 'c'] }))).toBe('bc');
  });

  it('refuses the item after the last and text that cannot be stored', () => {
    const full = Array.from({ length: MAX_ITEMS }, (_, index) => item(String(index)));
    expect(applyOperation(full, { type: 'add', itemId: 'new', text: 'One more' })).toEqual({
      kind: 'refused',
      reason: 'A checklist holds at most 200 items. Clear some first.',
    });
    const wide = Array.from({ length: MAX_ITEMS - 1 }, (_, index) => item(String(index), false, '漢'.repeat(330)));
    expect(applyOperation(wide, { type: 'add', itemId: 'new', text: '漢'.repeat(500) }).kind).toBe('refused');
    expect(appendItems(full.slice(1), [item('new'), item('newer')]).kind).toBe('refused');
  });
});

const someId = fc.constantFrom(...'abcdefgh'.split(''));
const someText = fc.constantFrom('one', 'two', 'three');
const someOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant('add' as const), itemId: someId, text: someText }),
  fc.record({ type: fc.constant('rename' as const), itemId: someId, from: someText, to: someText }),
  fc.record({ type: fc.constant('tick' as const), itemId: someId }),
  fc.record({ type: fc.constant('untick' as const), itemId: someId }),
  fc.record({ type: fc.constant('move' as const), itemId: someId, beforeId: fc.option(someId) }),
  fc.record({ type: fc.constant('delete' as const), itemId: someId, text: someText }),
  fc.record({ type: fc.constant('clear-ticked' as const), itemIds: fc.uniqueArray(someId, { minLength: 1 }) }),
);
const someList = fc.array(someOperation, { maxLength: 40 }).map((operations) => operations.reduce<readonly Item[]>(after, []));

describe('properties', () => {
  it('ids stay unique', () => {
    fc.assert(fc.property(someList, (items) => new Set(items.map(({ id }) => id)).size === items.length));
  });

  it('an operation that runs twice does what it does once', () => {
    fc.assert(
      fc.property(someList, someOperation, (items, operation) => {
        const once = after(items, operation);
        expect(after(once, operation)).toEqual(once);
      }),
    );
  });

  it('nothing is lost: an item only goes by delete or clear, and no item changes but the one named', () => {
    fc.assert(
      fc.property(someList, someOperation, (items, operation) => {
        const result = new Map(after(items, operation).map((kept) => [kept.id, kept]));
        for (const before of items) {
          const removed =
            (operation.type === 'delete' && operation.itemId === before.id) || (operation.type === 'clear-ticked' && before.ticked);
          const edited = 'itemId' in operation && operation.itemId === before.id;
          if (!removed) expect(result.has(before.id)).toBe(true);
          if (!removed && !edited) expect(result.get(before.id)).toEqual(before);
        }
      }),
    );
  });

  it('the others keep their order', () => {
    fc.assert(
      fc.property(someList, someOperation, (items, operation) => {
        const named = 'itemId' in operation ? operation.itemId : '';
        const result = after(items, operation).filter(({ id }) => id !== named);
        const order = items.map(({ id }) => id);
        const positions = result.map(({ id }) => order.indexOf(id));
        expect(positions).toEqual([...positions].sort((left, right) => left - right));
      }),
    );
  });
});
