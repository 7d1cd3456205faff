import fc from 'fast-check';
import type { TextFile } from './file-text';
import { readRows, surveyFile } from './read-table';
import type { FileRow } from './table-reader';

/** A file that the browser hands over in pieces of so many bytes. */
function fileIn(text: string, bytes: number): TextFile {
  const all = new TextEncoder().encode(text);
  const stream = () => {
    let at = 0;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (at >= all.length) controller.close();
        else controller.enqueue(all.slice(at, (at += bytes)));
      },
    });
  };
  return { name: 'file', size: all.length, lastModified: 1, stream };
}

async function rowsOf(file: TextFile) {
  const rows: FileRow[] = [];
  let columns: readonly string[] = [];
  const trouble = await readRows(file, (some, known) => {
    rows.push(...some);
    columns = known;
    return Promise.resolve(true);
  });
  return { rows, columns, trouble };
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r', '{', '}', '[', ']', '\\', ' ') });
const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

test('wherever a CSV file breaks into pieces, its rows are what was written', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n', '\r'), async (cells, bytes, end) => {
      const text = ['a;b', ...cells.map((row) => row.map(quoted).join(';'))].join(end);
      const { rows, columns, trouble } = await rowsOf(fileIn(text, bytes));
      expect({ trouble, columns, cells: rows.map((row) => row.cells) }).toEqual({ trouble: null, columns: ['a', 'b'], cells });
    }),
  );
});

test('wherever a JSON list breaks into pieces, its rows are what was written, columns in the order in which they come', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 2), async (cells, bytes, indent) => {
      const entries = cells.map(([a, b], index) => (index === 0 ? { a } : { b, a, c: { of: [b, 1] } }));
      const { rows, columns, trouble } = await rowsOf(fileIn(JSON.stringify(entries, null, indent), bytes));
      expect(trouble).toBeNull();
      expect(columns).toEqual(cells.length === 1 ? ['a'] : ['a', 'b', 'c']);
      expect(rows.map((row) => row.cells)).toEqual(
        cells.map(([a, b], index) => (index === 0 ? [a] : [a, b, JSON.stringify({ of: [b, 1] })])),
      );
    }),
  );
});

test.each(['[{"a":1}', '[{"a":1},]', '[{"a":1}] x', '[{"a":1} {"a":2}]', '[,]', '[{"a":"]'])('%j is no whole list', async (text) => {
  for (const bytes of [1, 100])
    expect((await rowsOf(fileIn(text, bytes))).trouble).toMatchObject({ problem: expect.stringContaining('no whole JSON') as string });
});

test('a quote that nobody closes is told before all of the file is held', async () => {
  let read = 0;
  const endless: TextFile = {
    ...fileIn('', 1),
    stream: () =>
      new ReadableStream({
        pull(controller) {
          read += 1;
          controller.enqueue(new TextEncoder().encode(read === 1 ? 'a,b\n"' : 'x'.repeat(100_000)));
        },
      }),
  };
  expect(await surveyFile(endless)).toMatchObject({ line: 2, problem: expect.stringContaining('never closed') as string });
  expect(read).toBeLessThan(20);
});

test('a file that can no longer be read says so', async () => {
  const gone: TextFile = { ...fileIn('', 1), stream: () => new ReadableStream({ pull: () => Promise.reject(new Error('changed')) }) };
  expect(await surveyFile(gone)).toMatchObject({ problem: expect.stringContaining('choose it again') as string });
});

test('of the rows of a file only the first are held', async () => {
  const table = await surveyFile(fileIn(`a\n${'1\n'.repeat(30_000)}`, 1_000));
  expect(table).toMatchObject({ rows: 30_000 });
  expect('first' in table && table.first).toHaveLength(50);
});
