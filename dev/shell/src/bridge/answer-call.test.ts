import { answerCall, type Surroundings } from './answer-call';
import { preferencesOf } from './consent';
import { destinationOf } from './destination';
import { createEventBus } from './event-bus';

function surroundings(changes: Partial<Surroundings> = {}) {
  const done: unknown[] = [];
  const around: Surroundings = {
    forward: (cmd, payload) => {
      done.push(['forward', cmd, payload]);
      return Promise.resolve({ accountId: 'a-1', theme: 'of the server' });
    },
    theme: () => ({ colorMode: 'dark', light: 'light', dark: 'dark' }),
    consent: () => null,
    showFlag: (flag) => done.push(['flag', flag]),
    closeFlag: (id) => done.push(['close flag', id]),
    destinationOf: (location) => destinationOf(location, 'birch', []),
    navigate: (href, newTab) => done.push(['navigate', href, newTab]),
    reload: () => done.push(['reload']),
    close: () => false,
    submit: (payload) => done.push(['submit', payload]) > 0,
    resize: (height) => done.push(['resize', height]),
    setTitle: (title) => done.push(['title', title]),
    emit: (name, payload) => done.push(['emit', name, payload]),
    on: () => () => undefined,
    ...changes,
  };
  return { around, done };
}

describe('answerCall', () => {
  test('invoke is the host’s to answer', async () => {
    const { around, done } = surroundings();
    await answerCall(around, 'invoke', { functionKey: 'load', payload: { a: 1 } });
    expect(done).toEqual([['forward', 'invoke', { functionKey: 'load', payload: { a: 1 } }]]);
  });

  test('a command that the page does not know goes to the host, which names it', async () => {
    const { around } = surroundings({ forward: (cmd) => Promise.reject(new Error(`not emulated: ${cmd}`)) });
    await expect(answerCall(around, 'openRovo', {})).rejects.toThrow('not emulated: openRovo');
  });

  test('the context tells the theme of this page', async () => {
    const { around } = surroundings();
    expect(await answerCall(around, 'getContext', undefined)).toEqual({
      accountId: 'a-1',
      theme: { colorMode: 'dark', light: 'light', dark: 'dark' },
    });
  });

  test('consent is null until someone was asked', async () => {
    expect(await answerCall(surroundings().around, 'getCookieConsentPreferences', undefined)).toBeNull();
    const asked = surroundings({ consent: () => preferencesOf('necessary') });
    expect(await answerCall(asked.around, 'getCookieConsentPreferences', undefined)).toEqual({
      strictlyNecessary: true,
      functional: false,
      analytics: false,
      marketing: false,
    });
  });

  test('a flag keeps its id, and an unknown type is information', async () => {
    const { around, done } = surroundings();
    await answerCall(around, 'showFlag', { id: 7, title: 'Saved', type: 'sparkling' });
    expect(done).toEqual([['flag', { id: '7', title: 'Saved', type: 'info' }]]);
  });

  test('navigation to an address without a page is refused', async () => {
    const { around, done } = surroundings();
    await answerCall(around, 'navigate', { url: '/browse/DEMO-2', type: 'new-tab' });
    expect(done).toEqual([['navigate', '/site/birch/browse/DEMO-2', true]]);
    await expect(answerCall(around, 'navigate', { url: 'javascript:alert(1)', type: 'same-tab' })).rejects.toThrow('no page');
  });

  test('what is submitted reaches whoever keeps it', async () => {
    const { around, done } = surroundings();
    expect(await answerCall(around, 'submit', { config: { chart: 'mrr' } })).toBe(true);
    expect(done).toEqual([['submit', { config: { chart: 'mrr' } }]]);
  });

  test('a height that is no number is refused', async () => {
    const { around, done } = surroundings();
    await expect(answerCall(around, 'resize', { height: '300px' })).rejects.toThrow('height');
    await answerCall(around, 'resize', { height: 300 });
    expect(done).toEqual([['resize', 300]]);
  });

  test('a function listens until it unsubscribes; a frame without functions is told by message', async () => {
    const bus = createEventBus();
    const { around } = surroundings({ on: (name, callback) => bus.on('app', name, callback) });
    const told: unknown[] = [];
    const subscription = await answerCall(around, 'on', { event: 'saved', callback: (payload: unknown) => told.push(payload) });
    bus.emit('app', 'saved', 1);
    bus.emit('app', 'other', 2);
    bus.emit('another app', 'saved', 3);
    (subscription as { unsubscribe: () => void }).unsubscribe();
    bus.emit('app', 'saved', 4);
    expect(told).toEqual([1]);
    expect(await answerCall(around, 'on', { event: 'saved' })).toBe(true);
  });
});

describe('destinationOf', () => {
  const console = { type: 'jira:adminPage', key: 'console', title: 'Console', render: 'custom', url: '/r', appKey: 'app' } as const;

  test.each([
    [{ url: '/browse/DEMO-3?focused=1' }, '/site/birch/browse/DEMO-3'],
    [{ url: '/wiki/spaces/TEAM/pages/98311/Title' }, '/site/birch/wiki/pages/98311'],
    [{ url: 'https://example.com/help' }, 'https://example.com/help'],
    [{ url: '/secure/Dashboard.jspa' }, null],
    [{ target: 'issue', issueKey: 'DEMO-4' }, '/site/birch/browse/DEMO-4'],
    [{ target: 'contentView', contentId: '98310' }, '/site/birch/wiki/pages/98310'],
    [{ target: 'module', moduleKey: 'console' }, '/site/birch/jira/admin/console'],
    [{ target: 'module', moduleKey: 'unknown' }, null],
    [undefined, null],
  ])('%j', (location, href) => {
    expect(destinationOf(location, 'birch', [console])).toBe(href);
  });
});
