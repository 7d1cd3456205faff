/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { AccountFilter } from '../../../src/contract/account-filter';
import type { Ask } from './ask';
import { AskProvider } from './ask-context';
import { useSegmentAnswers } from './use-segment-answers';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const NAMES = [
  { value: '7', name: 'Champions', accounts: 3 },
  { value: '31', name: 'At risk', accounts: 2 },
];
const FILTER: AccountFilter = { stage: ['Paying'], segment: ['5'] };
const inputOf = (filter: AccountFilter) => ({ filter });

async function shown(ids: readonly string[], refused: string | null = null) {
  const asked: unknown[] = [];
  const ask = ((call: string, input: { filter: AccountFilter }) => {
    asked.push({ call, ...input });
    if (call === 'accountFilter') return Promise.resolve({ ok: true, value: { segments: NAMES } });
    const [id] = input.filter.segment ?? [];
    if (id === refused) return Promise.resolve({ ok: false, code: 'failed', message: 'Try again.' });
    return Promise.resolve({ ok: true, value: { of: id } });
  }) as unknown as Ask;
  const seen: unknown[] = [];
  function Probe() {
    seen.push(useSegmentAnswers('lifecycle', inputOf, FILTER, ids).loaded);
    return null;
  }
  const root = createRoot(document.createElement('div'));
  await act(async () => {
    root.render(
      <AskProvider value={ask}>
        <Probe />
      </AskProvider>,
    );
    await Promise.resolve();
  });
  return { asked, loaded: seen.at(-1) };
}

test('each segment is asked for in place of those that are filtered for, and comes with its name', async () => {
  const ids = ['31', '7'];
  const { asked, loaded } = await shown(ids);
  expect(asked).toEqual([
    { call: 'lifecycle', filter: { stage: ['Paying'], segment: ['31'] } },
    { call: 'lifecycle', filter: { stage: ['Paying'], segment: ['7'] } },
    { call: 'accountFilter', filter: FILTER },
  ]);
  expect(loaded).toMatchObject({
    kind: 'ready',
    value: [
      { id: '31', name: 'At risk', value: { of: '31' } },
      { id: '7', name: 'Champions', value: { of: '7' } },
    ],
  });
});

test('one that is refused refuses the comparison, one that is gone says so, and none asks nothing', async () => {
  expect((await shown(['7', '31'], '31')).loaded).toMatchObject({ kind: 'refused', refusal: { message: 'Try again.' } });
  expect((await shown(['9'])).loaded).toMatchObject({ kind: 'ready', value: [{ name: 'A segment that is gone (9)' }] });
  expect((await shown([])).asked).toEqual([]);
});
