import { parseCsv } from './csv';
import { readTable, textOf } from './read-table';

test('quotes, doubled quotes, line ends of both kinds, a mark at the beginning, empty lines', () => {
  expect(parseCsv('\uFEFFa,"b, c","d ""e""\nf"\r\n1,,3\n\n"",x,')).toEqual([
    ['a', 'b, c', 'd "e"\nf'],
    ['1', '', '3'],
    ['', 'x', ''],
  ]);
  expect(parseCsv('a;b\n1,5;2\n')).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ]);
});

test('a quote that never closes is told with its line', () => {
  expect(() => parseCsv('a,b\n1,"2')).toThrow('The quote that opens in line 2 is never closed.');
});

test('columns of numbers, dates and texts; missing values; rows without a target', () => {
  const text = 'seats,since,plan,churned\n1,2024-02-29,free,1.0\n?,2024-03-01,,0\n3e2,NA,paid,1\n4,,paid,\n';
  const { table, outcome, rowsLeftOut } = readTable(text, 'churned', '1');
  expect([...outcome]).toEqual([1, 0, 1]);
  expect(rowsLeftOut).toBe(1);
  const [seats, since, plan] = table.columns;
  expect(seats).toMatchObject({ kind: 'number', values: Float64Array.of(1, NaN, 300) });
  expect(since).toMatchObject({ kind: 'number', values: Float64Array.of(19782, 19783, NaN) });
  expect(plan).toMatchObject({ kind: 'category', levels: ['free', 'paid'], codes: Int32Array.of(0, -1, 1) });
});

test('what was asked for is not there', () => {
  expect(() => readTable('a,b\n1,2', 'c', '1')).toThrow('There is no column “c”. The columns are “a”, “b”.');
  expect(() => readTable('a,b\n', 'a', '1')).toThrow('The file has a header and no rows.');
  expect(() => readTable('a,b\n1,2,3\n', 'a', '1')).toThrow('Row 1 has 3 fields where the header has 2.');
  expect(() => readTable('a,b\n1,Yes\n2,No\n', 'b', 'yes')).toThrow('No row has “yes” in “b”. There are “Yes”, “No”.');
});

test('numbers with a decimal comma, a mark for thousands, a currency or a per cent; spaces around what was asked for', () => {
  const text = 'share;price;seats; gone \n1,5;"$1,200.50";1.200;yes\n-2;$3;14.000;no\n';
  const { table, outcome } = readTable(text, 'gone ', ' yes');
  expect([...outcome]).toEqual([1, 0]);
  expect(table.columns.map((column) => column.kind === 'number' && [...column.values])).toEqual([
    [1.5, -2],
    [1200.5, 3],
    [1.2, 14],
  ]);
  const percent = readTable('a,out\n12.5%,1\n3%,0\n', 'out', '1').table.columns[0];
  expect(percent).toMatchObject({ kind: 'number', values: Float64Array.of(12.5, 3) });
});

test('bytes in the ways that spreadsheets write them', () => {
  expect(textOf(Buffer.from('größe'))).toBe('größe');
  expect(textOf(Buffer.from('größe', 'latin1'))).toBe('größe');
  expect(textOf(Buffer.from('\uFEFFa,b', 'utf16le'))).toBe('a,b');
});
