import { encode, fitEncoding } from './encoding';
import type { Column, Table } from './table';

const rowsOf = (...rows: number[]) => Int32Array.from(rows);
const category = (name: string, texts: readonly (string | null)[]): Column => {
  const levels = [...new Set(texts.filter((text) => text !== null))];
  return { kind: 'category', name, levels, codes: Int32Array.from(texts, (text) => (text === null ? -1 : levels.indexOf(text))) };
};

test('numbers are scaled on the rows of training, and others by the same scale', () => {
  const table: Table = { rows: 4, columns: [{ kind: 'number', name: 'seats', values: Float64Array.of(1, 3, 100, NaN) }] };
  const encoding = fitEncoding(table, rowsOf(0, 1));
  expect(encoding.features).toEqual([{ kind: 'number', source: 'seats', mean: 2, deviation: 1, missing: 'zero' }]);
  expect([...encode(table, rowsOf(0, 1, 2, 3), encoding)[0]!]).toEqual([-1, 1, 98, -2]);
});

test('of texts the first level is dropped; missing and unknown ones are none of the others', () => {
  const table: Table = { rows: 6, columns: [category('plan', ['b', 'a', 'c', 'a', null, 'd'])] };
  const encoding = fitEncoding(table, rowsOf(0, 1, 2, 3));
  expect(encoding.features.map((feature) => (feature.kind === 'level' ? feature.level : ''))).toEqual(['b', 'c']);
  const [b, c] = encode(table, rowsOf(0, 1, 4, 5), encoding);
  const [on, off] = [(1 - 0.25) / Math.sqrt(0.1875), -0.25 / Math.sqrt(0.1875)];
  expect([...b!]).toEqual([on, off, off, off]);
  expect([...c!]).toEqual([off, off, off, off]);
});

test('where many are missing a number takes the mean and a column tells', () => {
  const values = Float64Array.from({ length: 20 }, (_, row) => (row % 2 === 0 ? NaN : row < 10 ? 4 : 6));
  const table: Table = { rows: 20, columns: [{ kind: 'number', name: 'logins', values }] };
  const encoding = fitEncoding(table, Int32Array.from(values.keys()));
  expect(encoding.features.map(({ kind }) => kind)).toEqual(['number', 'missing']);
  const [number, missing] = encode(table, rowsOf(0, 1, 11), encoding);
  expect([...number!]).toEqual([0, -1, 1]);
  expect([...missing!]).toEqual([1, -1, -1]);
});

test('of many texts the most frequent are kept', () => {
  const texts = Array.from({ length: 500 }, (_, row) => `t${row < 300 ? row % 6 : 6 + (row % 90)}`);
  const table: Table = { rows: 500, columns: [category('country', texts)] };
  const { features } = fitEncoding(table, Int32Array.from(texts.keys()));
  expect(features.map((feature) => (feature.kind === 'level' ? feature.level : '')).sort()).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
});

test('a table without the column is read as if all of it were missing', () => {
  const table: Table = { rows: 2, columns: [{ kind: 'number', name: 'seats', values: Float64Array.of(1, 3) }] };
  const encoding = fitEncoding(table, rowsOf(0, 1));
  expect([...encode({ rows: 2, columns: [] }, rowsOf(0, 1), encoding)[0]!]).toEqual([-2, -2]);
});
