import { type ImportRow, MAX_IMPORT_ROWS } from '../../../../src/contract/profile-files';
import type { PropertyType, PropertyValue, SubjectKind } from '../../../../src/segments/value';
import { parseTyped } from '../profile/typed-value';
import type { Cell, FileRow } from './table-reader';

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

/** What of the rows of a file can be sent, in pieces that one call can carry. */
export type RowPreparer = {
  /** Pieces that are full by now, and the rows that stay out. */
  readonly take: (rows: readonly FileRow[]) => { readonly pieces: readonly (readonly ImportRow[])[]; readonly aside: readonly Aside[] };
  /** The last piece; empty where nothing is left. */
  readonly end: () => readonly ImportRow[];
};

/** Rows that name nobody, somebody for the second time, or hold a value of another type stay out. Of rows before only who they name is held. */
export function rowPreparer(uses: readonly ColumnUse[], kind: SubjectKind): RowPreparer {
  const seen = new Map<string, number>();
  let piece: ImportRow[] = [];
  let length = 0;
  const columnOf = (use: 'account' | 'user'): number => (needs(kind)[use] ? uses.findIndex((each) => each.use === use) : -1);
  const [accountColumn, userColumn] = [columnOf('account'), columnOf('user')];
  const prepared = ({ line, cells }: FileRow): ImportRow | string => {
    const account = accountColumn === -1 ? null : nameIn(cells[accountColumn]);
    const user = userColumn === -1 ? null : nameIn(cells[userColumn]);
    if ((accountColumn !== -1 && account === null) || (userColumn !== -1 && user === null)) return 'It names nobody.';
    const name = account === null || user === null ? (account ?? user ?? '') : JSON.stringify([account, user]);
    const before = seen.get(name);
    if (before !== undefined) return `The same one stands on line ${String(before)} already; the first counts.`;
    seen.set(name, line);
    const values: ImportRow['values'] = [];
    for (const [index, use] of uses.entries()) {
      if (use.use !== 'property') continue;
      const value = fileValue(use.type, cells[index] ?? null);
      if (value === undefined) return `“${use.key}”: “${shownCell(cells[index] ?? null)}” is ${NOT_OF_TYPE[use.type]}.`;
      values.push(typeof value === 'object' && value !== null ? [...value] : value);
    }
    return { line, account, user, values };
  };
  const take: RowPreparer['take'] = (rows) => {
    const pieces: ImportRow[][] = [];
    const aside: Aside[] = [];
    for (const each of rows) {
      const row = prepared(each);
      if (typeof row === 'string') {
        aside.push({ line: each.line, problem: row });
        continue;
      }
      const size = JSON.stringify(row).length;
      if (piece.length > 0 && (length + size > PIECE_LENGTH || piece.length >= MAX_IMPORT_ROWS)) {
        pieces.push(piece);
        [piece, length] = [[], 0];
      }
      piece.push(row);
      length += size;
    }
    return { pieces, aside };
  };
  return { take, end: () => piece };
}

function nameIn(cell: Cell | undefined): string | null {
  const name = typeof cell === 'string' || typeof cell === 'number' ? unguarded(String(cell)).trim() : '';
  return name === '' || name.length > 150 ? null : name;
}

const NOT_OF_TYPE: Readonly<Record<PropertyType, string>> = {
  text: 'too long, or more than one text',
  number: 'no number',
  money: 'no amount of US dollars',
  boolean: 'neither yes nor no',
  day: 'no day such as 2026-11-21',
  list: 'no list',
};
const SHOWN_LENGTH = 40;

function shownCell(cell: Cell): string {
  const text = String(cell);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
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
