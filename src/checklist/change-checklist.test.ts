import * as fc from 'fast-check';
import type { Checklist, Operation } from '../contract/checklist';
import { CONFLICT_MESSAGE, changeChecklist, fillChecklist } from './change-checklist';
import { memoryChecklistStore } from './memory-store';
import type { ChecklistStore } from './store';

const container = 'issue:10001';
const add = (itemId: string): Operation => ({ type: 'add', itemId, text: `Text of ${itemId}` });

async function storeWith(...itemIds: string[]): Promise<ChecklistStore> {
  const store = memoryChecklistStore();
  for (const itemId of itemIds) await changeChecklist({ store }, { container, baseVersion: 0, operation: add(itemId) });
  return store;
}
const idsIn = async (store: ChecklistStore) => ((await store.get(container))?.items ?? []).map(({ id }) => id);

/** Somebody else's operation lands after the first read and before the write. */
function interrupted(store: ChecklistStore, byOther: readonly Operation[]): ChecklistStore {
  const waiting = [...byOther];
  return {
    ...store,
    async get(asked) {
      const read = await store.get(asked);
      const other = waiting.shift();
      if (other !== undefined) await changeChecklist({ store }, { container, baseVersion: read?.version ?? 0, operation: other });
      return read;
    },
  };
}

describe('changeChecklist', () => {
  it('runs twice and changes once', async () => {
    const store = await storeWith('a');
    for (const operation of [
      add('b'),
      { type: 'tick', itemId: 'a' },
      { type: 'move', itemId: 'a', beforeId: null },
      { type: 'delete', itemId: 'b', text: 'Text of b' },
    ] as const) {
      const input = { container, baseVersion: 1, operation };
      const first = await changeChecklist({ store }, input);
      expect(await changeChecklist({ store }, input)).toEqual(first);
    }
  });

  it('keeps both items when two people create the list at once', async () => {
    const store = memoryChecklistStore();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((itemId) => changeChecklist({ store }, { container, baseVersion: 0, operation: add(itemId) })),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await idsIn(store)).sort()).toEqual(['a', 'b', 'c']);
    expect((await store.get(container))?.version).toBe(3);
  });

  it('applies a stale tick to the newer list', async () => {
    const store = await storeWith('a', 'b');
    const answer = await changeChecklist(
      { store: interrupted(store, [add('c')]) },
      { container, baseVersion: 2, operation: { type: 'tick', itemId: 'a' } },
    );
    expect(answer).toMatchObject({ ok: true, value: { version: 4, items: [{ id: 'a', ticked: true }, { id: 'b' }, { id: 'c' }] } });
  });

  it.each<[string, Operation, Operation]>([
    ['ticks what was deleted', { type: 'delete', itemId: 'a', text: 'Text of a' }, { type: 'tick', itemId: 'a' }],
    [
      'renames what was renamed',
      { type: 'rename', itemId: 'a', from: 'Text of a', to: 'Theirs' },
      { type: 'rename', itemId: 'a', from: 'Text of a', to: 'Mine' },
    ],
    [
      'deletes what was renamed',
      { type: 'rename', itemId: 'a', from: 'Text of a', to: 'Theirs' },
      { type: 'delete', itemId: 'a', text: 'Text of a' },
    ],
    ['moves before what was deleted', { type: 'delete', itemId: 'a', text: 'Text of a' }, { type: 'move', itemId: 'b', beforeId: 'a' }],
  ])('tells the second person who %s, and hands over the list as it is', async (_name, theirs, mine) => {
    const store = await storeWith('a', 'b');
    const answer = await changeChecklist({ store: interrupted(store, [theirs]) }, { container, baseVersion: 2, operation: mine });
    expect(answer).toEqual({ ok: false, code: 'conflict', message: CONFLICT_MESSAGE, checklist: await store.get(container) });
    expect((await store.get(container))?.version).toBe(3);
  });

  it('refuses an item that the newest list never had', async () => {
    const store = await storeWith('a');
    expect(await changeChecklist({ store }, { container, baseVersion: 1, operation: { type: 'tick', itemId: 'x' } })).toMatchObject({
      ok: false,
      code: 'refused',
    });
  });

  it('gives up with a conflict when others are always faster, and writes nothing of its own', async () => {
    const store = await storeWith('a');
    const others = Array.from({ length: 20 }, (_, index) => add(`other-${String(index)}`));
    const answer = await changeChecklist({ store: interrupted(store, others) }, { container, baseVersion: 1, operation: add('mine') });
    expect(answer).toMatchObject({ ok: false, code: 'conflict' });
    expect(await idsIn(store)).not.toContain('mine');
  });

  it('loses no item and no acknowledged change in any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, people) => {
        const store = await storeWith('shared');
        const slow: ChecklistStore = {
          ...store,
          get: async (asked) => scheduler.schedule(store.get(asked)),
          writeIfVersion: async (next: Checklist, expected) => {
            await scheduler.schedule(Promise.resolve());
            return store.writeIfVersion(next, expected);
          },
        };
        const work = Array.from({ length: people }, async (_, person) => {
          const added = await changeChecklist({ store: slow }, { container, baseVersion: 1, operation: add(`p${String(person)}`) });
          const ticked = await changeChecklist(
            { store: slow },
            { container, baseVersion: 1, operation: { type: 'tick', itemId: `p${String(person)}` } },
          );
          return added.ok && ticked.ok;
        });
        expect(await scheduler.waitFor(Promise.all(work))).toEqual(Array.from({ length: people }, () => true));
        const items = (await store.get(container))?.items ?? [];
        expect(items).toHaveLength(people + 1);
        expect(items.filter(({ ticked }) => ticked)).toHaveLength(people);
        expect((await store.get(container))?.version).toBe(1 + 2 * people);
      }),
      { numRuns: 60 },
    );
  });
});

describe('fillChecklist', () => {
  it('adds unticked copies once, however often it runs', async () => {
    const store = await storeWith('a');
    const input = { container, fillId: 'f1', items: [{ id: 'x', text: 'From a template', ticked: true }] };
    const first = await fillChecklist({ store }, input);
    expect(first).toMatchObject({
      ok: true,
      value: { version: 2, items: [{ id: 'a' }, { id: 'f1-0', text: 'From a template', ticked: false }] },
    });
    expect(await fillChecklist({ store }, input)).toEqual(first);
  });
});
