/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { type Invoke, makeAsk } from '../../parts/ask';
import { groupOf, useSettings } from './use-settings';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test.each([
  ['', null],
  ['   ', null],
  [' analysts ', 'analysts'],
])('group %j', (typed, group) => {
  expect(groupOf(typed)).toBe(group);
});

async function mount(invoke: Invoke) {
  const ask = makeAsk(invoke);
  const seen: ReturnType<typeof useSettings>[] = [];
  function Probe() {
    seen.push(useSettings(ask));
    return null;
  }
  await act(async () => {
    createRoot(document.createElement('div')).render(<Probe />);
    await Promise.resolve();
  });
  return { now: () => seen.at(-1), save: (typed: string) => act(async () => seen.at(-1)?.save(typed)) };
}

const settings = (consoleGroup: string | null) => ({ consoleGroup, canChange: true, scope: 'vendor' });

test('saving shows what the app says it saved', async () => {
  const screen = await mount((call, payload) =>
    Promise.resolve({ ok: true, value: settings(call === 'access' ? null : ((payload.consoleGroup as string | undefined) ?? null)) }),
  );
  expect(screen.now()?.settings).toMatchObject({ kind: 'ready', value: { consoleGroup: null } });
  await screen.save(' analysts ');
  expect(screen.now()?.saving).toEqual({ kind: 'saved' });
  expect(screen.now()?.settings).toMatchObject({ kind: 'ready', value: { consoleGroup: 'analysts' } });
});

test('a refused change keeps the settings as they were', async () => {
  const refusal = { ok: false, code: 'not-allowed', message: 'Only administrators may.' };
  const screen = await mount((call) => Promise.resolve(call === 'access' ? { ok: true, value: settings('staff') } : refusal));
  await screen.save('everyone');
  expect(screen.now()?.saving).toEqual({ kind: 'refused', refusal });
  expect(screen.now()?.settings).toMatchObject({ kind: 'ready', value: { consoleGroup: 'staff' } });
});
