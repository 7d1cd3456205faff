import fc from 'fast-check';
import { csvCell, csvFile } from './csv';

test.each([
  [null, ''],
  [0, '0'],
  [-12.5, '-12.5'],
  [Number.NaN, ''],
  ['Northwind', 'Northwind'],
  ['Smith, Jones', '"Smith, Jones"'],
  ['the "best"', '"the ""best"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', '"\'=1+1"'],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@sum', '"\'@sum"'],
  ['\t=1', '"\'\t=1"'],
  ['  =1', '"\'  =1"'],
  ['\r=1', '"\'\r=1"'],
])('cell %j', (value, text) => {
  expect(csvCell(value)).toBe(text);
});

/** A reader by RFC 4180, written apart from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ',' || char === '\r') {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (char === '\n') rows.push([]);
    else cell += char;
  }
  return rows.slice(0, -1);
}

test('whatever the texts are, a reader gets each back in its cell, and none begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
      const columns = [
        { heading: 'First', cell: (row: [string, string]) => row[0] },
        { heading: 'Second', cell: (row: [string, string]) => row[1] },
      ];
      const [heading, ...cells] = readCsv(csvFile(columns, rows).slice(1));
      expect(heading).toEqual(['First', 'Second']);
      expect(cells.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
      );
      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('the file starts with a byte order mark and ends its lines with CRLF', () => {
  expect(csvFile([{ heading: 'Day', cell: (day: string) => day }], ['2026-11-21'])).toBe('\uFEFFDay\r\n2026-11-21\r\n');
});
