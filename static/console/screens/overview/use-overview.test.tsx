/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Ask } from '../../parts/ask';
import { DEFAULT_QUERY, type OverviewQuery } from './query';
import { useOverview } from './use-overview';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const firstPage = { rows: [], total: 1 };
const narrowed = { rows: [], total: 2 };

async function mount() {
  const asked: string[] = [];
  const ask = ((call: string) => {
    asked.push(call);
    return Promise.resolve({ ok: true, value: call === 'overview' ? { accounts: firstPage } : narrowed });
  }) as unknown as Ask;
  const seen: ReturnType<typeof useOverview>[] = [];
  function Probe({ query, search }: { query: OverviewQuery; search: string }) {
    seen.push(useOverview(ask, query, search));
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const draw = (query: OverviewQuery, search = '') =>
    act(async () => {
      root.render(<Probe query={query} search={search} />);
      await Promise.resolve();
    });
  await draw(DEFAULT_QUERY);
  return { asked, draw, accounts: () => seen.at(-1)?.accounts };
}

test('opening asks once, and the account list comes with it', async () => {
  const screen = await mount();
  expect(screen.asked).toEqual(['overview']);
  expect(screen.accounts()).toEqual({ kind: 'ready', value: firstPage, refreshing: false });
});

test('a filter or a search asks for accounts alone; back at the start, nothing', async () => {
  const screen = await mount();
  await screen.draw({ ...DEFAULT_QUERY, standing: 'paid-silent' });
  expect(screen.asked).toEqual(['overview', 'accounts']);
  expect(screen.accounts()).toEqual({ kind: 'ready', value: narrowed, refreshing: false });
  await screen.draw(DEFAULT_QUERY, 'north');
  expect(screen.asked).toEqual(['overview', 'accounts', 'accounts']);
  await screen.draw(DEFAULT_QUERY);
  expect(screen.asked).toHaveLength(3);
  expect(screen.accounts()).toEqual({ kind: 'ready', value: firstPage, refreshing: false });
});

test('another range asks for the overview alone', async () => {
  const screen = await mount();
  await screen.draw({ ...DEFAULT_QUERY, rangeDays: 90 });
  expect(screen.asked).toEqual(['overview', 'overview']);
});
