import fc from 'fast-check';
import type { SubjectKind } from '../../../../src/segments/value';
import { csvFile } from '../../parts/csv';
import { fileValue, guessedUses, missingUse, rowPreparer } from './import-rows';
import type { ColumnUse } from './import-rows';
import { readRows, surveyFile } from './read-table';
import type { FileRow } from './table-reader';

const fileOf = (content: BlobPart): File => new File([content], 'file.csv');
const rowsIn = async (text: string): Promise<FileRow[]> => {
  const all: FileRow[] = [];
  const end = await readRows(fileOf(text), (rows) => {
    all.push(...rows);
    return Promise.resolve(true);
  });
  if (end !== null) throw new Error(JSON.stringify(end));
  return all;
};
const preparedOf = (rows: readonly FileRow[], uses: readonly ColumnUse[], kind: SubjectKind) => {
  const preparer = rowPreparer(uses, kind);
  const { pieces, aside } = preparer.take(rows);
  return { pieces: [...pieces, preparer.end()], aside };
};
const OWNER: readonly ColumnUse[] = [{ use: 'account' }, { use: 'property', key: 'Owner', type: 'text' }];

test.each([
  ['', 'empty'],
  ['a,b\n', 'no rows'],
  ['a,a\n1,2', 'twice'],
  ['a,b\n1', '1 cells'],
  ['a,b\n"1,2', 'never closed'],
  ['a,b\n"1"x,2', 'closing quote'],
  ['[{"a":1}', 'no whole JSON'],
  ['[1]', 'no row'],
])('%j is refused: %s', async (text, problem) => {
  expect(await surveyFile(fileOf(text))).toMatchObject({ problem: expect.stringContaining(problem) as string });
});

test('what is not UTF-8 is refused, whatever it says', async () => {
  expect(await surveyFile(fileOf(new Uint8Array([0x61, 0x2c, 0x62, 0x0a, 0xfc, 0x2c, 0x31])))).toMatchObject({
    problem: expect.stringContaining('UTF-8') as string,
  });
  expect(await surveyFile(fileOf(new Uint8Array([0xff, 0xfe, 0x61, 0x00])))).toHaveProperty('problem');
  // A letter of two bytes that the file breaks off in.
  expect(await surveyFile(fileOf(new Uint8Array([0x61, 0x0a, 0xc3])))).toHaveProperty('problem');
});

test('who is named twice, or not at all, stays out and is told with the line', async () => {
  const prepared = preparedOf(await rowsIn('account;Owner\nE-1;Ann\n;Nobody\nE-1;Bob\n\nE-2;"Ü ""x"""'), OWNER, 'account');
  expect(prepared.pieces).toEqual([
    [
      { line: 2, account: 'E-1', user: null, values: ['Ann'] },
      { line: 6, account: 'E-2', user: null, values: ['Ü "x"'] },
    ],
  ]);
  expect(prepared.aside.map(({ line }) => line)).toEqual([3, 4]);
});

test('a value of another type keeps its row out, and is told with what was asked for', async () => {
  const types = ['number', 'money', 'boolean', 'day'] as const;
  const uses: ColumnUse[] = [{ use: 'account' }, ...types.map((type) => ({ use: 'property' as const, key: type, type }))];
  const problems = ['many,1,yes,', '1,much,yes,', '1,1,perhaps,', `1,1,no,${'x'.repeat(60)}`, '1,1,no,2026-13-44', '1,1,no,2026-12-31'];
  const rows = await rowsIn(`account,a,b,c,d\n${problems.map((cells, index) => `E-${String(index)},${cells}`).join('\n')}\n`);
  expect(preparedOf(rows, uses, 'account').aside).toEqual([
    { line: 2, problem: '“number”: “many” is no number.' },
    { line: 3, problem: '“money”: “much” is no amount of US dollars.' },
    { line: 4, problem: '“boolean”: “perhaps” is neither yes nor no.' },
    { line: 5, problem: `“day”: “${'x'.repeat(40)}…” is no day such as 2026-11-21.` },
    { line: 6, problem: '“day”: “2026-13-44” is no day such as 2026-11-21.' },
  ]);
});

test('values are read by type; an empty cell leaves what is there', () => {
  expect([fileValue('money', '1,200.50'), fileValue('boolean', 'No'), fileValue('list', 'b;a'), fileValue('day', '2024-02-29')]).toEqual([
    120_050,
    false,
    ['a', 'b'],
    '2024-02-29',
  ]);
  expect([fileValue('number', 'many'), fileValue('day', '29.2.2024'), fileValue('text', ['a'])]).toEqual([undefined, undefined, undefined]);
  expect([fileValue('number', ''), fileValue('text', '  '), fileValue('list', [])]).toEqual([null, null, null]);
});

test('columns are recognised by what properties are called; what is missing is said', () => {
  const known = [{ kind: 'account', key: 'owner_name', label: 'Owner', type: 'text', isStandard: false }] as const;
  const uses = guessedUses(['Entitlement number', 'OWNER', 'mrr'], 'account', known);
  expect(uses).toEqual([{ use: 'account' }, { use: 'property', key: 'owner_name', type: 'text' }, { use: 'nothing' }]);
  expect(missingUse(uses, 'account')).toBeNull();
  expect(missingUse(uses, 'membership')).toContain('user');
  expect(missingUse([{ use: 'account' }], 'account')).toContain('property');
});

test('whatever is written into a file of ours comes out of it again, formulas among it', async () => {
  const text = fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((value) => value.trim() !== '' && value === value.trim() && !/^'\s*[=+\-@\t\r]/.test(value));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(text, fc.constantFrom('=1+1', '-x', '@a', '+', 'a"b', 'a;b', 'a,b')), { minLength: 1 }),
      async (values) => {
        const file = csvFile(
          [
            { heading: 'account', cell: (row: { name: string }) => row.name },
            { heading: 'Owner', cell: (row: { value: string }) => row.value },
          ] as never,
          values.map((value, index) => ({ name: `E-${String(index)}`, value })) as never,
        );
        const { pieces } = preparedOf(await rowsIn(file), OWNER, 'account');
        expect(pieces.flat().map((row) => row.values[0])).toEqual(values);
      },
    ),
  );
});

test('rows come in pieces, each as large as a call may be', () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => ({ line: index + 2, cells: [`E-${String(index)}`, 'x'.repeat(200)] }));
  const { pieces } = preparedOf(rows, OWNER, 'account');
  expect(pieces.flat()).toHaveLength(50_000);
  expect(Math.max(...pieces.map((piece) => JSON.stringify(piece).length))).toBeLessThan(130_000);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(1_000);
});
