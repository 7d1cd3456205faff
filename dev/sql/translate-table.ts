import { collationOf, express } from './expression';
import { identifier } from './names';
import { findWords, isOp, quoteName, quoteText, refuse, splitAtCommas, type Source } from './source';
import { columnType } from './column-type';

/** The name of an index in SQLite, where index names are shared by all tables. */
const indexName = (table: string, index: string): string => quoteName(`${table}.${index}`);

type Column = { sql: string; name: string; isAutoIncrement: boolean; isPrimary: boolean; isUnique: boolean };
type Key = { kind: 'primary' | 'unique' | 'index'; name: string; columns: string[] };

/** CREATE, ALTER, DROP and TRUNCATE as SQLite statements, in the order to run them. */
export function translateTable(source: Source): string[] {
  const { tokens } = source;
  const verb = tokens[0]?.upper ?? '';
  const object = tokens[1]?.upper ?? '';
  if (verb === 'CREATE' && object === 'TABLE') return createTable(source);
  if (verb === 'CREATE' && (object === 'INDEX' || object === 'UNIQUE')) return createIndex(source);
  if (verb === 'ALTER' && object === 'TABLE') return alterTable(source);
  if (verb === 'TRUNCATE') return [`DELETE FROM ${quoteName(nameAt(source, object === 'TABLE' ? 2 : 1))}`];
  if (verb === 'DROP' && object === 'TABLE') {
    const hasGuard = tokens[2]?.upper === 'IF';
    return splitAtCommas(source, hasGuard ? 4 : 2, tokens.length).map(
      (part) => `DROP TABLE ${hasGuard ? 'IF EXISTS ' : ''}${quoteName(nameAt(source, part.from))}`,
    );
  }
  if (verb === 'DROP' && object === 'INDEX') {
    const hasGuard = tokens[2]?.upper === 'IF';
    const at = hasGuard ? 4 : 2;
    if (tokens[at + 1]?.upper !== 'ON') return refuse(source, 'DROP INDEX without ON');
    return [`DROP INDEX ${hasGuard ? 'IF EXISTS ' : ''}${indexName(nameAt(source, at + 2), nameAt(source, at))}`];
  }
  return refuse(source, `${verb} ${object}`);
}

function nameAt(source: Source, at: number): string {
  const token = source.tokens[at];
  if (token?.kind !== 'word' && token?.kind !== 'name') return refuse(source, 'a name');
  if (isOp(source.tokens[at + 1], '.')) return refuse(source, 'a name qualified by a schema');
  return identifier(source, token);
}

function createTable(source: Source): string[] {
  const { tokens } = source;
  const hasGuard = tokens[2]?.upper === 'IF';
  const at = hasGuard ? 5 : 2;
  const table = nameAt(source, at);
  const end = source.close[at + 1] ?? -1;
  if (end < 0) return refuse(source, 'CREATE TABLE without columns');
  const collation = tableOptions(source, end + 1);
  const columns: Column[] = [];
  const keys: Key[] = [];
  for (const part of splitAtCommas(source, at + 2, end)) {
    const key = keyOf(source, part.from, part.to, keys.length);
    if (key) keys.push(key);
    else columns.push(columnOf(source, part.from, part.to, collation));
  }
  for (const column of columns) {
    if (column.isPrimary) keys.unshift({ kind: 'primary', name: 'PRIMARY', columns: [quoteName(column.name)] });
    if (column.isUnique) keys.push({ kind: 'unique', name: column.name, columns: [quoteName(column.name)] });
  }
  const counter = columns.find((column) => column.isAutoIncrement);
  const primary = keys.find((key) => key.kind === 'primary');
  const guard = hasGuard ? 'IF NOT EXISTS ' : '';
  const body = columns.map((column) => column.sql);
  // A counter is SQLite's rowid; any other table is kept in the order of its primary key, as InnoDB and TiDB keep it.
  if (primary && !counter) body.push(`PRIMARY KEY (${primary.columns.join(', ')})`);
  if (primary && counter && primary.columns.join() !== quoteName(counter.name)) body.push(`UNIQUE (${primary.columns.join(', ')})`);
  const create = `CREATE TABLE ${guard}${quoteName(table)} (${body.join(', ')}) STRICT${primary && !counter ? ', WITHOUT ROWID' : ''}`;
  const indexes = keys
    .filter((key) => key.kind !== 'primary' && !(counter && key.kind === 'unique' && key.columns.join() === quoteName(counter.name)))
    .map(
      (key) =>
        `CREATE ${key.kind === 'unique' ? 'UNIQUE ' : ''}INDEX ${guard}${indexName(table, key.name)} ON ${quoteName(table)} (${key.columns.join(', ')})`,
    );
  return [create, ...indexes];
}

const OPTIONS = new Set(['ENGINE', 'AUTO_INCREMENT', 'COMMENT', 'ROW_FORMAT', 'SHARD_ROW_ID_BITS', 'PRE_SPLIT_REGIONS', 'KEY_BLOCK_SIZE']);

/** Table options mean storage and go, except the collation that its text columns take when they state none. */
function tableOptions(source: Source, from: number): string {
  let collation = '';
  let at = from;
  while (at < source.tokens.length) {
    const word = source.tokens[at]?.upper ?? '';
    const next = source.tokens[at + 1];
    if (isOp(source.tokens[at], ',') || word === 'DEFAULT') {
      at += 1;
      continue;
    }
    const name = word === 'CHARACTER' ? 'CHARSET' : word;
    const value = at + (word === 'CHARACTER' ? 2 : 1) + (isOp(source.tokens[at + (word === 'CHARACTER' ? 2 : 1)], '=') ? 1 : 0);
    if (name === 'COLLATE') collation = source.tokens[value]?.text.toLowerCase() ?? '';
    else if (name !== 'CHARSET' && !OPTIONS.has(name))
      return refuse(source, `the table option ${source.tokens[at]?.text ?? ''} ${next?.text ?? ''}`);
    at = value + 1;
  }
  return collation;
}

function keyOf(source: Source, from: number, to: number, count: number): Key | null {
  const first = source.tokens[from]?.upper ?? '';
  const second = source.tokens[from + 1]?.upper ?? '';
  if (first === 'FOREIGN' || (first === 'CONSTRAINT' && findWords(source, from, to, 'FOREIGN', 'KEY') >= 0))
    return refuse(source, 'a foreign key');
  if (first === 'CONSTRAINT' || first === 'CHECK' || first === 'FULLTEXT' || first === 'SPATIAL') return refuse(source, first);
  // A column may be called `key` or `index` only in backticks, and then it is no word.
  const kind =
    first === 'PRIMARY' && second === 'KEY'
      ? 'primary'
      : first === 'UNIQUE'
        ? 'unique'
        : first === 'KEY' || first === 'INDEX'
          ? 'index'
          : null;
  if (!kind) return null;
  let at = from + 1;
  if (second === 'KEY' || second === 'INDEX') at += 1;
  let name = `key_${String(count)}`;
  if (!isOp(source.tokens[at], '(')) {
    name = nameAt(source, at);
    at += 1;
  }
  const end = source.close[at] ?? -1;
  if (end < 0) return refuse(source, 'a key without columns');
  const rest = source.tokens[end + 1]?.upper;
  if (end + 1 < to && rest !== 'CLUSTERED' && rest !== 'NONCLUSTERED') return refuse(source, `the key option ${rest ?? ''}`);
  return { kind, name, columns: keyColumns(source, at + 1, end, kind) };
}

function keyColumns(source: Source, from: number, to: number, kind: Key['kind']): string[] {
  return splitAtCommas(source, from, to).map((part) => {
    const name = nameAt(source, part.from);
    let at = part.from + 1;
    const prefixEnd = source.close[at] ?? -1;
    if (prefixEnd >= 0) {
      // A prefix narrows what is unique; an index without it only finds more exactly.
      if (kind !== 'index') return refuse(source, 'a prefix in a unique key');
      at = prefixEnd + 1;
    }
    const order = source.tokens[at]?.upper;
    if (at < part.to && order !== 'ASC' && order !== 'DESC') return refuse(source, 'a key column');
    return `${quoteName(name)}${at < part.to && order === 'DESC' ? ' DESC' : ''}`;
  });
}

function columnOf(source: Source, from: number, to: number, tableCollation: string): Column {
  const name = nameAt(source, from);
  const type = columnType(source, from + 1, name);
  const column: Column = { sql: '', name, isAutoIncrement: false, isPrimary: false, isUnique: false };
  let rules = '';
  let collation = tableCollation;
  let at = type.end;
  while (at < to) {
    const word = source.tokens[at]?.upper ?? '';
    const next = source.tokens[at + 1];
    if (word === 'NOT' && next?.upper === 'NULL') {
      rules += ' NOT NULL';
      at += 2;
    } else if (word === 'NULL') at += 1;
    else if (word === 'AUTO_INCREMENT') {
      column.isAutoIncrement = true;
      at += 1;
    } else if (word === 'PRIMARY' || word === 'UNIQUE') {
      if (word === 'PRIMARY') column.isPrimary = true;
      else column.isUnique = true;
      at += next?.upper === 'KEY' ? 2 : 1;
    } else if (word === 'CLUSTERED' || word === 'NONCLUSTERED') at += 1;
    else if (word === 'COMMENT') at += 2;
    else if (word === 'CHARSET') at += 2;
    else if (word === 'CHARACTER' && next?.upper === 'SET') at += 3;
    else if (word === 'COLLATE') {
      collation = next?.text.toLowerCase() ?? '';
      at += 2;
    } else if (word === 'DEFAULT') {
      const { sql, end } = defaultOf(source, at + 1);
      rules += ` DEFAULT ${sql}`;
      at = end;
    } else return refuse(source, `the column option ${source.tokens[at]?.text ?? ''} ${next?.text ?? ''}`);
  }
  if (type.isText) rules += ` COLLATE ${type.isBinary ? 'BINARY' : collation === '' ? 'NOCASE' : collationOf(source, collation)}`;
  const checks = type.checks.map((check) => ` CONSTRAINT ${quoteName(check.message)} CHECK (${check.sql})`).join('');
  column.sql = column.isAutoIncrement
    ? `${quoteName(name)} INTEGER PRIMARY KEY AUTOINCREMENT`
    : `${quoteName(name)} ${type.sql}${rules}${checks}`;
  return column;
}

function defaultOf(source: Source, at: number): { sql: string; end: number } {
  const token = source.tokens[at];
  const close = source.close[at] ?? -1;
  if (close >= 0) return { sql: `(${express(source, at + 1, close)})`, end: close + 1 };
  if (token?.kind === 'string') return { sql: quoteText(token.text), end: at + 1 };
  if (token?.kind === 'number') return { sql: token.text, end: at + 1 };
  if (isOp(token, '-')) return { sql: `-${source.tokens[at + 1]?.text ?? ''}`, end: at + 2 };
  if (token?.upper === 'NULL' || token?.upper === 'TRUE' || token?.upper === 'FALSE') return { sql: token.upper, end: at + 1 };
  if (token?.upper === 'CURRENT_TIMESTAMP' || token?.upper === 'NOW') {
    const end = source.close[at + 1] ?? -1;
    return { sql: '(mysql_now())', end: end >= 0 ? end + 1 : at + 1 };
  }
  return refuse(source, `DEFAULT ${token?.text ?? ''}`);
}

function createIndex(source: Source): string[] {
  const isUnique = source.tokens[1]?.upper === 'UNIQUE';
  let at = isUnique ? 3 : 2;
  const hasGuard = source.tokens[at]?.upper === 'IF';
  if (hasGuard) at += 3;
  const name = nameAt(source, at);
  if (source.tokens[at + 1]?.upper !== 'ON') return refuse(source, 'CREATE INDEX');
  const table = nameAt(source, at + 2);
  const end = source.close[at + 3] ?? -1;
  if (end !== source.tokens.length - 1) return refuse(source, 'an index option');
  const columns = keyColumns(source, at + 4, end, isUnique ? 'unique' : 'index');
  return [
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${hasGuard ? 'IF NOT EXISTS ' : ''}${indexName(table, name)} ON ${quoteName(table)} (${columns.join(', ')})`,
  ];
}

function alterTable(source: Source): string[] {
  const table = nameAt(source, 2);
  const into = `ALTER TABLE ${quoteName(table)}`;
  return splitAtCommas(source, 3, source.tokens.length).map((part) => {
    const verb = source.tokens[part.from]?.upper ?? '';
    let at = part.from + 1;
    const object = source.tokens[at]?.upper ?? '';
    if (verb === 'ADD') {
      const key = keyOf(source, at, part.to, 0);
      if (key?.kind === 'primary') return refuse(source, 'ADD PRIMARY KEY');
      if (key)
        return `CREATE ${key.kind === 'unique' ? 'UNIQUE ' : ''}INDEX ${indexName(table, key.name)} ON ${quoteName(table)} (${key.columns.join(', ')})`;
      if (object === 'COLUMN') at += 1;
      if (source.tokens[at]?.upper === 'IF') return refuse(source, 'ADD COLUMN IF NOT EXISTS');
      const column = columnOf(source, at, part.to, '');
      if (column.isAutoIncrement || column.isPrimary || column.isUnique) return refuse(source, 'ADD COLUMN of a key');
      return `${into} ADD COLUMN ${withDefault(column.sql)}`;
    }
    if (verb === 'DROP' && (object === 'INDEX' || object === 'KEY')) return `DROP INDEX ${indexName(table, nameAt(source, at + 1))}`;
    if (verb === 'DROP' && object !== 'PRIMARY')
      return `${into} DROP COLUMN ${quoteName(nameAt(source, object === 'COLUMN' ? at + 1 : at))}`;
    if (verb === 'RENAME' && object === 'COLUMN')
      return `${into} RENAME COLUMN ${quoteName(nameAt(source, at + 1))} TO ${quoteName(nameAt(source, at + 3))}`;
    if (verb === 'RENAME' && (object === 'TO' || object === 'AS')) return `${into} RENAME TO ${quoteName(nameAt(source, at + 1))}`;
    return refuse(source, `ALTER TABLE … ${verb} ${object}`);
  });
}

/** MySQL fills a new NOT NULL column with the zero of its type; SQLite asks for a default. */
function withDefault(column: string): string {
  if (!column.includes(' NOT NULL') || column.includes(' DEFAULT ')) return column;
  return column.replace(' NOT NULL', ` NOT NULL DEFAULT ${column.includes(' TEXT') ? "''" : '0'}`);
}
