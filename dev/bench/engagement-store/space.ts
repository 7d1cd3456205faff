import type { SqlEngine } from '../../sql/engine';
import { estimated, isAddress } from '../space/estimate';
import type { Ask } from '../space/estimate';

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
  const ask: Ask = async (text) => (await engine.execute(text, [])).rows;
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
  const parts = await ask(
    'SELECT table_name AS name, index_name AS idx, column_name AS part FROM information_schema.statistics WHERE table_schema = DATABASE()',
  );
  const of = (rows: readonly Row[], name: unknown) => rows.filter((row) => row.name === name);
  const spaces: TableSpace[] = [];
  for (const { name, data, keyed } of sizes) {
    const own = of(columns, name).map(({ part, written }) => ({ name: String(part), isText: Number(written) === 1 }));
    const held = of(parts, name);
    const keys = [...new Set(held.map(({ idx }) => idx))]
      .map((idx) => ({ isPrimary: idx === 'PRIMARY', key: held.filter((one) => one.idx === idx).map(({ part }) => String(part)) }))
      .filter(({ isPrimary, key }) => !isPrimary || !isAddress(key, own));
    const { rows, bytes } = await estimated(ask, { table: String(name), columns: own, keys: keys.map(({ key }) => key) });
    spaces.push({ table: String(name), rows, data: Number(data), keys: Number(keyed), tidb: bytes });
  }
  return spaces.sort((a, b) => b.data + b.keys - a.data - a.keys);
}
