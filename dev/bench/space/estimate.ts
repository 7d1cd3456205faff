type Row = Readonly<Record<string, unknown>>;
export type Ask = (text: string) => Promise<readonly Row[]>;

/** What an engine tells of a table: which of its columns are texts, and which columns each key holds. */
export type TableShape = {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly isText: boolean }[];
  /** Without the one that is the row's own address. */
  readonly keys: readonly (readonly string[])[];
};

/** Bytes of a column as TiDB estimates: its values, and the same once more for each key that holds it. */
export type ColumnEstimate = { readonly column: string; readonly data: number; readonly keys: number };
export type TableEstimate = {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly columns: readonly ColumnEstimate[];
};

/** TiDB counts every number as so many bytes, however narrow its column is. */
const FIXED = 8;

/** What TiDB's information schema would say of these rows, whatever engine holds them. */
export async function estimated(ask: Ask, { table, columns, keys }: TableShape): Promise<TableEstimate> {
  const sums = columns.map(({ name, isText }, index) => {
    const bytes = isText ? `COALESCE(SUM(OCTET_LENGTH(${name})), 0)` : `COUNT(*) * ${String(FIXED)}`;
    return `${bytes} AS c${String(index)}`;
  });
  const [told] = await ask(`SELECT COUNT(*) AS n, ${sums.join(', ')} FROM ${table}`);
  const parts = columns.map(({ name }, index): ColumnEstimate => {
    const data = Number(told?.[`c${String(index)}`]);
    return { column: name, data, keys: data * keys.flat().filter((part) => part === name).length };
  });
  return { table, rows: Number(told?.n), bytes: parts.reduce((sum, part) => sum + part.data + part.keys, 0), columns: parts };
}

/** A primary key of one number is the row's own address, and takes nothing. */
export function isAddress(key: readonly string[], columns: TableShape['columns']): boolean {
  const [only, ...others] = key;
  return others.length === 0 && columns.some(({ name, isText }) => name === only && !isText);
}
