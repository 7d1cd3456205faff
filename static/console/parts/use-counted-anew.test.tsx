/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Ask } from './ask';
import { AskProvider } from './ask-context';
import { countedAnewTitle } from './counted-anew-words';
import { useCountedAnew } from './use-counted-anew';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What is known at once, after ten seconds and a minute later, and how often it was asked, where one answer follows the other. */
async function known(answers: readonly number[]) {
  let asked = 0;
  const ask = ((_call: string) => {
    asked += 1;
    return Promise.resolve({ ok: true, value: { accounts: answers[asked - 1] ?? 0 } });
  }) as unknown as Ask;
  let accounts = NaN;
  function Probe() {
    accounts = useCountedAnew();
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
  const seen = [{ accounts, asked }];
  for (const ms of [10_000, 60_000, 600_000]) {
    await act(() => jest.advanceTimersByTimeAsync(ms));
    seen.push({ accounts, asked });
  }
  act(() => {
    root.unmount();
  });
  return seen;
}

test('after the first screen it is asked how many accounts are counted anew, and each minute again until there are none', async () => {
  expect(await known([4_812, 300, 0])).toEqual([
    { accounts: 0, asked: 0 },
    { accounts: 4_812, asked: 1 },
    { accounts: 300, asked: 2 },
    { accounts: 0, asked: 3 },
  ]);
});

test('where there are none it is asked once', async () => {
  expect((await known([0])).at(-1)).toEqual({ accounts: 0, asked: 1 });
});

test('a vendor hears of how many accounts, a customer of the own site', () => {
  expect(countedAnewTitle('vendor', 4_812)).toBe('The use of 4,812 accounts is being counted anew');
  expect(countedAnewTitle('site', 1)).toBe('The use of this site is being counted anew');
});
