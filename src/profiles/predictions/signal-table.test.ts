import fc from 'fast-check';
import { firingOf } from '../../prediction/condition';
import type { Rule } from '../../prediction/condition';
import type { Table } from '../../prediction/table';
import { recut, signalTable } from './signal-table';

const numbers = (values: readonly number[]): Table => ({
  rows: values.length,
  columns: [{ kind: 'number', name: 'Uses', values: Float64Array.from(values) }],
});

test('each signal becomes a column that says whether it fires', () => {
  const few: Rule = { kind: 'below', column: 'Uses', threshold: 3 };
  const { columns } = signalTable([{ words: 'Few uses', rule: few }], numbers([1, 5, NaN]));
  expect(columns).toEqual([{ kind: 'number', name: 'Few uses', values: Float64Array.of(1, 0, NaN) }]);
});

test('rows that are held out have no say in where a proposal cuts', () => {
  const train = Int32Array.from({ length: 60 }, (_, row) => row);
  const seen = Array.from({ length: 60 }, (_, row) => row % 12);
  const came = seen.map((uses) => (uses < 4 ? 1 : 0));
  fc.assert(
    fc.property(fc.array(fc.record({ uses: fc.integer({ min: 0, max: 12 }), label: fc.constantFrom(0, 1) }), { maxLength: 30 }), (held) => {
      const table = numbers([...seen, ...held.map(({ uses }) => uses)]);
      const outcome = Uint8Array.from([...came, ...held.map(({ label }) => label)]);
      const cut = recut({ kind: 'below', column: 'Uses', threshold: 9 }, table, outcome, train);
      expect(cut).toEqual({ kind: 'below', column: 'Uses', threshold: 4 });
    }),
  );
});

test('a proposal that those rows would not make fires for nobody; what was written stays as it is', () => {
  const table = numbers(Array.from({ length: 60 }, (_, row) => row % 12));
  const outcome = Uint8Array.from({ length: 60 }, (_, row) => (row % 12 < 4 ? 1 : 0));
  const rows = Int32Array.from(outcome.keys());
  const other = recut({ kind: 'atLeast', column: 'Uses', threshold: 4 }, table, outcome, rows);
  expect(firingOf(other, table).every((fires) => fires === 0)).toBe(true);
  const level: Rule = { kind: 'is', column: 'Region', level: 'EMEA' };
  expect(recut(level, table, outcome, rows)).toBe(level);
  const both = recut({ kind: 'both', of: [{ kind: 'below', column: 'Uses', threshold: 9 }, level] }, table, outcome, rows);
  expect(both).toEqual({ kind: 'all', of: [{ kind: 'below', column: 'Uses', threshold: 4 }, level] });
});
