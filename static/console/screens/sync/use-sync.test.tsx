/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { ReportState, SyncReport } from '../../../../src/contract/sync';
import { type Invoke, makeAsk } from '../../parts/ask';
import { READ_EVERY_MS, useSync } from './use-sync';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const report = (state: ReportState, rows = 0): SyncReport => ({
  canChange: true,
  generatedAt: '2028-02-29T12:00:00.000Z',
  connection: { isComplete: true, variables: [], steps: [], policy: [] },
  reports: [
    {
      report: 'licences',
      title: 'Licences',
      state,
      pass: null,
      pieces: null,
      rows,
      setAside: 0,
      last: null,
      completeAt: null,
      nextAt: null,
      error: null,
      hasUpdates: true,
    },
  ],
  toTell: 0,
  unknown: [],
});

async function mount(answer: (call: string) => unknown) {
  const asked: string[] = [];
  const invoke: Invoke = async (call) => {
    asked.push(call);
    return await answer(call);
  };
  const ask = makeAsk(invoke);
  const seen: ReturnType<typeof useSync>[] = [];
  function Probe() {
    seen.push(useSync(ask));
    return null;
  }
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Probe />));
  const now = () => {
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was drawn');
    return last;
  };
  return {
    asked,
    now,
    pass: (ms: number) => act(async () => await jest.advanceTimersByTimeAsync(ms)),
    act: (work: () => Promise<unknown>) =>
      act(async () => {
        await work();
      }),
    see: (state: 'visible' | 'hidden') =>
      act(async () => {
        look(state);
        await Promise.resolve();
      }),
    leave: () => act(async () => root.unmount()),
  };
}
const ok = (value: SyncReport) => ({ ok: true, value });
const stateOf = ({ report: shown }: ReturnType<typeof useSync>) => (shown.kind === 'ready' ? shown.value.reports[0]?.state : shown.kind);

function look(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}
afterEach(() => {
  look('visible');
});

test('it is read again while the sync moves, and not once it is done', async () => {
  const states: ReportState[] = ['running', 'running', 'done'];
  const screen = await mount(() => ok(report(states.shift() ?? 'done')));
  expect(stateOf(screen.now())).toBe('running');
  await screen.pass(READ_EVERY_MS);
  await screen.pass(READ_EVERY_MS);
  expect(stateOf(screen.now())).toBe('done');
  expect(screen.asked).toHaveLength(3);
  await screen.pass(10 * READ_EVERY_MS);
  expect(screen.asked).toHaveLength(3);
});

test('nobody who looks away makes it ask; who looks again sees at once how it is', async () => {
  const screen = await mount(() => ok(report('running')));
  await screen.see('hidden');
  await screen.pass(10 * READ_EVERY_MS);
  expect(screen.asked).toHaveLength(1);
  await screen.see('visible');
  expect(screen.asked).toHaveLength(2);
  await screen.leave();
  await screen.pass(10 * READ_EVERY_MS);
  expect(screen.asked).toHaveLength(2);
});

test('a reading that was on its way while something was changed is dropped', async () => {
  const waiting: ((answer: unknown) => void)[] = [];
  const screen = await mount((call) => (call === 'pauseReport' ? ok(report('paused')) : new Promise((resolve) => waiting.push(resolve))));
  await screen.act(async () => {
    waiting.shift()?.(ok(report('running')));
    await Promise.resolve();
  });
  await screen.pass(READ_EVERY_MS);
  await screen.act(() => screen.now().change('pauseReport', { report: 'licences', paused: true }));
  await screen.act(async () => {
    waiting.shift()?.(ok(report('running')));
    await Promise.resolve();
  });
  expect(stateOf(screen.now())).toBe('paused');
});

test('a reading that fails in the background takes nothing away; the first one says why', async () => {
  let fails = false;
  const screen = await mount(() => (fails ? { ok: false, code: 'failed', message: 'No.' } : ok(report('running', 7))));
  fails = true;
  await screen.pass(READ_EVERY_MS);
  expect(stateOf(screen.now())).toBe('running');
  const refused = await mount(() => ({ ok: false, code: 'not-allowed', message: 'Only admins.' }));
  expect(refused.now().report).toMatchObject({ kind: 'refused', refusal: { message: 'Only admins.' } });
});
