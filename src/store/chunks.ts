/** Rows in one statement: small enough for the 1 MiB request limit at the widest row written here. */
export const ROWS_PER_STATEMENT = 500;
/** The same for rows of some numbers and at most one short name. */
export const SMALL_ROWS_PER_STATEMENT = 1_000;

/** Consecutive slices of at most `size` items. */
export function chunked<T>(items: readonly T[], size: number = ROWS_PER_STATEMENT): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

/** What the platform takes in one request is 1 MiB; the rest is for placeholders, numbers and quotes. */
const TEXT_BYTES_PER_STATEMENT = 600_000;
/** Of up to eight values each; SQLite takes 32,766 in a statement. */
const MOST_ROWS_PER_STATEMENT = 4_000;

/** Consecutive slices of rows whose texts fit a statement. */
export function chunkedToFit<T>(rows: readonly T[], textOf: (row: T) => string, mostRows: number = MOST_ROWS_PER_STATEMENT): T[][] {
  const chunks: T[][] = [];
  let room = 0;
  for (const row of rows) {
    const bytes = Buffer.byteLength(textOf(row));
    const chunk = chunks.at(-1);
    if (chunk === undefined || bytes > room || chunk.length === mostRows) {
      chunks.push([row]);
      room = TEXT_BYTES_PER_STATEMENT - bytes;
    } else {
      chunk.push(row);
      room -= bytes;
    }
  }
  return chunks;
}
