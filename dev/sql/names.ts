import { RESERVED } from './keywords';
import { quoteName, refuse, type Source } from './source';
import type { SqlToken } from './tokens';

/** The schema that everything is in, as DATABASE() says. */
export const SCHEMA = 'main';

/** What MySQL tells of tables, as far as it is asked: the space of each with its keys, page by page. */
const TABLES = `(SELECT '${SCHEMA}' AS "table_schema", s."tbl_name" AS "table_name",
  SUM(CASE WHEN s."type" = 'table' THEN d."pgsize" ELSE 0 END) AS "data_length",
  SUM(CASE WHEN s."type" = 'index' THEN d."pgsize" ELSE 0 END) AS "index_length"
  FROM "sqlite_schema" s JOIN "dbstat" d ON d."name" = s."name" AND d."aggregate" = 1 WHERE s."tbl_name" NOT GLOB 'sqlite_*' GROUP BY s."tbl_name")`;

/** A name of one or two parts, the second after a dot. */
export function reference(source: Source, from: number, to: number): string {
  const parts: string[] = [];
  for (let at = from; at <= to; at += 2) {
    const token = source.tokens[at];
    if (!token || (token.kind === 'op' && token.text !== '*')) refuse(source, 'a qualified name');
    parts.push(token.kind === 'op' ? '*' : at > from ? token.text : identifier(source, token));
  }
  if (parts.length > 2) refuse(source, 'a name qualified by a schema');
  if (parts.join('.').toLowerCase() === 'information_schema.tables') return TABLES;
  if (source.newRow !== null && parts.length === 2 && parts[0]?.toLowerCase() === source.newRow.toLowerCase()) parts[0] = 'excluded';
  return parts.map((part) => (part === '*' ? part : quoteName(part))).join('.');
}

/** A name that MySQL takes bare, too: what is reserved there would fail only in the cloud. */
export function identifier(source: Source, token: SqlToken): string {
  if (token.kind === 'word' && RESERVED.has(token.upper)) return refuse(source, `the reserved word ${token.text} without backticks`);
  return token.text;
}
