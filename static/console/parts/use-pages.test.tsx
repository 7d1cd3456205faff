/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Answer } from '../../../src/contract/console';
import { usePages } from './use-pages';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

type Page = { rows: string[]; total: number };
type AskPage = (page: number) => Promise<Answer<Page>>;

function asker() {
  const asked: { page: number; settle: (answer: Answer<Page>) => Promise<void> }[] = [];
  const askPage: AskPage = (page) =>
    new Promise((resolve) => {
      const settle = (answer: Answer<Page>) =>
        act(async () => {
          resolve(answer);
          await Promise.resolve();
        });
      asked.push({ page, settle });
    });
  return { asked, askPage };
}

async function mount(first: AskPage) {
  const seen: ReturnType<typeof usePages<Page>>[] = [];
  function Probe({ askPage }: { askPage: AskPage }) {
    seen.push(usePages(askPage, 2));
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const draw = (askPage: AskPage) =>
    act(async () => {
      root.render(<Probe askPage={askPage} />);
      await Promise.resolve();
    });
  await draw(first);
  return {
    draw,
    list() {
      const latest = seen.at(-1);
      if (latest === undefined) throw new Error('Not drawn');
      return latest;
    },
  };
}

const page = (...rows: string[]): Answer<Page> => ({ ok: true, value: { rows, total: 5 } });

test('pages come as they are shown, each asked for once', async () => {
  const { asked, askPage } = asker();
  const screen = await mount(askPage);
  expect(screen.list().first).toBeNull();
  await asked[0]?.settle(page('a', 'b'));
  expect([screen.list().first?.total, screen.list().rowAt(1), screen.list().rowAt(3)]).toEqual([5, 'b', undefined]);
  screen.list().show(0, 3);
  screen.list().show(2, 4);
  expect(asked.map((each) => each.page)).toEqual([0, 1, 2]);
  await asked[2]?.settle(page('e'));
  expect([screen.list().rowAt(4), screen.list().rowAt(2)]).toEqual(['e', undefined]);
});

test('another question begins anew, keeps the old rows until its answer, and drops what the old one still brings', async () => {
  const [old, fresh] = [asker(), asker()];
  const screen = await mount(old.askPage);
  await old.asked[0]?.settle(page('a', 'b'));
  screen.list().show(2, 3);
  await screen.draw(fresh.askPage);
  expect([screen.list().refreshing, screen.list().rowAt(0)]).toEqual([true, 'a']);
  await old.asked[1]?.settle(page('c', 'd'));
  await fresh.asked[0]?.settle(page('z'));
  expect([screen.list().refreshing, screen.list().rowAt(0), screen.list().rowAt(2)]).toEqual([false, 'z', undefined]);
});

test('a refusal is told, and asked again when one tries again', async () => {
  const { asked, askPage } = asker();
  const screen = await mount(askPage);
  await asked[0]?.settle({ ok: false, code: 'failed', message: 'Busy.' });
  expect(screen.list().refusal?.message).toBe('Busy.');
  await act(async () => {
    screen.list().retry();
    await Promise.resolve();
  });
  expect(asked).toHaveLength(2);
  await asked[1]?.settle(page('a'));
  expect([screen.list().refusal, screen.list().rowAt(0)]).toEqual([null, 'a']);
});
