import { UntranslatableSql, type SqlToken } from './tokens';

/** A statement being translated. Parameters are counted in the order they are written. */
export type Source = {
  readonly text: string;
  readonly tokens: readonly SqlToken[];
  readonly close: Int32Array;
  params: number;
  /** True where an expression may be written twice: its parameters are then numbered, so both copies mean the same one. */
  numbered: boolean;
  /** In an upsert's update list: the name that stands for the new row (`AS new`), or the empty string. */
  newRow: string | null;
  /** The columns of each unique key of a table, the primary key first; empty for a table that is not there. */
  readonly keysOf: KeysOf;
};
export type KeysOf = (table: string) => readonly (readonly string[])[];

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export function refuse(source: Source, construct: string): never {
  throw new UntranslatableSql(construct, source.text);
}

/** Positions of the commas at the top level of [from, to), as slices between them. */
export function splitAtCommas(source: Source, from: number, to: number): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let start = from;
  for (let at = from; at < to; at += 1) {
    const end = source.close[at] ?? -1;
    if (end >= 0) at = end;
    else if (isOp(source.tokens[at], ',')) {
      parts.push({ from: start, to: at });
      start = at + 1;
    }
  }
  if (start < to || parts.length > 0) parts.push({ from: start, to });
  return parts;
}

/** The first top-level position in [from, to) where these words stand in a row, or −1. */
export function findWords(source: Source, from: number, to: number, ...sought: string[]): number {
  for (let at = from; at < to; at += 1) {
    const end = source.close[at] ?? -1;
    if (end >= 0) at = end;
    else if (
      sought.every((word, offset) => at + offset < to && source.tokens[at + offset]?.upper === word) &&
      !isOp(source.tokens[at - 1], '.')
    )
      return at;
  }
  return -1;
}

export const isOp = (token: SqlToken | undefined, text: string): boolean => token?.kind === 'op' && token.text === text;
