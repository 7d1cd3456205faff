import { checklistCalls, type CallRequest } from '../checklist/calls';
import { memoryChecklistStore } from '../checklist/memory-store';

type DocNode = { type: string; props: Record<string, unknown>; children: DocNode[] };
type Handler = (event: unknown) => void;

/** The product's side of the bridge: it draws nothing, keeps what it is told to draw, and runs the real calls. */
function openPanel() {
  let choice: unknown = null;
  const calls: Record<string, (request: CallRequest) => Promise<unknown>> = {
    ...checklistCalls(memoryChecklistStore()),
    trackingChoice: () => (choice === null ? Promise.reject(new Error('no such function')) : Promise.resolve(choice)),
    chooseTracking: ({ payload }) => {
      const { tracked } = payload as { tracked: boolean };
      choice = { tracked, offBy: tracked ? null : 'user' };
      return Promise.resolve(choice);
    },
  };
  const context = { extension: { issue: { id: '10001', key: 'ABC-1' } } };
  const tracked: string[] = [];
  let drawn: DocNode = { type: 'Root', props: {}, children: [] };
  const callBridge = async (
    command: string,
    payload: { forgeDoc?: DocNode; functionKey?: string; payload?: unknown },
  ): Promise<unknown> => {
    if (command === 'reconcile' && payload.forgeDoc !== undefined) drawn = payload.forgeDoc;
    if (command !== 'invoke') return null;
    const call = calls[payload.functionKey ?? ''];
    if (call !== undefined) return call({ payload: payload.payload, context });
    const { events } = payload.payload as { events: { event: string }[] };
    tracked.push(...events.map(({ event }) => event));
    return { accepted: events.length, refused: [] };
  };
  const page = new EventTarget();
  const addEventListener = page.addEventListener.bind(page);
  // The bridge is looked up when it is imported, so it has to be there before the panel is.
  Object.assign(globalThis, { self: globalThis, window: globalThis, document: page, addEventListener, __bridge: { callBridge } });
  return {
    all: (type: string) => find(drawn, (node) => node.type === type),
    words: () => wordsOf(drawn),
    tracked,
    hide: () => page.dispatchEvent(new Event('pagehide')),
    choose: (value: { tracked: boolean; offBy: 'user' | 'site' | null }) => {
      choice = value;
    },
  };
}

const find = (node: DocNode, wanted: (node: DocNode) => boolean): DocNode[] => [
  ...(wanted(node) ? [node] : []),
  ...node.children.flatMap((child) => find(child, wanted)),
];
const wordsOf = (node: DocNode): string => (node.type === 'String' ? String(node.props.text) : node.children.map(wordsOf).join(' '));

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !condition(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

const fire = (node: DocNode | undefined, prop: string, event: unknown = {}) => {
  (node?.props[prop] as Handler)(event);
};

it('draws the checklist of the issue and changes it', async () => {
  const panel = openPanel();
  const button = (name: string, index = 0) => panel.all('Button').filter((node) => wordsOf(node) === name)[index];
  await import('./issue-panel');
  await until(() => panel.words().includes('No items yet'));
  expect(button('Clear ticked')?.props.isDisabled).toBe(true);

  for (const text of ['Write the notes', 'Ship']) {
    fire(panel.all('Textfield')[0], 'onChange', { target: { value: text } });
    await until(() => button('Add')?.props.isDisabled === false);
    fire(panel.all('Form')[0], 'onSubmit');
    await until(() => panel.all('Checkbox').some((node) => node.props.label === text));
    await until(() => !panel.words().includes('saving'));
  }
  expect(panel.words()).not.toContain('No items yet');

  fire(button('Down'), 'onClick');
  await until(() => panel.all('Checkbox')[0]?.props.label === 'Ship');
  fire(panel.all('Checkbox')[0], 'onChange');
  await until(() => panel.words().includes('1 of 2 done') && panel.all('Checkbox')[0]?.props.isChecked === true);

  fire(button('Rename', 1), 'onClick');
  await until(() => panel.all('Textfield').length === 2);
  fire(panel.all('Textfield')[0], 'onChange', { target: { value: 'Write the release notes' } });
  fire(panel.all('Form')[0], 'onSubmit');
  await until(() => panel.all('Checkbox')[1]?.props.label === 'Write the release notes');

  fire(button('Clear ticked'), 'onClick');
  await until(() => panel.words().includes('0 of 1 done'));
  fire(button('Delete'), 'onClick');
  await until(() => panel.words().includes('No items yet'));

  // Nothing goes out while the visit is young; a hidden page sends. The last changes may still be on their way to the store.
  expect(panel.tracked).toEqual([]);
  await until(() => {
    panel.hide();
    return panel.tracked.includes('Item Deleted');
  });
  expect(panel.tracked).toEqual([
    'Checklist Viewed',
    'Item Added',
    'Item Added',
    'Item Moved',
    'Item Ticked',
    'Item Renamed',
    'Ticked Cleared',
    'Item Deleted',
  ]);

  // Where the choice cannot be asked there is none to make, and the panel works as before.
  fire(button('Usage data…'), 'onClick');
  await until(() => panel.words().includes('What you write, such as the text of an item, is never part of it.'));
  fire(button('Close'), 'onClick');
  await until(() => button('Usage data…') !== undefined);
  expect(panel.words()).not.toContain('count');

  panel.choose({ tracked: true, offBy: null });
  fire(button('Usage data…'), 'onClick');
  await until(() => panel.words().includes('Your use is counted.'));
  fire(button('Do not count my use'), 'onClick');
  await until(() => panel.words().includes('Your use is not counted.'));
  const before = panel.tracked.length;
  fire(panel.all('Textfield')[0], 'onChange', { target: { value: 'Unseen' } });
  await until(() => button('Add')?.props.isDisabled === false);
  fire(panel.all('Form')[0], 'onSubmit');
  await until(() => panel.all('Checkbox').length === 1 && !panel.words().includes('saving'));
  panel.hide();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(panel.tracked).toHaveLength(before);

  fire(button('Count my use'), 'onClick');
  await until(() => panel.words().includes('Your use is counted.'));
  fire(panel.all('Checkbox')[0], 'onChange');
  await until(() => panel.words().includes('1 of 1 done') && !panel.words().includes('saving'));
  await until(() => {
    panel.hide();
    return panel.tracked.length > before;
  });
  expect(panel.tracked.slice(before)).toEqual(['Item Ticked']);
}, 30_000);
