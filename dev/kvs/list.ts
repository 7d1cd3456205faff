import { z } from 'zod';
import { compareScalars, parseFilter, parseRange } from './conditions';
import { comparePositions, findIndex, runEntityQuery, type Position } from './entity';
import { DEFAULT_PAGE, MAX_PAGE } from './limits';
import { invalid } from './refusal';
import { EntityListRequest, ListRequest, parse, type ReadOptions } from './request';
import type { KeptValue } from './store';
import { bytesOf, withMetadata, type Answer, type Session } from './values';

const Cursor = z.object({ at: z.union([z.string(), z.number(), z.boolean()]), key: z.string() });
type Row = { readonly key: string; readonly kept: KeptValue; readonly position: Position };

/** Plain keys in their order, ten a page unless told, at most a hundred. */
export function listKeys(session: Session, body: unknown): Answer {
  const { limit, after, where = [], options } = parse(ListRequest, body);
  if (where.length > 1) throw invalid('QUERY_WHERE_INVALID', 'KVS queries should contain only a single "where" clause.');
  const prefix = where[0] ? prefixOf(where[0]) : '';
  const size = pageSize(limit, 'LIST_QUERY_LIMIT_EXCEEDED', 'Limit for list query should be below 100.');
  const rows = [...session.spaceOf('plain').entries()]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([a], [b]) => compareScalars(a, b))
    .map(([key, kept]) => ({ key, kept, position: { at: key, key } }));
  return page(rows, size, after, false, options);
}

function prefixOf({ property, condition, values }: { property?: unknown; condition?: unknown; values?: unknown }): string {
  if (property !== 'key') throw invalid('QUERY_WHERE_FIELD_INVALID', 'The specified field is not supported for filters.');
  if (condition !== 'BEGINS_WITH') throw invalid('INVALID_FILTER_CONDITION', 'The specified condition is not supported for filters.');
  const parsed = z.tuple([z.string()]).safeParse(values);
  if (!parsed.success) throw invalid('INVALID_FILTER_VALUES', 'The specified number of values are not supported by the given condition.');
  return parsed.data[0];
}

export function listEntities(session: Session, body: unknown): Answer {
  const { entityName, indexName, partition = [], range, filters, sort, cursor, limit, options } = parse(EntityListRequest, body);
  const schema = session.schemaOf(entityName);
  const index = findIndex(schema, indexName);
  const size = pageSize(limit, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE', 'The page limit must be set between 1 and 100.');
  const isDescending = sort === 'DESC';
  const query = {
    index,
    partition,
    range: range === undefined ? null : parseRange(range),
    filter: filters === undefined ? null : parseFilter(filters, (property) => Object.hasOwn(schema.attributes, property)),
    isDescending,
  };
  return page(runEntityQuery(query, session.spaceOf('entity', entityName).entries()), size, cursor, isDescending, options);
}

function pageSize(limit: unknown, code: string, message: string): number {
  if (limit === undefined || limit === null) return DEFAULT_PAGE;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw invalid(code, message);
  return limit;
}

/** A cursor is a place in the order, not a row: what is deleted between two pages neither repeats nor skips others. */
function page(rows: readonly Row[], size: number, cursor: string | undefined, isDescending: boolean, options: ReadOptions): Answer {
  const after = cursor === undefined ? null : readCursor(cursor);
  const rest =
    after === null
      ? rows
      : rows.filter(({ position }) => (isDescending ? comparePositions(position, after) < 0 : comparePositions(position, after) > 0));
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const next = last && rest.length > size ? { cursor: Buffer.from(JSON.stringify(last.position)).toString('base64url') } : {};
  const data = shown.map(({ key, kept }) => withMetadata(key, kept, options?.metadataFields));
  return { body: { data, ...next }, readBytes: bytesOf(data), writeBytes: 0 };
}

function readCursor(cursor: string): Position {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalid('INVALID_CURSOR', 'The cursor is not valid');
  }
}
