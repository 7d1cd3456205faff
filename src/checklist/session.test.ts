import type { Operation } from '../contract/checklist';
import { askThrough, type Invoke } from './ask';
import { checklistCalls, type CallRequest } from './calls';
import { CONFLICT_MESSAGE } from './change-checklist';
import { memoryChecklistStore } from './memory-store';
import { createChecklistSession } from './session';
import { progressOf, stepOf } from './steps';

/** Real calls over a store in memory; only the bridge between them is the test's. */
function setUp() {
  const calls: Record<string, (request: CallRequest) => Promise<unknown>> = checklistCalls(memoryChecklistStore(), (container) =>
    Promise.resolve(`About ${container}`),
  );
  const invoke =
    (issueId: string): Invoke =>
    async (key, payload) => {
      const call = calls[key];
      if (call === undefined) throw new Error(`No such call: ${key}`);
      const answer: unknown = await call({
        payload: JSON.parse(JSON.stringify(payload)),
        context: { extension: { issue: { id: issueId } } },
      });
      return JSON.parse(JSON.stringify(answer)) as unknown;
    };
  let ids = 0;
  const open = (issueId: string, through: Invoke = invoke(issueId)) => {
    const tracked: unknown[] = [];
    const session = createChecklistSession({
      ask: askThrough(through),
      track: (event, properties) => tracked.push([event, properties]),
      place: 'issue',
      newId: () => `id${String((ids += 1))}`,
    });
    return { session, tracked };
  };
  return { open, invoke };
}
const add = (itemId: string): Operation => ({ type: 'add', itemId, text: `Text of ${itemId}` });

describe('createChecklistSession', () => {
  it('tracks every action once, after it succeeded', async () => {
    const { open } = setUp();
    const { session, tracked } = open('1');
    await session.load();
    await session.change(add('a'));
    await session.change(add('b'));
    await session.change({ type: 'rename', itemId: 'a', from: 'Text of a', to: 'Renamed' });
    await session.change({ type: 'tick', itemId: 'a' });
    await session.change({ type: 'tick', itemId: 'b' });
    await session.change({ type: 'untick', itemId: 'a' });
    await session.change({ type: 'move', itemId: 'a', beforeId: null });
    await session.saveTemplate('Release');
    await session.change({ type: 'clear-ticked', itemIds: ['b'] });
    await session.change({ type: 'delete', itemId: 'a', text: 'Renamed' });
    await session.loadTemplates();
    const template = session.view().templates?.[0];
    await session.applyTemplate(template?.id ?? '');
    await session.deleteTemplate(template?.id ?? '');
    const other = open('2');
    await other.session.loadSources();
    await other.session.copyFrom(other.session.view().sources?.[0]?.container ?? '');
    expect(tracked).toEqual([
      ['Checklist Viewed', { place: 'issue', items: 0 }],
      ['Item Added', { place: 'issue', items: 1 }],
      ['Item Added', { place: 'issue', items: 2 }],
      ['Item Renamed', { place: 'issue' }],
      ['Item Ticked', { place: 'issue', allDone: false }],
      ['Item Ticked', { place: 'issue', allDone: true }],
      ['Item Unticked', { place: 'issue' }],
      ['Item Moved', { place: 'issue' }],
      ['Template Saved', { place: 'issue', items: 2 }],
      ['Ticked Cleared', { place: 'issue', items: 1 }],
      ['Item Deleted', { place: 'issue' }],
      ['Template Applied', { place: 'issue', items: 2 }],
      ['Template Deleted', { place: 'issue' }],
    ]);
    expect(other.tracked).toEqual([['Checklist Copied', { place: 'issue', items: 2 }]]);
    expect(session.view().items.map(({ text }) => text)).toEqual(['Text of b', 'Renamed']);
  });

  it('shows a change before it is stored, and sends changes in order', async () => {
    const { open } = setUp();
    const { session } = open('1');
    await session.load();
    const changes = [session.change(add('a')), session.change(add('b')), session.change({ type: 'tick', itemId: 'a' })];
    expect(session.view()).toMatchObject({ saving: true, items: [{ id: 'a', ticked: true }, { id: 'b' }] });
    await Promise.all(changes);
    expect(session.view()).toMatchObject({ saving: false, notice: null, items: [{ id: 'a', ticked: true }, { id: 'b' }] });
  });

  it('tells of a conflict, shows the other person’s list and tracks nothing', async () => {
    const { open } = setUp();
    const mine = open('1');
    const theirs = open('1');
    await mine.session.change(add('a'));
    await mine.session.load();
    await theirs.session.load();
    await theirs.session.change({ type: 'delete', itemId: 'a', text: 'Text of a' });
    await theirs.session.change(add('b'));
    await mine.session.change({ type: 'tick', itemId: 'a' });
    expect(mine.session.view()).toMatchObject({ notice: { kind: 'conflict', message: CONFLICT_MESSAGE }, items: [{ id: 'b' }] });
    expect(mine.tracked.at(-1)).toEqual(['Checklist Viewed', { place: 'issue', items: 1 }]);
    mine.session.dismiss();
    expect(mine.session.view().notice).toBeNull();
  });

  it('takes a change back when the call breaks or is refused, and tracks nothing', async () => {
    const { open, invoke } = setUp();
    let broken = false;
    const { session, tracked } = open('1', (key, payload) => (broken ? Promise.reject(new Error('offline')) : invoke('1')(key, payload)));
    await session.load();
    broken = true;
    await session.change(add('a'));
    expect(session.view()).toMatchObject({ items: [], saving: false, notice: { kind: 'failed' } });
    broken = false;
    await session.change({ type: 'add', itemId: 'a', text: '   ' });
    expect(session.view()).toMatchObject({
      items: [],
      notice: { kind: 'refused', message: 'An item needs a text of 1 to 500 characters.' },
    });
    expect(tracked).toHaveLength(1);
  });

  it('shows that loading failed, and loads again when asked', async () => {
    const { open, invoke } = setUp();
    let broken = true;
    const { session, tracked } = open('1', (key, payload) => (broken ? Promise.resolve({ unexpected: true }) : invoke('1')(key, payload)));
    expect(session.view().phase).toBe('loading');
    await session.load();
    expect(session.view().phase).toBe('failed');
    broken = false;
    await session.load();
    expect(session.view().phase).toBe('ready');
    expect(tracked).toHaveLength(1);
  });
});

describe('steps', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id, text: id, ticked: id === 'b' }));
  it.each([
    ['a', 'up', null],
    ['b', 'up', { type: 'move', itemId: 'b', beforeId: 'a' }],
    ['a', 'down', { type: 'move', itemId: 'a', beforeId: 'c' }],
    ['b', 'down', { type: 'move', itemId: 'b', beforeId: null }],
    ['c', 'down', null],
    ['x', 'down', null],
  ] as const)('%s %s', (itemId, direction, expected) => {
    expect(stepOf(items, itemId, direction)).toEqual(expected);
  });
  it('counts progress', () => {
    expect(progressOf(items)).toEqual({ done: 1, total: 3, share: 1 / 3 });
    expect(progressOf([])).toEqual({ done: 0, total: 0, share: 0 });
  });
});
