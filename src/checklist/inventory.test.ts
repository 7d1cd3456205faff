import { inventory, MAX_COUNTED } from './inventory';
import { memoryChecklistStore } from './memory-store';

const item = { id: 'a', text: 'A', ticked: false };

test('lists with items are counted, and templates; an emptied list is not', async () => {
  const store = memoryChecklistStore();
  expect(await inventory(store)).toEqual({ checklists: 0, templates: 0 });
  await store.writeIfVersion({ container: 'issue:1', version: 1, items: [item] }, 0);
  await store.writeIfVersion({ container: 'issue:2', version: 1, items: [] }, 0);
  await store.writeIfVersion({ container: 'page:1', version: 1, items: [item, { ...item, id: 'b' }] }, 0);
  await store.createTemplate({ id: 't', name: 'T', version: 1, items: [item] });
  expect(await inventory(store)).toEqual({ checklists: 2, templates: 1 });
});

test('a site with very many lists is not read to the end', async () => {
  const store = memoryChecklistStore();
  for (let issue = 0; issue <= MAX_COUNTED; issue += 1)
    await store.writeIfVersion({ container: `issue:${String(issue)}`, version: 1, items: [item] }, 0);
  expect(await inventory(store)).toEqual({ checklists: MAX_COUNTED, templates: 0 });
});
