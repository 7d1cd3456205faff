import fc from 'fast-check';
import { cutFile, type CutFile } from './cut-file';

const pieces = (cut: CutFile) => {
  if (cut.kind !== 'pieces') throw new Error(cut.problem);
  return cut.pieces;
};

test('each piece of a table has the first line, whole rows, and knows the file’s lines', () => {
  const text = 'id,company\r\n1,"Acme, Inc."\r\n2,"Two\r\nlines"\r\n\r\n3,"Say ""hi"""\r\n4,5" pipes\r\n';
  const cut = pieces(cutFile(text, 45));
  expect(cut.map((piece) => piece.text)).toEqual([
    'id,company\n1,"Acme, Inc."\n',
    'id,company\n2,"Two\r\nlines"\n',
    'id,company\n3,"Say ""hi"""\n',
    'id,company\n4,5" pipes\n',
  ]);
  expect(cut.map((piece) => piece.lineOf(2))).toEqual([2, 3, 6, 7]);
  expect(cut[1]?.lineOf(3)).toBe(4);
  // Two rows with an empty line between them in one piece.
  const [whole] = pieces(cutFile(text));
  expect([2, 3, 4, 5, 6].map((line) => whole?.lineOf(line))).toEqual([2, 3, 4, 6, 7]);
  expect(whole?.rows).toBe(4);
});

test('each piece of a list is a list, bare or out of an envelope', () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
  for (const file of [rows, { licenses: rows, totalCount: 3 }, { _links: {}, _embedded: { transactions: rows } }]) {
    const cut = pieces(cutFile(`\uFEFF${JSON.stringify(file, null, 2)}`, 26));
    expect(cut.map((piece) => JSON.parse(piece.text) as unknown)).toEqual([[{ id: 1 }, { id: 2 }], [{ id: 3 }]]);
    expect(cut[1]?.lineOf(1)).toBe(3);
  }
});

test.each([
  ['', 1, 'The file is empty.'],
  ['\uFEFF \n', 1, 'The file is empty.'],
  ['id,company\n', 1, 'The file has no rows.'],
  ['[]', 1, 'The file has no rows.'],
  ['{"totalCount": 3}', 1, 'The file has no list of rows.'],
  ['[{"id":1},\n{"id":2},\n{"id":', 3, 'This is no whole JSON: it breaks off or has something wrong here.'],
  ['id,company\n1,Acme\n2,"never\n3,closed\n', 3, 'A quote is opened here and never closed.'],
])('%j: line %i, %s', (text, line, problem) => {
  expect(cutFile(text)).toEqual({ kind: 'wrong', line, problem });
});

test('a row that no piece can carry is named', () => {
  expect(cutFile(`id,company\n1,Acme\n2,${'x'.repeat(100)}\n`, 80)).toMatchObject({ kind: 'wrong', line: 3 });
});

test('whatever the cells hold, the pieces together are the rows, and none is too large', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', ';', ',', '"', '\n', '\r\n', 'ø', '漢', ' ') }),
    fc.constantFrom('', '""', 'שלום'),
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }), (cells) => {
      const rows = cells.map(([one, two], index) => `${String(index)},${quoted(one)},${quoted(two)}`);
      const cut = cutFile(`id,one,two\n${rows.join('\n')}`, 300);
      if (cut.kind === 'wrong') {
        expect(cut.problem).toMatch(/alone is larger/);
        return;
      }
      const bodies = cut.pieces.map(({ text }) => {
        expect(new TextEncoder().encode(JSON.stringify(text)).length).toBeLessThanOrEqual(302);
        return text.replace(/^id,one,two\n/, '').replace(/\n$/, '');
      });
      expect(bodies.join('\n')).toBe(rows.join('\n'));
      expect(cut.pieces.reduce((sum, piece) => sum + piece.rows, 0)).toBe(rows.length);
    }),
  );
});
