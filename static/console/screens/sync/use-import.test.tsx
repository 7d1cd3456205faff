/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { type Invoke, makeAsk } from '../../parts/ask';
import { cutFile } from './cut-file';
import { useImport } from './use-import';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function mount(answer: (call: string, payload: Record<string, unknown>) => unknown) {
  const asked: { call: string; payload: Record<string, unknown> }[] = [];
  const invoke: Invoke = async (call, payload) => {
    asked.push({ call, payload });
    return await answer(call, payload);
  };
  const ask = makeAsk(invoke);
  const seen: ReturnType<typeof useImport>[] = [];
  let stored = 0;
  const onStored = () => {
    stored += 1;
  };
  const small = (text: string) => cutFile(text, 40);
  function Probe() {
    seen.push(useImport(ask, onStored, small));
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
    stored: () => stored,
    bring: (text: string) =>
      act(async () => {
        await now().start('licences', { name: 'export.csv', text: () => Promise.resolve(text) });
      }),
  };
}
const imported = (part: object = {}) => ({ ok: true, value: { kind: 'imported', read: 1, changed: 1, aside: [], asideTotal: 0, ...part } });
const FILE = 'id,company\n1,Acme and Sons\n2,Babel Fish\n3,Cyberdyne\n';

test('a file goes in piece by piece, and what was set aside is told by the lines of the file', async () => {
  const screen = await mount((call, { text }) =>
    call === 'importDone'
      ? { ok: true, value: {} }
      : imported(String(text).includes('\n3,') ? { aside: [{ line: 2, problem: 'tier: missing' }], asideTotal: 1, changed: 0 } : {}),
  );
  await screen.bring(FILE);
  expect(screen.asked.map(({ call }) => call)).toEqual(['importPiece', 'importPiece', 'importPiece', 'importDone']);
  expect(screen.asked[1]?.payload).toEqual({ report: 'licences', text: 'id,company\n2,Babel Fish\n' });
  expect(screen.now().importing).toMatchObject({
    kind: 'done',
    stoppedBy: null,
    figures: { read: 3, changed: 2, rows: 3, aside: [{ line: 4, problem: 'tier: missing' }], asideTotal: 1 },
  });
  expect(screen.stored()).toBe(1);
});

test('a wrong file says what is wrong with which line, and nothing more is asked', async () => {
  const screen = await mount(() => ({
    ok: true,
    value: { kind: 'wrong-file', line: 2, problem: 'These look like transactions, not licences.' },
  }));
  await screen.bring(FILE);
  expect(screen.now().importing).toMatchObject({ kind: 'wrong-file', line: 2, problem: 'These look like transactions, not licences.' });
  expect(screen.asked.map(({ call }) => call)).toEqual(['importPiece']);
  await screen.bring('id,company\n1,"Acme\n');
  expect(screen.now().importing).toMatchObject({ kind: 'wrong-file', line: 2, problem: 'A quote is opened here and never closed.' });
  expect(screen.asked).toHaveLength(1);
});

test('broken off in the middle it says where, and what came in is brought to the accounts', async () => {
  let calls = 0;
  const screen = await mount((call) => {
    if (call === 'importDone') return { ok: true, value: {} };
    calls += 1;
    return calls === 3 ? { ok: true, value: { kind: 'wrong-file', line: 2, problem: '3 cells, not 2.' } } : imported();
  });
  await screen.bring(FILE);
  expect(screen.now().importing).toMatchObject({
    kind: 'done',
    figures: { read: 2 },
    stoppedBy: 'The file goes wrong at line 4: 3 cells, not 2.',
  });
  expect(screen.asked.at(-1)?.call).toBe('importDone');
});

test('a refusal and a stop are told in words', async () => {
  const refused = await mount(() => ({ ok: false, code: 'not-allowed', message: 'Only admins may.' }));
  await refused.bring(FILE);
  expect(refused.now().importing).toMatchObject({ kind: 'done', figures: { read: 0 }, stoppedBy: 'Only admins may.' });
  const stopped = await mount((call) => {
    if (call === 'importDone') return { ok: true, value: {} };
    stopped.now().stop();
    return imported();
  });
  await stopped.bring(FILE);
  expect(stopped.now().importing).toMatchObject({ kind: 'done', figures: { read: 1 }, stoppedBy: 'You stopped it.' });
});
