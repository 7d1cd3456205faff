import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { PropertyValue } from '../segments/value';
import { chunked } from './chunks';
import { packProfile, unpackProfile } from './profile-text';
import { pairOfSubject, subjectOf } from './profile-subject';
import type { Pair } from './profile-subject';

export type { Pair };
export type ProfileChange = Pair & {
  /** Null takes a value away; what is not named stays. */
  readonly set: Readonly<Record<string, PropertyValue | null>>;
  /** When it was said (ms). What is older than the newest word fills gaps and overwrites nothing. */
  readonly at?: number;
};
/** `changed`: whoever asks about values has to ask again. `full`: these hold as much as a profile may, and took nothing in. */
export type ChangedProfiles = { readonly changed: readonly Pair[]; readonly full: readonly Pair[] };

export type ChangedBy = 'person' | 'tool' | 'retyping';

/** Values by key. */
export type Profile = ReadonlyMap<string, PropertyValue>;

/** A list of texts like any other property, under a name that no sender can choose. */
export const TAGS_KEY = ':tags';
/** Keys that a person set: no tool overwrites them until a person takes the value away. */
const BY_HAND_KEY = ':by hand';
const SAID_AT_KEY = ':said at';
/** Characters of JSON: 200 profiles of this size stay below what an answer may hold. */
const MAX_PROFILE_LENGTH = 16_000;
const PROFILES_PER_ANSWER = 200;
const STATEMENT_LENGTH = 400_000;
const MAX_ROUNDS = 8;

export const pairName = ({ accountId, userId }: Pair): string => `${accountId}:${userId}`;

export const distinctPairs = <P extends Pair>(pairs: readonly P[]): P[] => [
  ...new Map(pairs.map((pair) => [pairName(pair), pair])).values(),
];

/** What is stored of each; a pair without a profile is left out. Keys that begin with a colon are the store's own, tags among them. */
export async function readProfiles(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<Map<string, Profile>> {
  return new Map([...(await storedProfiles(sqlPort, pairs))].map(([name, { values }]) => [name, shown(values)]));
}

/** Keys of one subject that a person set. */
export async function keysByHand(sqlPort: SqlPort, pair: Pair): Promise<ReadonlySet<string>> {
  const stored = (await storedProfiles(sqlPort, [pair])).get(pairName(pair));
  return new Set(stored === undefined ? [] : listIn(stored.values, BY_HAND_KEY));
}

/**
 * Merges changes into profiles, in their order. Two runs at once lose nothing: who finds a row changed since it was read merges again. Running it
 * again changes nothing. `by` a tool: leaves alone what a person set. `retyping`: the same said in another type, whoever said it.
 */
export async function changeProfiles(
  sqlPort: SqlPort,
  changes: readonly ProfileChange[],
  by: ChangedBy = 'person',
): Promise<ChangedProfiles> {
  const byPair = new Map<string, ProfileChange[]>();
  for (const change of changes) {
    const list = byPair.get(pairName(change));
    if (list === undefined) byPair.set(pairName(change), [change]);
    else list.push(change);
  }
  const changed = new Map<string, Pair>();
  const full: Pair[] = [];
  for (const chunk of chunked([...byPair.values()], PROFILES_PER_ANSWER)) {
    let open: readonly (readonly ProfileChange[])[] = chunk;
    for (let round = 0; open.length > 0; round += 1) {
      if (round === MAX_ROUNDS) throw new Error('Profiles are changed by somebody else all the time');
      const known = await storedProfiles(sqlPort, open.flat());
      const rows: Row[] = [];
      for (const own of open) {
        const [first] = own;
        if (first === undefined) continue;
        const before = known.get(pairName(first));
        const values = new Map(before?.values);
        for (const change of own) merge(values, change, by);
        const text = textOf(values);
        if (text === (before?.text ?? '{}')) continue;
        if (text.length > MAX_PROFILE_LENGTH) full.push(pairOf(first));
        else rows.push({ own, text, changes: (before?.changes ?? 0) + 1 });
        if (text.length <= MAX_PROFILE_LENGTH && differs(before?.values ?? new Map(), values)) changed.set(pairName(first), pairOf(first));
      }
      await notePairs(sqlPort, rows);
      for (const part of partsOf(rows)) await sqlPort.write(upsertSql(part));
      if (rows.length === 0) break;
      const now = await storedProfiles(
        sqlPort,
        rows.flatMap(({ own }) => own),
      );
      open = rows.filter(({ own, text }) => own[0] !== undefined && now.get(pairName(own[0]))?.text !== text).map(({ own }) => own);
    }
  }
  return { changed: [...changed.values()], full };
}

type Row = { readonly own: readonly ProfileChange[]; readonly text: string; readonly changes: number };

const pairOf = ({ accountId, userId }: Pair): Pair => ({ accountId, userId });

function merge(values: Map<string, PropertyValue>, { set, at }: ProfileChange, by: ChangedBy): void {
  const byHand = new Set(listIn(values, BY_HAND_KEY));
  const saidAt = values.get(SAID_AT_KEY);
  const isLate = at !== undefined && typeof saidAt === 'number' && at < saidAt;
  for (const [key, value] of Object.entries(set)) {
    if (by === 'tool' && (byHand.has(key) || (isLate && values.has(key)))) continue;
    if (value === null || (typeof value === 'object' && value.length === 0)) values.delete(key);
    else values.set(key, typeof value === 'object' ? [...new Set(value)].sort() : value);
    if (by !== 'person' || key === TAGS_KEY) continue;
    if (value === null) byHand.delete(key);
    else byHand.add(key);
  }
  if (byHand.size > 0) values.set(BY_HAND_KEY, [...byHand].sort());
  else values.delete(BY_HAND_KEY);
  if (at !== undefined && !isLate) values.set(SAID_AT_KEY, at);
}

const listIn = (values: ReadonlyMap<string, PropertyValue>, key: string): readonly string[] => {
  const value = values.get(key);
  return typeof value === 'object' ? value : [];
};

const isOwn = (key: string): boolean => key === BY_HAND_KEY || key === SAID_AT_KEY;
const shown = (values: ReadonlyMap<string, PropertyValue>): Profile => new Map([...values].filter(([key]) => !isOwn(key)));
const differs = (before: ReadonlyMap<string, PropertyValue>, after: ReadonlyMap<string, PropertyValue>): boolean =>
  textOf(shown(before)) !== textOf(shown(after));

/** By key, so that the same values are the same text. */
function textOf(values: ReadonlyMap<string, PropertyValue>): string {
  return JSON.stringify(Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Writes only over what was read: whoever was faster is found by reading again. */
function upsertSql(rows: readonly Row[]): Sql {
  const values = rows.flatMap(({ own, text, changes }) => own.slice(0, 1).map((pair) => [subjectOf(pair), packProfile(text), changes]));
  return sql`
    INSERT INTO profile_told (subject, properties, changes) VALUES ${rowsSql(values)}
    ON DUPLICATE KEY UPDATE properties = CASE WHEN changes = VALUES(changes) - 1 THEN VALUES(properties) ELSE properties END,
      changes = GREATEST(changes, VALUES(changes))`;
}

/** Users in accounts of whom something is told for the first time: where they used nothing there they are found by this alone. */
async function notePairs(sqlPort: SqlPort, rows: readonly Row[]): Promise<void> {
  const news = rows.filter(({ changes }) => changes === 1).flatMap(({ own }) => own.slice(0, 1));
  const pairs = news.filter(({ accountId, userId }) => accountId > 0 && userId > 0);
  if (pairs.length === 0) return;
  const each = pairs.map(({ accountId, userId }) => sql`SELECT ${accountId} AS account_id, ${userId} AS user_id`);
  await sqlPort.write(sql`
    INSERT IGNORE INTO profile_pair (account_id, user_id)
    SELECT n.account_id, n.user_id FROM (${joinSql(each, ' UNION ALL ')}) n
      LEFT JOIN membership m ON m.account_id = n.account_id AND m.user_id = n.user_id
    WHERE m.user_id IS NULL`);
}

function partsOf(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  let length = Infinity;
  for (const row of rows) {
    if (length + row.text.length > STATEMENT_LENGTH) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(row);
    length += row.text.length;
  }
  return parts;
}

const StoredRow = z.object({
  subject: z.coerce.number(),
  properties: z.string(),
  changes: z.coerce.number(),
});
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
type Stored = { readonly values: ReadonlyMap<string, PropertyValue>; readonly text: string; readonly changes: number };

async function storedProfiles(sqlPort: SqlPort, pairs: readonly Pair[]): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>();
  for (const chunk of chunked(distinctPairs(pairs), PROFILES_PER_ANSWER)) {
    const rows = await sqlPort.query(sql`SELECT subject, properties, changes FROM profile_told WHERE subject IN (${chunk.map(subjectOf)})`);
    for (const row of z.array(StoredRow).parse(rows)) {
      const values = new Map<string, PropertyValue>(Object.entries(valuesIn(row.properties)));
      const text = unpackProfile(row.properties);
      found.set(pairName(pairOfSubject(row.subject)), { values, text, changes: row.changes });
    }
  }
  return found;
}

export function valuesIn(properties: string): Record<string, PropertyValue> {
  return Values.parse(JSON.parse(unpackProfile(properties)));
}
