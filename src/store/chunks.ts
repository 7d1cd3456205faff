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
