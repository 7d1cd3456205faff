/** @jest-environment jsdom */
import { TextDecoder, TextEncoder } from 'node:util';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { ImportRow } from '../../../../src/contract/profile-files';
import { type Invoke, makeAsk } from '../../parts/ask';
import type { TextFile } from './file-text';
import { importNotesIn, isSameFile } from './kept-import';
import { type ImportOf, useProfileImport } from './use-profile-import';

// jsdom has neither of the two, which every browser has.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, TextDecoder, TextEncoder });

const ROWS = 5_500;
const text = ['account,Owner', ...Array.from({ length: ROWS }, (_, index) => `E-${String(index % 5_000)},Ann ${String(index)}`)].join('\n');
const fileOf = (content: string): TextFile => ({
  name: 'owners.csv',
  size: content.length,
  lastModified: 7,
  stream: () => {
    let at = 0;
    return {
      getReader: () => ({
        read: () => {
          const value = new TextEncoder().encode(content.slice(at, (at += 10_000)));
          return Promise.resolve(value.length === 0 ? { done: true } : { done: false, value });
        },
        cancel: () => Promise.resolve(),
      }),
    } as never;
  },
});
const file = fileOf(text);
const WHAT: ImportOf = {
  file,
  rows: ROWS,
  uses: [{ use: 'account' }, { use: 'property', key: 'Owner', type: 'text' }],
  kind: 'account',
  isTrial: false,
};

/** A console that stores what it is sent, until `fails` says otherwise. */
async function open(stored: Map<string, string>, storage: Map<string, string>, fails: () => boolean = () => false) {
  const sizes: number[] = [];
  const invoke: Invoke = (_call, payload) => {
    if (fails()) return Promise.resolve({ ok: false, code: 'failed', message: 'The network is away.' });
    const { rows } = payload as unknown as { rows: ImportRow[] };
    sizes.push(rows.length);
    const unknown = rows.filter(({ account }) => account?.startsWith('X-') === true);
    const aside = unknown.map(({ line }) => ({ line, problem: 'There is no account of that number.' }));
    const known = rows.filter((row) => !unknown.includes(row));
    const news = known.filter(({ account, values }) => stored.get(account ?? '') !== values[0]);
    for (const { account, values } of news) stored.set(account ?? '', String(values[0]));
    return Promise.resolve({ ok: true, value: { changed: news.length, unchanged: known.length - news.length, aside } });
  };
  const ask = makeAsk(invoke);
  const notes = importNotesIn(() => ({
    getItem: (key) => storage.get(key) ?? null,
    setItem: (key, value) => void storage.set(key, value),
    removeItem: (key) => void storage.delete(key),
  }));
  const clock = () => Date.parse('2028-02-29T10:00:00Z');
  const seen: ReturnType<typeof useProfileImport>[] = [];
  function Probe() {
    seen.push(useProfileImport(ask, notes, clock));
    return null;
  }
  const root = createRoot(document.createElement('div'));
  await act(async () => root.render(<Probe />));
  const now = () => {
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was rendered');
    return last;
  };
  return { now, sizes, notes, close: () => act(async () => root.unmount()) };
}

test('a whole file goes in piece by piece, and says what it did', async () => {
  const stored = new Map<string, string>();
  const { now, sizes, notes, close } = await open(stored, new Map());
  await act(() => now().start(WHAT));
  expect(now().importing).toMatchObject({
    kind: 'done',
    figures: { read: ROWS, rows: ROWS, changed: 5_000, unchanged: 0, asideTotal: 500, throughLine: 5_001 },
  });
  expect(sizes).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(stored.size).toBe(5_000);
  expect(notes.read()).toBeNull();
  await act(() => now().start(WHAT));
  expect(now().importing).toMatchObject({ kind: 'done', figures: { changed: 0, unchanged: 5_000 } });
  await close();
});

test('rows that stay out are told in the order of the file, whoever left them out', async () => {
  const { now, close } = await open(new Map(), new Map());
  const content = 'account,Owner\nX-1,Ann\n,Bob\nE-1,Cleo\nE-1,Dan\nX-2,Eve\n';
  await act(() => now().start({ ...WHAT, file: fileOf(content), rows: 5 }));
  const { importing } = now();
  if (importing.kind !== 'done') throw new Error('It is not done');
  expect(importing.figures.aside.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
  expect(importing.figures).toMatchObject({ changed: 1, asideTotal: 4 });
  await close();
});

test('it rests where a call fails, says why, and goes on from there', async () => {
  const stored = new Map<string, string>();
  let calls = 0;
  let isDown = true;
  const { now, sizes, close } = await open(stored, new Map(), () => isDown && (calls += 1) > 2);
  await act(() => now().start(WHAT));
  const { importing } = now();
  expect(importing).toMatchObject({ kind: 'paused', why: 'The network is away.', figures: { throughLine: 2_001, changed: 2_000 } });
  isDown = false;
  if (importing.kind !== 'paused') throw new Error('It does not rest');
  await act(() => now().start(WHAT, importing.figures));
  expect(now().importing).toMatchObject({ kind: 'done', figures: { read: ROWS, changed: 5_000, unchanged: 0, asideTotal: 500 } });
  expect(sizes).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  await close();
});

test('a tab that is closed in the middle leaves how far it came; with the same file it goes on', async () => {
  const stored = new Map<string, string>();
  const storage = new Map<string, string>();
  let calls = 0;
  const before = await open(stored, storage, () => (calls += 1) > 3);
  await act(() => before.now().start(WHAT));
  await before.close();

  const after = await open(stored, storage);
  const kept = after.notes.read();
  if (kept === null) throw new Error('Nothing is left of it');
  expect(kept).toEqual({
    file: { name: 'owners.csv', size: text.length, lastModified: 7 },
    kind: 'account',
    rows: ROWS,
    read: 3_000,
    throughLine: 3_001,
    at: '2028-02-29T10:00:00.000Z',
  });
  expect(JSON.stringify([...storage])).not.toContain('Ann');
  expect([isSameFile(kept, file), isSameFile(kept, { ...file, size: 1 })]).toEqual([true, false]);
  await act(() => after.now().start(WHAT, { read: kept.read, throughLine: kept.throughLine }));
  expect(after.now().importing).toMatchObject({ kind: 'done', figures: { read: ROWS, changed: 2_000, asideTotal: 500 } });
  expect(stored.size).toBe(5_000);
  expect(after.notes.read()).toBeNull();
  await after.close();
});

test('a pause ends it before the next piece, and a browser that keeps nothing does not get in its way', async () => {
  const stored = new Map<string, string>();
  let calls = 0;
  const pauses: (() => void)[] = [];
  const { now, close } = await open(stored, new Map(), () => {
    calls += 1;
    if (calls === 2) pauses.forEach((pause) => pause());
    return false;
  });
  pauses.push(now().pause);
  await act(() => now().start(WHAT));
  expect(now().importing).toMatchObject({ kind: 'paused', why: 'You paused it.', figures: { throughLine: 2_001 } });
  await close();
  const none = importNotesIn(() => {
    throw new Error('Storage is off');
  });
  none.forget();
  expect(none.read()).toBeNull();
});
