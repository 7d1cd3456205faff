import { z } from 'zod';
import { dayFromNumber } from '../../platform/days';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { unpack } from '../../platform/packed';

const Row = z.object({ day: z.coerce.number(), at: z.string(), event: z.string(), body: z.string() });

/** A call as it was sent, as indented JSON. */
export type ExampleText = { readonly day: string; readonly at: string; readonly event: string; readonly json: string };

/** All examples together stay well under what one answer to a page may carry. Characters of JSON. */
const MAX_CHARACTERS = 1_500_000;
const ROWS_PER_QUERY = 100;

/** Newest first, at most `limit`. Served by the index on day. */
export function sentExamplesSql(watched: boolean, limit: number, offset: number) {
  return sql`
    SELECT day, at, event, body FROM sent_example
    WHERE watched = ${watched ? 1 : 0}
    ORDER BY day DESC, at DESC, example_id
    LIMIT ${limit} OFFSET ${offset}`;
}

/** Newest first, as many as one answer may carry. A row that cannot be read says so instead of its call. */
export async function sentExamples(sqlPort: SqlPort, watched: boolean, limit: number): Promise<ExampleText[]> {
  const examples: ExampleText[] = [];
  let characters = 0;
  while (examples.length < limit) {
    const count = Math.min(ROWS_PER_QUERY, limit - examples.length);
    const rows = z.array(Row).parse(await sqlPort.query(sentExamplesSql(watched, count, examples.length)));
    for (const { day, at, event, body } of rows) {
      const json = readable(body);
      characters += json.length;
      if (characters > MAX_CHARACTERS) return examples;
      examples.push({ day: dayFromNumber(day), at, event, json });
    }
    if (rows.length < count) break;
  }
  return examples;
}

function readable(body: string): string {
  try {
    return JSON.stringify(unpack(body), null, 2);
  } catch {
    return 'This example cannot be read any more.';
  }
}
