import { Database } from 'node-sqlite3-wasm';
import { estimated, isAddress } from './estimate';
import type { Ask, TableEstimate, TableShape } from './estimate';

/** Tables of a store in a file that nobody has open, the largest first. */
export async function estimateOfFile(file: string): Promise<TableEstimate[]> {
  const database = new Database(file, { readOnly: true });
  const ask: Ask = (text) => Promise.resolve(database.all(text));
  try {
    const tables = await ask(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`);
    const estimates: TableEstimate[] = [];
    for (const { name } of tables) estimates.push(await estimated(ask, await shapeOf(ask, String(name))));
    return estimates.sort((a, b) => b.bytes - a.bytes);
  } finally {
    database.close();
  }
}

async function shapeOf(ask: Ask, table: string): Promise<TableShape> {
  const columns = (await ask(`SELECT name, type FROM pragma_table_info('${table}')`)).map(({ name, type }) => ({
    name: String(name),
    isText: type !== 'INTEGER' && type !== 'REAL',
  }));
  const keys: string[][] = [];
  for (const { name, origin } of await ask(`SELECT name, origin FROM pragma_index_list('${table}')`)) {
    const key = (await ask(`SELECT name FROM pragma_index_info('${String(name)}') ORDER BY seqno`)).map((part) => String(part.name));
    if (origin !== 'pk' || !isAddress(key, columns)) keys.push(key);
  }
  return { table, columns, keys };
}
