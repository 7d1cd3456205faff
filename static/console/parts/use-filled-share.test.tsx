/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Ask } from './ask';
import { AskProvider } from './ask-context';
import { useFilledShare } from './use-filled-share';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const LIMIT = 1_000;

/** What somebody has to know before the first question, and after it. */
async function told(parts: readonly { part: string; bytes: number }[] | null) {
  const asked: string[] = [];
  const ask = ((call: string) => {
    asked.push(call);
    return Promise.resolve({ ok: true, value: { limitBytes: LIMIT, warnFrom: 0.7, parts } });
  }) as unknown as Ask;
  const shares: (number | null)[] = [];
  function Probe() {
    shares.push(useFilledShare());
    return null;
  }
  const root = createRoot(document.createElement('div'));
  act(() => {
    root.render(
      <AskProvider value={ask}>
        <Probe />
      </AskProvider>,
    );
  });
  const before = { asked: [...asked], share: shares.at(-1) };
  await act(() => jest.advanceTimersByTimeAsync(10_000));
  return { before, asked, share: shares.at(-1) };
}

test('from seven tenths of the space on somebody has to know, but the first screen comes first', async () => {
  const parts = [
    { part: 'use', bytes: 500 },
    { part: 'market', bytes: 240 },
  ];
  expect(await told(parts)).toEqual({ before: { asked: [], share: null }, asked: ['space'], share: 0.74 });
});

test('nobody has to where there is space, nor where the database does not tell', async () => {
  expect((await told([{ part: 'use', bytes: 699 }])).share).toBeNull();
  expect((await told(null)).share).toBeNull();
});
