import type { SqlEngine } from '../../sql/engine';

/** Bytes. `data` and `keys` are what this server says; `tidb` is what TiDB would say of the same rows. */
export type TableSpace = {
  readonly table: string;
  readonly rows: number;
  readonly data: number;
  readonly keys: number;
  readonly tidb: number;
};

type Row = Readonly<Record<string, unknown>>;

/** What each table takes, the largest first. */
export async function spaceByTable(engine: SqlEngine): Promise<TableSpace[]> {
  const ask = async (text: string): Promise<readonly Row[]> => (await engine.execute(text, [])).rows;
  const names = (await ask('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()')).map(({ name }) =>
    String(name),
  );
  for (const name of names) await ask(`ANALYZE TABLE ${name}`);
  const sizes = await ask(
    'SELECT table_name AS name, data_length AS data, index_length AS keyed FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const columns = await ask(
    `SELECT table_name AS name, column_name AS part, character_octet_length IS NOT NULL AS written FROM information_schema.columns WHERE table_schema = DATABASE()`,
  );
  const keys = await ask(
    'SELECT table_name AS name, index_name AS idx, column_name AS part FROM information_schema.statistics WHERE table_schema = DATABASE()',
  );
  const of = (rows: readonly Row[], name: string) => rows.filter((row) => row.name === name);
  const spaces: TableSpace[] = [];
  for (const { name, data, keyed } of sizes) {
    const table = String(name);
    const own = of(columns, table);
    const sums = own.map(({ part, written }) =>
      Number(written) === 1 ? `COALESCE(SUM(OCTET_LENGTH(${String(part)})), 0)` : `COUNT(*) * ${FIXED}`,
    );
    const [told] = await ask(`SELECT COUNT(*) AS n, ${sums.map((sum, index) => `${sum} AS c${String(index)}`).join(', ')} FROM ${table}`);
    const bytesOf = new Map(own.map(({ part }, index) => [String(part), Number(told?.[`c${String(index)}`])]));
    spaces.push({ table, rows: Number(told?.n), data: Number(data), keys: Number(keyed), tidb: estimate(bytesOf, of(keys, table)) });
  }
  return spaces.sort((a, b) => b.data + b.keys - a.data - a.keys);
}

/** TiDB counts every number as so many bytes, however narrow its column is. */
const FIXED = 8;

/** As TiDB's information schema estimates: its columns, and once more those of each key, unless that is one number alone, which is the row's own address. */
function estimate(bytesOf: ReadonlyMap<string, number>, keys: readonly Row[]): number {
  const primary = keys.filter(({ idx }) => idx === 'PRIMARY');
  const isAddress = primary.length === 1 && String(primary[0]?.part).endsWith('id');
  const counted = isAddress ? keys.filter(({ idx }) => idx !== 'PRIMARY') : keys;
  const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
  return sum(bytesOf.values()) + sum(counted.map(({ part }) => bytesOf.get(String(part)) ?? 0));
}
