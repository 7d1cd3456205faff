import { express, expressColumns } from './expression';
import { identifier } from './names';
import { findWords, isOp, quoteName, refuse, splitAtCommas, type KeysOf, type Source } from './source';
import { translateTable } from './translate-table';
import { matchParens, tokenize } from './tokens';

/**
 * What SQLite is to run for one MySQL statement. `read` gives rows. `write` is one statement; `counts` says how its
 * `affectedRows` come about: `plain` from SQLite, `changed` with the help of `mysql_changed`, which every row that an
 * UPDATE or an upsert touches calls once, `replaced` by the growth of the table. `ddl` is run in one transaction.
 */
export type Translation =
  | { readonly kind: 'read'; readonly sql: string }
  | {
      readonly kind: 'write';
      readonly sql: string;
      readonly counts: 'plain' | 'changed' | 'replaced';
      readonly verb: WriteVerb;
      readonly table: string;
    }
  | { readonly kind: 'ddl'; readonly sql: readonly string[] };
export type WriteVerb = 'insert' | 'update' | 'delete';

/**
 * Translates one statement. What has no equal in SQLite is an `UntranslatableSql` that names the construct. Linear in the
 * text. `keysOf` knows the unique keys of the tables: an upsert tries them in MySQL's order, LIMIT picks rows by them.
 */
export function translate(text: string, keysOf: KeysOf = () => []): Translation {
  const tokens = tokenize(text);
  const source: Source = { text, tokens, close: matchParens(tokens, text), params: 0, numbered: false, newRow: null, keysOf };
  const verb = tokens[0]?.upper;
  switch (verb) {
    case 'SELECT':
    case 'WITH':
      return { kind: 'read', sql: select(source, 0, tokens.length, true) };
    case 'EXPLAIN':
      // The plan is SQLite's own: its columns are not MySQL's.
      return { kind: 'read', sql: `EXPLAIN QUERY PLAN ${select(source, 1, tokens.length, false)}` };
    case 'SHOW':
      if (tokens[1]?.upper !== 'TABLES' || tokens.length > 2) return refuse(source, 'SHOW');
      return {
        kind: 'read',
        sql: `SELECT name AS "Tables" FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name`,
      };
    case 'INSERT':
    case 'REPLACE':
      return insert(source);
    case 'UPDATE':
      return update(source);
    case 'DELETE':
      return remove(source);
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
    case 'TRUNCATE':
    case 'RENAME':
      return { kind: 'ddl', sql: translateTable(source) };
    default:
      return refuse(source, `the statement ${verb ?? '(empty)'}`);
  }
}

function select(source: Source, from: number, to: number, isNamed: boolean): string {
  const start = source.tokens[from]?.upper === 'SELECT' ? from : findWords(source, from, to, 'SELECT');
  if (start < 0) return refuse(source, 'a WITH that is no SELECT');
  if (!isNamed) return express(source, from, to);
  const hasMode = source.tokens[start + 1]?.upper === 'DISTINCT' || source.tokens[start + 1]?.upper === 'ALL';
  const columns = start + (hasMode ? 2 : 1);
  const ends = ['FROM', 'UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', 'WHERE']
    .map((word) => findWords(source, columns, to, word))
    .filter((at) => at >= 0);
  const end = Math.min(to, ...ends);
  // Written in the order in which it stands: parameters count as they come.
  const before = express(source, from, columns);
  return `${before} ${expressColumns(source, columns, end)} ${express(source, end, to)}`.trim();
}

function insert(source: Source): Translation {
  const { tokens } = source;
  const isReplace = tokens[0]?.upper === 'REPLACE';
  let at = 1;
  const isIgnore = tokens[at]?.upper === 'IGNORE';
  if (isIgnore) at += 1;
  if (tokens[at]?.upper === 'INTO') at += 1;
  const table = tableName(source, at);
  at += 1;
  let columns = '';
  const columnsEnd = source.close[at] ?? -1;
  if (columnsEnd >= 0 && tokens[at + 1]?.upper !== 'SELECT') {
    columns = splitAtCommas(source, at + 1, columnsEnd)
      .map((part) => columnName(source, part.from, part.to))
      .join(', ');
    at = columnsEnd + 1;
  }
  const duplicate = findWords(source, at, tokens.length, 'ON', 'DUPLICATE', 'KEY', 'UPDATE');
  let bodyEnd = duplicate < 0 ? tokens.length : duplicate;
  const into = `INSERT ${isReplace ? 'OR REPLACE ' : isIgnore ? 'OR IGNORE ' : ''}INTO ${quoteName(table)}${columns ? ` (${columns})` : ''}`;
  let body: string;
  let newRow = '';
  const first = tokens[at]?.upper;
  if (first === 'VALUES' || first === 'VALUE') {
    if (tokens[bodyEnd - 2]?.upper === 'AS') {
      newRow = tokens[bodyEnd - 1]?.text ?? '';
      bodyEnd -= 2;
    }
    const rows = express(source, at + 1, bodyEnd);
    body = rows === '()' ? 'DEFAULT VALUES' : `VALUES ${rows}`;
  } else if (first === 'SELECT' || first === 'WITH') {
    const query = select(source, at, bodyEnd, false);
    // Without the WHERE, SQLite would read ON CONFLICT as the condition of a join.
    body = duplicate < 0 ? query : `SELECT * FROM (${query}) WHERE true`;
  } else return refuse(source, `INSERT … ${first ?? ''}`);
  if (duplicate < 0) return { kind: 'write', sql: `${into} ${body}`, counts: isReplace ? 'replaced' : 'plain', verb: 'insert', table };
  source.numbered = true;
  source.newRow = newRow;
  const list = assignments(source, duplicate + 4, tokens.length, table);
  // One key needs no naming; with several, MySQL updates the row that the first of them hits.
  const keys = source.keysOf(table);
  const targets = keys.length > 1 ? keys.map((key) => ` (${key.map(quoteName).join(', ')})`) : [''];
  const conflicts = targets.map((target) => ` ON CONFLICT${target} DO UPDATE SET ${list}`).join('');
  return { kind: 'write', sql: `${into} ${body}${conflicts}`, counts: 'changed', verb: 'insert', table };
}

function update(source: Source): Translation {
  const { tokens } = source;
  const table = tableName(source, 1);
  let at = 2;
  let alias = '';
  if (tokens[at]?.upper === 'AS') at += 1;
  if (tokens[at]?.upper !== 'SET') {
    alias = tokens[at]?.text ?? '';
    at += 1;
  }
  if (tokens[at]?.upper !== 'SET') return refuse(source, 'an UPDATE of several tables');
  const ends = ['WHERE', 'ORDER', 'LIMIT'].map((word) => findWords(source, at, tokens.length, word)).filter((found) => found >= 0);
  const end = Math.min(tokens.length, ...ends);
  source.numbered = true;
  const list = assignments(source, at + 1, end, alias || table);
  const target = `${quoteName(table)}${alias ? ` AS ${quoteName(alias)}` : ''}`;
  return {
    kind: 'write',
    sql: `UPDATE ${target} SET ${list} ${whichRows(source, end, table, target)}`.trim(),
    counts: 'changed',
    verb: 'update',
    table,
  };
}

function remove(source: Source): Translation {
  const { tokens } = source;
  if (tokens[1]?.upper !== 'FROM') return refuse(source, 'a DELETE from several tables');
  const table = tableName(source, 2);
  const next = tokens[3]?.upper;
  if (next !== undefined && next !== 'WHERE' && next !== 'ORDER' && next !== 'LIMIT')
    return refuse(source, 'a DELETE that names more than its table');
  return {
    kind: 'write',
    sql: `DELETE FROM ${quoteName(table)} ${whichRows(source, 3, table, quoteName(table))}`.trim(),
    counts: 'plain',
    verb: 'delete',
    table,
  };
}

/** WHERE of an UPDATE or DELETE. SQLite knows no LIMIT there, so a limited one picks its rows by primary key. */
function whichRows(source: Source, from: number, table: string, target: string): string {
  const to = source.tokens.length;
  const condition = express(source, from, to);
  if (findWords(source, from, to, 'LIMIT') < 0) {
    const order = findWords(source, from, to, 'ORDER', 'BY');
    return order < 0 ? condition : refuse(source, 'ORDER BY without LIMIT in a write');
  }
  const key = source.keysOf(table)[0]?.map(quoteName).join(', ') ?? refuse(source, 'LIMIT in a write to a table without a key');
  return `WHERE (${key}) IN (SELECT ${key} FROM ${target} ${condition})`;
}

/**
 * The SET list. The first column goes through `mysql_changed`, which is told whether any column gets another value, and
 * so counts the rows as MySQL does. An expression that reads a column assigned before it is refused: MySQL sees the new
 * value there, SQLite the old one.
 */
function assignments(source: Source, from: number, to: number, table: string): string {
  const assigned = new Set<string>();
  const list = splitAtCommas(source, from, to).map((part) => {
    let at = part.from;
    while (at < part.to && !isOp(source.tokens[at], '=')) at += 1;
    const column = source.tokens[at - 1]?.text ?? '';
    const qualifier = at - part.from === 3 ? source.tokens[part.from]?.text : undefined;
    if (at >= part.to || (at - part.from !== 1 && qualifier?.toLowerCase() !== table.toLowerCase())) return refuse(source, 'an assignment');
    for (let seen = at + 1; seen < part.to; seen += 1) {
      const token = source.tokens[seen];
      const owner = isOp(source.tokens[seen - 1], '.') ? source.tokens[seen - 2]?.text.toLowerCase() : undefined;
      const isOwn = owner === undefined ? !isInsideValues(source, seen) : owner === table.toLowerCase();
      if ((token?.kind === 'word' || token?.kind === 'name') && isOwn && assigned.has(token.text.toLowerCase())) {
        return refuse(source, `reading ${token.text} after assigning it`);
      }
    }
    assigned.add(column.toLowerCase());
    return { column: quoteName(column), value: express(source, at + 1, part.to) };
  });
  const owner = quoteName(table);
  const isChanged = list.map(({ column, value }) => `${owner}.${column} COLLATE BINARY IS NOT (${value})`).join(' OR ');
  return list
    .map(({ column, value }, index) =>
      index === 0 ? `${column} = iif(mysql_changed(${isChanged}), (${value}), ${owner}.${column})` : `${column} = (${value})`,
    )
    .join(', ');
}

const isInsideValues = (source: Source, at: number): boolean =>
  isOp(source.tokens[at - 1], '(') && source.tokens[at - 2]?.upper === 'VALUES';

function tableName(source: Source, at: number): string {
  const token = source.tokens[at];
  if (token?.kind !== 'word' && token?.kind !== 'name') return refuse(source, 'a table name');
  if (isOp(source.tokens[at + 1], '.')) return refuse(source, 'a name qualified by a schema');
  return identifier(source, token);
}

function columnName(source: Source, from: number, to: number): string {
  const token = source.tokens[from];
  if (to - from !== 1 || (token?.kind !== 'word' && token?.kind !== 'name')) return refuse(source, 'a column name');
  return quoteName(identifier(source, token));
}
