import type { CategoryColumn, Column, Table } from './table';

/** The rows of all tables, one after the other. A column that one of them lacks is missing there; texts find their level by what they say. */
export function joinTables(tables: readonly Table[]): Table {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const kinds = new Map<string, Column['kind']>();
  // A column without any value is a number's until a table knows better.
  for (const { columns } of tables)
    for (const { name, kind } of columns) if (kind === 'category' || !kinds.has(name)) kinds.set(name, kind);
  return {
    rows,
    columns: [...kinds].map(([name, kind]) => (kind === 'number' ? joinNumbers(name, tables, rows) : joinTexts(name, tables, rows))),
  };
}

function joinNumbers(name: string, tables: readonly Table[], rows: number): Column {
  const values = new Float64Array(rows).fill(NaN);
  let start = 0;
  for (const table of tables) {
    const column = table.columns.find((each) => each.name === name);
    if (column?.kind === 'number') values.set(column.values, start);
    start += table.rows;
  }
  return { kind: 'number', name, values };
}

function joinTexts(name: string, tables: readonly Table[], rows: number): CategoryColumn {
  const own = tables.map((table) => table.columns.find((each) => each.name === name));
  const levels = [...new Set(own.flatMap((column) => (column?.kind === 'category' ? column.levels : [])))].sort();
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = new Int32Array(rows).fill(-1);
  let start = 0;
  tables.forEach((table, index) => {
    const column = own[index];
    if (column?.kind === 'category') {
      const codeHere = column.levels.map((level) => codeOf.get(level) ?? -1);
      column.codes.forEach((code, row) => {
        if (code >= 0) codes[start + row] = codeHere[code] ?? -1;
      });
    }
    start += table.rows;
  });
  return { kind: 'category', name, codes, levels };
}
