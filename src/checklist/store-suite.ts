import type { Item } from '../contract/checklist';
import type { ChecklistStore } from './store';

const item = (id: string): Item => ({ id, text: `Text of ${id}`, ticked: false });

/** What every implementation of the store must do. `open` gives an empty store. */
export function checklistStoreSuite(name: string, open: () => Promise<ChecklistStore>): void {
  describe(`checklist store: ${name}`, () => {
    it('has nothing at first', async () => {
      const store = await open();
      expect(await store.get('issue:1')).toBeNull();
      expect(await store.getTemplate('t1')).toBeNull();
      expect(await store.listTemplates()).toEqual([]);
      expect(await store.list('issue', 10)).toEqual([]);
    });

    it('keeps a list as it was written', async () => {
      const store = await open();
      const checklist = {
        container: 'issue:10',
        version: 1,
        items: [item('a'), { ...item('b'), ticked: true, text: 'Ünïcödé ✓ "quoted"' }],
      };
      expect(await store.writeIfVersion(checklist, 0)).toBe(true);
      expect(await store.get('issue:10')).toEqual(checklist);
      expect(await store.get('page:10')).toBeNull();
    });

    it('refuses a second first write', async () => {
      const store = await open();
      expect(await store.writeIfVersion({ container: 'issue:10', version: 1, items: [item('a')] }, 0)).toBe(true);
      expect(await store.writeIfVersion({ container: 'issue:10', version: 1, items: [item('b')] }, 0)).toBe(false);
      expect((await store.get('issue:10'))?.items).toEqual([item('a')]);
    });

    it('refuses a write on a version that is not stored', async () => {
      const store = await open();
      await store.writeIfVersion({ container: 'issue:10', version: 1, items: [item('a')] }, 0);
      expect(await store.writeIfVersion({ container: 'issue:10', version: 2, items: [item('b')] }, 1)).toBe(true);
      expect(await store.writeIfVersion({ container: 'issue:10', version: 2, items: [item('c')] }, 1)).toBe(false);
      expect(await store.writeIfVersion({ container: 'issue:11', version: 2, items: [item('c')] }, 1)).toBe(false);
      expect((await store.get('issue:10'))?.items).toEqual([item('b')]);
    });

    it.each([0, 1])('lets exactly one of several writers on version %i win', async (expected) => {
      const store = await open();
      if (expected === 1) await store.writeIfVersion({ container: 'page:7', version: 1, items: [] }, 0);
      const wins = await Promise.all(
        ['a', 'b', 'c', 'd'].map((id) => store.writeIfVersion({ container: 'page:7', version: expected + 1, items: [item(id)] }, expected)),
      );
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect((await store.get('page:7'))?.items).toHaveLength(1);
    });

    it('lists the containers of one kind, in order, up to a limit', async () => {
      const store = await open();
      for (const container of ['issue:3', 'page:1', 'issue:1', 'issue:2'])
        await store.writeIfVersion({ container, version: 1, items: [item('a')] }, 0);
      expect(await store.list('issue', 10)).toEqual([
        { container: 'issue:1', items: 1 },
        { container: 'issue:2', items: 1 },
        { container: 'issue:3', items: 1 },
      ]);
      expect(await store.list('issue', 2)).toHaveLength(2);
      expect(await store.list('page', 10)).toEqual([{ container: 'page:1', items: 1 }]);
    });

    it('keeps templates by id and lists all of them by name', async () => {
      const store = await open();
      for (let index = 24; index >= 0; index -= 1) {
        const number = String(index).padStart(2, '0');
        expect(await store.createTemplate({ id: `t-${number}`, name: `Template ${number}`, version: 1, items: [item('a')] })).toBe(true);
      }
      expect(await store.createTemplate({ id: 't-03', name: 'Other', version: 1, items: [] })).toBe(false);
      expect(await store.getTemplate('t-03')).toEqual({ id: 't-03', name: 'Template 03', version: 1, items: [item('a')] });
      const listed = await store.listTemplates();
      expect(listed).toHaveLength(25);
      expect(listed[3]).toEqual({ id: 't-03', name: 'Template 03', items: 1 });
      await store.deleteTemplate('t-03');
      await store.deleteTemplate('t-03');
      expect(await store.getTemplate('t-03')).toBeNull();
    });
  });
}
