import type { ImportOutcome, ImportRow, ProfileImport } from '../contract/profile-files';
import type { SqlPort } from '../platform/ports';
import { isValueOf } from '../segments/value';
import type { PropertyValue, SubjectKind } from '../segments/value';
import { changeProfiles, pairName, readProfiles } from '../store/profiles';
import type { Pair, ProfileChange } from '../store/profiles';
import { addProperties, MAX_PROPERTIES_OF_KIND, storedProperties } from '../store/properties';
import { accountsNamed, memberPairs, usersNamed } from '../store/queries/subject-names';
import { isSettable } from './settable';

type ImportPorts = { readonly sql: SqlPort; readonly touched: (pairs: readonly Pair[]) => Promise<void> };

/** In the words of whoever reads the list of rows that were left out. */
const TWICE = 'The same one stands in the file before; the first counts.';
const UNKNOWN: Readonly<Record<SubjectKind, string>> = {
  account: 'There is no account of that number.',
  user: 'There is no user of that id.',
  membership: 'There is no such user in such an account.',
};

/**
 * Sets properties of subjects that are there already, as a person would: no tool overwrites them later. A trial changes nothing and tells the
 * same. Sent twice, the second time finds all of it unchanged.
 */
export async function importProfiles(ports: ImportPorts, { kind, properties, rows, isTrial }: ProfileImport): Promise<ImportOutcome> {
  const problem = await admitted(ports.sql, { kind, properties, isTrial });
  if (problem !== null) return { problem };
  const aside: { line: number; problem: string }[] = [];
  const pairOf = await pairsOf(ports.sql, kind, rows);
  const changes = new Map<string, ProfileChange>();
  for (const row of rows) {
    const pair = pairOf(row);
    const set = valuesOf(row, properties);
    if (pair === null) aside.push({ line: row.line, problem: UNKNOWN[kind] });
    else if (changes.has(pairName(pair))) aside.push({ line: row.line, problem: TWICE });
    else if (typeof set === 'string') aside.push({ line: row.line, problem: set });
    else changes.set(pairName(pair), { ...pair, set });
  }
  const known = await readProfiles(ports.sql, [...changes.values()]);
  const news = [...changes].flatMap(([name, change]) =>
    Object.entries(change.set).some(([key, value]) => JSON.stringify(known.get(name)?.get(key)) !== JSON.stringify(value)) ? [change] : [],
  );
  const unchanged = changes.size - news.length;
  if (isTrial) return { changed: news.length, unchanged, aside };
  const { changed, full } = await changeProfiles(ports.sql, news);
  if (changed.length > 0) await ports.touched(changed);
  const fullNames = new Set(full.map(pairName));
  const tooFull = rows.filter((row) => {
    const pair = pairOf(row);
    return pair !== null && fullNames.has(pairName(pair));
  });
  return {
    changed: news.length - full.length,
    unchanged,
    aside: [...aside, ...tooFull.map(({ line }) => ({ line, problem: 'So much is stored there already that nothing more fits.' }))],
  };
}

async function admitted(
  sqlPort: SqlPort,
  { kind, properties, isTrial }: Pick<ProfileImport, 'kind' | 'properties' | 'isTrial'>,
): Promise<string | null> {
  const keys = properties.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) return `Two columns are to become the property “${twice}”.`;
  const wrong = keys.find((key) => !isSettable(kind, key));
  if (wrong !== undefined) return `“${wrong}” cannot be imported: it follows from use, licences or sales, or is no name for a property.`;
  const stored = (await storedProperties(sqlPort)).filter((each) => each.kind === kind);
  const computed = stored.find(({ key, origin }) => origin === 'computed' && keys.includes(key));
  if (computed !== undefined) return `“${computed.key}” cannot be imported: it is computed.`;
  const types = new Map(stored.map(({ key, type }) => [key, type]));
  const other = properties.find(({ key, type }) => types.has(key) && types.get(key) !== type);
  if (other !== undefined) return `The property “${other.key}” has another type.`;
  const news = properties.filter(({ key }) => !types.has(key));
  if (stored.length + news.length > MAX_PROPERTIES_OF_KIND) return 'There are too many properties already.';
  if (!isTrial)
    await addProperties(
      sqlPort,
      news.map((each) => ({ ...each, kind, origin: 'imported', lastSeenDay: null })),
    );
  return null;
}

async function pairsOf(sqlPort: SqlPort, kind: SubjectKind, rows: readonly ImportRow[]): Promise<(row: ImportRow) => Pair | null> {
  const accounts = kind === 'user' ? new Map<string, number>() : await accountsNamed(sqlPort, namesIn(rows, 'account'));
  const users = kind === 'account' ? new Map<string, number>() : await usersNamed(sqlPort, namesIn(rows, 'user'));
  const pairOf = ({ account, user }: ImportRow): Pair | null => {
    const accountId = kind === 'user' ? 0 : accounts.get(account ?? '');
    const userId = kind === 'account' ? 0 : users.get(user ?? '');
    return accountId === undefined || userId === undefined ? null : { accountId, userId };
  };
  if (kind !== 'membership') return pairOf;
  const members = await memberPairs(
    sqlPort,
    rows.flatMap((row) => pairOf(row) ?? []),
  );
  return (row) => {
    const pair = pairOf(row);
    return pair !== null && members.has(pairName(pair)) ? pair : null;
  };
}

const namesIn = (rows: readonly ImportRow[], side: 'account' | 'user'): string[] => rows.flatMap((row) => row[side] ?? []);

/** What the row sets; in words, what is wrong with it. */
function valuesOf({ values }: ImportRow, properties: ProfileImport['properties']): Record<string, PropertyValue> | string {
  if (values.length !== properties.length) return 'It has another number of values than there are properties.';
  const set: Record<string, PropertyValue> = {};
  for (const [index, { key, type }] of properties.entries()) {
    const value = values[index] ?? null;
    if (value === null) continue;
    if (!isValueOf(type, value)) return `The value of “${key}” does not fit the type of the property.`;
    set[key] = typeof value === 'object' ? [...new Set(value)].sort() : value;
  }
  return set;
}
