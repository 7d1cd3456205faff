/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { PrivacyState } from '../../../../src/contract/privacy';
import { makeAsk } from '../../parts/ask';
import { usePrivacy } from './use-privacy';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const privacy = (change: Partial<PrivacyState>): PrivacyState => ({
  scope: 'site',
  canChange: true,
  analytics: true,
  identity: true,
  configuredIdentity: 'accountId',
  ownStore: true,
  watchUntil: null,
  egressOffSince: null,
  destinations: [],
  leaves: [],
  examples: [],
  watched: [],
  erasures: [],
  reportedAt: null,
  ...change,
});

async function mount() {
  const pending: { call: string; payload: unknown; settle: (answer: unknown) => Promise<void> }[] = [];
  const ask = makeAsk(
    (call, payload) =>
      new Promise((resolve) => {
        pending.push({
          call,
          payload,
          settle: (answer) =>
            act(async () => {
              resolve(answer);
              await Promise.resolve();
            }),
        });
      }),
  );
  const seen: ReturnType<typeof usePrivacy>[] = [];
  function Probe() {
    seen.push(usePrivacy(ask));
    return null;
  }
  await act(async () => {
    createRoot(document.createElement('div')).render(<Probe />);
    await Promise.resolve();
  });
  const now = () => {
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was drawn');
    return last;
  };
  const settle = async (index: number, value: PrivacyState) => {
    await pending[index]?.settle({ ok: true, value });
  };
  return { pending, now, settle };
}

test('a change shows what the app says it is now', async () => {
  const screen = await mount();
  await screen.settle(0, privacy({}));
  const answer = screen.now().change('setPrivacy', { analytics: false });
  expect(screen.pending[1]).toMatchObject({ call: 'setPrivacy', payload: { analytics: false } });
  expect(screen.now().state).toMatchObject({ value: { analytics: true } });
  await screen.settle(1, privacy({ analytics: false }));
  expect(screen.now().state).toMatchObject({ kind: 'ready', value: { analytics: false } });
  expect(await answer).toMatchObject({ ok: true });
});

test('a reading from before a change never undoes it on the page', async () => {
  const screen = await mount();
  await screen.settle(0, privacy({}));
  void screen.now().read();
  void screen.now().change('setPrivacy', { identity: false });
  await screen.settle(2, privacy({ identity: false }));
  await screen.settle(1, privacy({ identity: true }));
  expect(screen.now().state).toMatchObject({ value: { identity: false } });
});

test('a refused change leaves the switches as they are', async () => {
  const screen = await mount();
  await screen.settle(0, privacy({}));
  const answer = screen.now().change('setPrivacy', { analytics: false });
  await screen.pending[1]?.settle({ ok: false, code: 'not-allowed', message: 'Only admins may.' });
  expect(await answer).toMatchObject({ ok: false, message: 'Only admins may.' });
  expect(screen.now().state).toMatchObject({ value: { analytics: true } });
});

test('only the first reading may be refused; a later one that fails takes nothing away', async () => {
  const screen = await mount();
  await screen.pending[0]?.settle({ ok: false, code: 'failed', message: 'Broken.' });
  expect(screen.now().state).toMatchObject({ kind: 'refused', refusal: { message: 'Broken.' } });
  void screen.now().read();
  await screen.settle(1, privacy({ analytics: false }));
  void screen.now().read();
  await screen.pending[2]?.settle({ ok: false, code: 'failed', message: 'Broken.' });
  expect(screen.now().state).toMatchObject({ kind: 'ready', value: { analytics: false } });
});
