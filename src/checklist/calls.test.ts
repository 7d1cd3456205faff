import { MAX_TEMPLATES } from '../contract/checklist';
import { checklistCalls } from './calls';
import { memoryChecklistStore } from './memory-store';

const onIssue = (id: string) => ({ extension: { issue: { id } } });
const context = onIssue('1');
const add = (itemId: string, text = `Text of ${itemId}`) => ({ baseVersion: 0, operation: { type: 'add', itemId, text } });

function setUp() {
  const store = memoryChecklistStore();
  const hidden = new Set<string>();
  const calls = checklistCalls(store, (container) => Promise.resolve(hidden.has(container) ? null : `Title of ${container}`));
  return { store, calls, hidden };
}

describe('checklistCalls', () => {
  it('takes the container from the context, never from the payload', async () => {
    const { calls, store } = setUp();
    expect(await calls.changeChecklist({ payload: { ...add('a'), container: 'issue:2' }, context })).toMatchObject({
      ok: false,
      code: 'refused',
    });
    expect(await calls.changeChecklist({ payload: add('a'), context })).toMatchObject({ ok: true });
    expect(await store.get('issue:1')).not.toBeNull();
    expect(await store.get('issue:2')).toBeNull();
    expect(await calls.listChecklist({ context: { extension: {} } })).toMatchObject({ ok: false, code: 'no-container' });
  });

  it('starts with an empty list of version 0', async () => {
    expect(await setUp().calls.listChecklist({ payload: undefined, context })).toEqual({
      ok: true,
      value: { container: 'issue:1', version: 0, items: [] },
    });
  });

  it.each([
    ['no text', '', 'An item needs a text of 1 to 500 characters.'],
    ['only space', ' \n\t ', 'An item needs a text of 1 to 500 characters.'],
    ['a text too long', 'x'.repeat(501), 'An item needs a text of 1 to 500 characters.'],
  ])('refuses an item with %s', async (_name, text, message) => {
    expect(await setUp().calls.changeChecklist({ payload: add('a', text), context })).toEqual({ ok: false, code: 'refused', message });
  });

  it('takes the longest text, and collapses white space and control characters', async () => {
    const { calls } = setUp();
    expect(await calls.changeChecklist({ payload: add('a', 'x'.repeat(500)), context })).toMatchObject({ ok: true });
    expect(await calls.changeChecklist({ payload: add('b', '  Buy\n\n milk\u0007 '), context })).toMatchObject({
      ok: true,
      value: { items: [{}, { text: 'Buy milk' }] },
    });
  });

  it.each([[{ baseVersion: -1 }], [{ operation: { type: 'explode' } }], ['nonsense'], [null], [[]]])(
    'refuses %j with a sentence',
    async (payload) => {
      expect(await setUp().calls.changeChecklist({ payload, context })).toEqual({
        ok: false,
        code: 'refused',
        message: 'The checklist did not understand this. Reload the page and try again.',
      });
    },
  );

  it('saves, applies and deletes a template, each once however often it is called', async () => {
    const { calls } = setUp();
    await calls.changeChecklist({ payload: add('a'), context });
    await calls.changeChecklist({ payload: { baseVersion: 1, operation: { type: 'tick', itemId: 'a' } }, context });
    const save = { payload: { templateId: 't1', name: 'Release' }, context };
    const saved = { ok: true, value: { templates: [{ id: 't1', name: 'Release', items: 1 }] } };
    expect(await calls.saveTemplate(save)).toEqual(saved);
    expect(await calls.saveTemplate(save)).toEqual(saved);
    expect(await calls.listTemplates({ context })).toEqual(saved);
    const apply = { payload: { templateId: 't1', fillId: 'f1' }, context: onIssue('2') };
    const filled = {
      ok: true,
      value: { added: 1, checklist: { container: 'issue:2', version: 1, items: [{ id: 'f1-0', text: 'Text of a', ticked: false }] } },
    };
    expect(await calls.applyTemplate(apply)).toEqual(filled);
    expect(await calls.applyTemplate(apply)).toEqual(filled);
    expect(await calls.deleteTemplate({ payload: { templateId: 't1' }, context })).toEqual({ ok: true, value: { templates: [] } });
    expect(await calls.applyTemplate(apply)).toMatchObject({ ok: false, code: 'refused' });
  });

  it('refuses a template that is empty, or has a known name, and the one after the last', async () => {
    const { calls } = setUp();
    expect(await calls.saveTemplate({ payload: { templateId: 't', name: 'Empty' }, context })).toMatchObject({
      ok: false,
      message: expect.stringContaining('empty') as string,
    });
    await calls.changeChecklist({ payload: add('a'), context });
    for (let index = 0; index < MAX_TEMPLATES - 1; index += 1)
      await calls.saveTemplate({ payload: { templateId: `t${String(index)}`, name: `N${String(index)}` }, context });
    expect(await calls.saveTemplate({ payload: { templateId: 't', name: 'n0' }, context })).toMatchObject({
      ok: false,
      message: expect.stringContaining('already') as string,
    });
    const racers = await Promise.all(['x', 'y', 'z'].map((id) => calls.saveTemplate({ payload: { templateId: id, name: id }, context })));
    const listed = await calls.listTemplates({ context });
    expect(listed.ok && listed.value.templates.length).toBeLessThanOrEqual(MAX_TEMPLATES);
    expect(racers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
    await calls.saveTemplate({ payload: { templateId: 'fifty', name: 'Fifty' }, context });
    expect(await calls.saveTemplate({ payload: { templateId: 'more', name: 'More' }, context })).toMatchObject({
      ok: false,
      message: expect.stringContaining('at most 50') as string,
    });
  });

  it('offers and copies only the checklists that the user may see', async () => {
    const { calls, hidden } = setUp();
    for (const id of ['2', '3']) await calls.changeChecklist({ payload: add('a'), context: onIssue(id) });
    await calls.changeChecklist({ payload: add('a'), context: { extension: { content: { id: '4' } } } });
    hidden.add('issue:3');
    expect(await calls.listSources({ context })).toEqual({
      ok: true,
      value: { sources: [{ container: 'issue:2', label: 'Title of issue:2', items: 1 }] },
    });
    expect(await calls.copyChecklist({ payload: { source: 'issue:2', fillId: 'f' }, context })).toMatchObject({
      ok: true,
      value: { added: 1 },
    });
    for (const source of ['issue:3', 'issue:9', 'page:4']) {
      expect(await calls.copyChecklist({ payload: { source, fillId: 'f' }, context })).toMatchObject({ ok: false, code: 'refused' });
    }
    expect(await checklistCalls(memoryChecklistStore()).listSources({ context })).toEqual({ ok: true, value: { sources: [] } });
  });
});
