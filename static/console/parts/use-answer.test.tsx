/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Answer } from '../../../src/contract/console';
import type { Ask, AskInput, AskOutput } from './ask';
import { keepAnswers } from './kept-answers';
import { type Loaded, useAnswer } from './use-answer';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

type Page = { rows: never[]; total: number };
type Pending = { input: unknown; settle: (answer: Answer<Page>) => Promise<void> };

function app() {
  const pending: Pending[] = [];
  const ask = ((_call: string, input: unknown) =>
    new Promise<Answer<Page>>((resolve) => {
      pending.push({
        input,
        settle: (answer) =>
          act(async () => {
            resolve(answer);
            await Promise.resolve();
          }),
      });
    })) as unknown as Ask;
  return { pending, ask };
}

function mount({ pending, ask }: ReturnType<typeof app> = app(), first?: Page) {
  const seen: { loaded: Loaded<Page>; retry: () => void }[] = [];
  function Probe({ input }: { input: AskInput<'accounts'> | null }) {
    seen.push(useAnswer(ask, 'accounts', input, first as AskOutput<'accounts'> | undefined) as { loaded: Loaded<Page>; retry: () => void });
    return null;
  }
  const root = createRoot(document.createElement('div'));
  return {
    pending,
    now: () => seen.at(-1)?.loaded,
    retry: () =>
      act(() => {
        seen.at(-1)?.retry();
      }),
    draw: (input: AskInput<'accounts'> | null) =>
      act(() => {
        root.render(<Probe input={input} />);
      }),
  };
}

const page = (total: number): Answer<Page> => ({ ok: true, value: { rows: [], total } });
const failed: Answer<Page> = { ok: false, code: 'failed', message: 'Try again.' };

test('with an answer that came along nothing is asked before somebody wants it anew', async () => {
  const screen = mount(app(), { rows: [], total: 3 });
  screen.draw({ page: 0 });
  expect(screen.pending).toHaveLength(0);
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 3 }, refreshing: false });
  screen.retry();
  await screen.pending[0]?.settle(page(4));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 4 }, refreshing: false });
});

test('null asks nothing', () => {
  const screen = mount();
  screen.draw(null);
  expect(screen.pending).toHaveLength(0);
  expect(screen.now()).toEqual({ kind: 'idle' });
});

test('a later question keeps the earlier value, marked as refreshing', async () => {
  const screen = mount();
  screen.draw({ page: 0 });
  expect(screen.now()).toEqual({ kind: 'loading' });
  await screen.pending[0]?.settle(page(3));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 3 }, refreshing: false });
  screen.draw({ page: 1 });
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 3 }, refreshing: true });
  await screen.pending[1]?.settle(page(4));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 4 }, refreshing: false });
});

test('an answer that comes after a newer question is dropped', async () => {
  const screen = mount();
  screen.draw({ page: 0 });
  screen.draw({ page: 1 });
  await screen.pending[1]?.settle(page(1));
  await screen.pending[0]?.settle(page(99));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 1 }, refreshing: false });
});

test('a refusal is shown, and a retry asks the same again', async () => {
  const screen = mount();
  screen.draw({ page: 0 });
  await screen.pending[0]?.settle(failed);
  expect(screen.now()).toEqual({ kind: 'refused', refusal: failed });
  screen.retry();
  expect(screen.pending).toHaveLength(2);
  expect(screen.pending[1]?.input).toEqual({ page: 0 });
  await screen.pending[1]?.settle(page(7));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 7 }, refreshing: false });
});

test('while the installation is being prepared it asks again by itself', async () => {
  jest.useFakeTimers();
  try {
    const screen = mount();
    screen.draw({ page: 0 });
    await screen.pending[0]?.settle({ ok: false, code: 'not-ready', message: 'Soon.' });
    expect(screen.pending).toHaveLength(1);
    act(() => jest.runOnlyPendingTimers());
    expect(screen.pending).toHaveLength(2);
    await screen.pending[1]?.settle(page(7));
    act(() => jest.runOnlyPendingTimers());
    expect([screen.pending.length, screen.now()]).toEqual([2, { kind: 'ready', value: { rows: [], total: 7 }, refreshing: false }]);
  } finally {
    jest.useRealTimers();
  }
});

test('after a failed refresh, the retry shows the last good value while it waits', async () => {
  const screen = mount();
  screen.draw({ page: 0 });
  await screen.pending[0]?.settle(page(5));
  screen.draw({ page: 1 });
  await screen.pending[1]?.settle(failed);
  screen.retry();
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 5 }, refreshing: true });
});

test('a screen that is returned to shows its last answer at once, and the new one when it comes', async () => {
  const { pending, ask } = app();
  let now = 0;
  const keeping = { pending, ask: keepAnswers(ask, () => now) };
  const before = mount(keeping);
  before.draw({ page: 0 });
  await pending[0]?.settle(page(5));
  now += 1_000;
  const screen = mount(keeping);
  screen.draw({ page: 0 });
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 5 }, refreshing: false });
  expect(pending).toHaveLength(2);
  await pending[1]?.settle(page(6));
  expect(screen.now()).toEqual({ kind: 'ready', value: { rows: [], total: 6 }, refreshing: false });
  screen.draw({ page: 1 });
  expect(screen.now()).toMatchObject({ value: { total: 6 }, refreshing: true });
});
