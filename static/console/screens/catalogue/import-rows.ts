import { type ImportRow, MAX_IMPORT_ROWS } from '../../../../src/contract/profile-files';
import type { PropertyType, PropertyValue, SubjectKind } from '../../../../src/segments/value';
import { parseTyped } from '../profile/typed-value';
import type { Cell, FileTable } from './read-table';

/** What becomes of a column: it names the account or the user, it is a property, or it is left out. */
export type ColumnUse =
  { readonly use: 'account' | 'user' | 'nothing' } | { readonly use: 'property'; readonly key: string; readonly type: PropertyType };
type Known = {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly isStandard: boolean;
};

export type Aside = { readonly line: number; readonly problem: string };
export type Prepared = { readonly pieces: readonly (readonly ImportRow[])[]; readonly rows: number; readonly aside: readonly Aside[] };

const ACCOUNT_NAMES = new Set(['account', 'entitlement', 'entitlement number', 'entitlementnumber', 'entitlement id', 'entitlementid']);
const USER_NAMES = new Set(['user', 'user id', 'userid', 'account id', 'accountid', 'external id']);
/** Characters of a piece: bytes stay below what a call may carry, whatever the script. */
const PIECE_LENGTH = 120_000;

export const needs = (kind: SubjectKind): { readonly account: boolean; readonly user: boolean } => ({
  account: kind !== 'user',
  user: kind !== 'account',
});

/** The first guess, from what columns are called; a property that is known has its type already. */
export function guessedUses(columns: readonly string[], kind: SubjectKind, known: readonly Known[]): ColumnUse[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const name = column.trim().toLowerCase();
    const side = needs(kind).account && ACCOUNT_NAMES.has(name) ? 'account' : needs(kind).user && USER_NAMES.has(name) ? 'user' : null;
    if (side !== null && !taken.has(side)) {
      taken.add(side);
      return { use: side };
    }
    const own = known.filter((each) => each.kind === kind && (!each.isStandard || each.key === 'Role'));
    const found = own.find((each) => each.key.toLowerCase() === name || each.label.toLowerCase() === name);
    return found === undefined ? { use: 'nothing' } : { use: 'property', key: found.key, type: found.type };
  });
}

/** What has to be chosen before anything can be sent, in words; null when nothing is missing. */
export function missingUse(uses: readonly ColumnUse[], kind: SubjectKind): string | null {
  const columnsOf = (use: ColumnUse['use']): number => uses.filter((each) => each.use === use).length;
  for (const side of ['account', 'user'] as const) {
    if (needs(kind)[side] && columnsOf(side) !== 1) return `Choose one column that names the ${side}.`;
  }
  if (columnsOf('property') === 0) return 'Choose at least one column that becomes a property.';
  const keys = uses.flatMap((each) => (each.use === 'property' ? [each.key.trim()] : []));
  if (keys.includes('')) return 'Give every new property a name.';
  return new Set(keys).size < keys.length ? 'Two columns become the same property.' : null;
}

/** The rows in pieces that one call can carry. Rows that name nobody, somebody for the second time, or hold a value of another type stay out. */
export function preparedRows(table: FileTable, uses: readonly ColumnUse[], kind: SubjectKind): Prepared {
  const aside: Aside[] = [];
  const seen = new Map<string, number>();
  const pieces: ImportRow[][] = [];
  let length = Infinity;
  let rows = 0;
  const columnOf = (use: 'account' | 'user'): number => (needs(kind)[use] ? uses.findIndex((each) => each.use === use) : -1);
  const [accountColumn, userColumn] = [columnOf('account'), columnOf('user')];
  for (const { line, cells } of table.rows) {
    const account = accountColumn === -1 ? null : nameIn(cells[accountColumn]);
    const user = userColumn === -1 ? null : nameIn(cells[userColumn]);
    if ((accountColumn !== -1 && account === null) || (userColumn !== -1 && user === null)) {
      aside.push({ line, problem: 'It names nobody.' });
      continue;
    }
    const name = JSON.stringify([account, user]);
    const before = seen.get(name);
    if (before !== undefined) {
      aside.push({ line, problem: `The same one stands on line ${String(before)} already; the first counts.` });
      continue;
    }
    seen.set(name, line);
    const values: ImportRow['values'] = [];
    let wrong: string | null = null;
    for (const [index, use] of uses.entries()) {
      if (use.use !== 'property') continue;
      const value = fileValue(use.type, cells[index] ?? null);
      if (value === undefined) wrong ??= `“${use.key}”: not of its type.`;
      else values.push(typeof value === 'object' && value !== null ? [...value] : value);
    }
    if (wrong !== null) {
      aside.push({ line, problem: wrong });
      continue;
    }
    const row: ImportRow = { line, account, user, values };
    const size = JSON.stringify(row).length;
    if (length + size > PIECE_LENGTH || (pieces.at(-1)?.length ?? 0) >= MAX_IMPORT_ROWS) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(row);
    length += size;
    rows += 1;
  }
  return { pieces, rows, aside };
}

function nameIn(cell: Cell | undefined): string | null {
  const name = typeof cell === 'string' || typeof cell === 'number' ? unguarded(String(cell)).trim() : '';
  return name === '' || name.length > 150 ? null : name;
}

const YES = new Set(['true', 'yes', '1']);
const NO = new Set(['false', 'no', '0']);

/** Null for an empty cell: what is there stays. Undefined for what is not of the type. */
export function fileValue(type: PropertyType, cell: Cell): PropertyValue | null | undefined {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'object') return type === 'list' ? (cell.length === 0 ? null : cell) : undefined;
  const text = unguarded(String(cell));
  if (text.trim() === '') return null;
  if (type === 'boolean') {
    const word = text.trim().toLowerCase();
    return YES.has(word) ? true : NO.has(word) ? false : undefined;
  }
  return parseTyped(type, type === 'list' ? text.replaceAll(';', ',') : text) ?? undefined;
}

/** A file of ours has an apostrophe before what a spreadsheet would run; that is no part of the text. */
const unguarded = (text: string): string => (/^'\s*[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
