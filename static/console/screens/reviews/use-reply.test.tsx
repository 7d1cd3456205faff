/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { type Invoke, makeAsk } from '../../parts/ask';
import { useReply } from './use-reply';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function mount(answer: unknown) {
  const asked: unknown[] = [];
  const invoke: Invoke = (call, payload) => {
    asked.push([call, payload]);
    return Promise.resolve(answer);
  };
  const ask = makeAsk(invoke);
  const seen: ReturnType<typeof useReply>[] = [];
  const replied: (string | null)[] = [];
  const onReplied = (reply: string | null) => {
    replied.push(reply);
  };
  function Probe() {
    seen.push(useReply(ask, 'review-1', null, onReplied));
    return null;
  }
  await act(async () => createRoot(document.createElement('div')).render(<Probe />));
  const now = () => {
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was drawn');
    return last;
  };
  const doing = (work: () => unknown) =>
    act(async () => {
      await work();
    });
  return { asked, replied, now, doing };
}

test('a reply is written, asked for once more, sent, and then stands there as the Marketplace took it', async () => {
  const it = await mount({ ok: true, value: { kind: 'replied', reply: 'We fixed it.' } });
  await it.doing(() => it.now().write());
  await it.doing(() => it.now().write('We fixed it. '));
  await it.doing(() => it.now().confirm('We fixed it.'));
  expect(it.asked).toEqual([]);
  await it.doing(() => it.now().back());
  expect(it.now().replying).toEqual({ kind: 'writing', text: 'We fixed it.' });
  await it.doing(() => it.now().confirm('We fixed it.'));
  await it.doing(() => it.now().send('We fixed it.'));
  expect(it.asked).toEqual([['replyToReview', { key: 'review-1', reply: 'We fixed it.' }]]);
  expect(it.replied).toEqual(['We fixed it.']);
  expect(it.now()).toMatchObject({ replying: { kind: 'closed' }, told: { words: 'The reply is on the Marketplace.', isRefused: false } });
});

test.each([
  [{ ok: true, value: { kind: 'refused', words: 'The token has expired.' } }, 'The token has expired.'],
  [{ ok: false, code: 'not-allowed', message: 'Only admins may.' }, 'Only admins may.'],
])('a refusal says why and keeps what was written', async (answer, words) => {
  const it = await mount(answer);
  await it.doing(() => it.now().confirm('We fixed it.'));
  await it.doing(() => it.now().send('We fixed it.'));
  expect(it.now()).toMatchObject({ replying: { kind: 'writing', text: 'We fixed it.' }, told: { words, isRefused: true } });
  expect(it.replied).toEqual([]);
  // Who takes a reply away has written nothing that could be lost.
  await it.doing(() => it.now().send(null));
  expect(it.now().replying).toEqual({ kind: 'closed' });
});
