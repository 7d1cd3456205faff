import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';
import { TAGS_KEY, valuesIn } from './profiles';
import type { Pair, Profile } from './profiles';
import { SEGMENT_MEMBERS } from './queries/segment-members';

/** The largest profiles in one answer stay below what an answer may hold. */
const PROFILES_PER_PAGE = 200;

const Row = z.object({ account_id: z.coerce.number(), user_id: z.coerce.number(), properties: z.string() });
/** `tags`: by hand. `values`: without what the store keeps for itself. */
export type PagedProfile = {
  readonly pair: Pair;
  readonly kind: SubjectKind;
  readonly tags: readonly string[];
  readonly values: Profile;
};

type Page = { readonly profiles: readonly PagedProfile[]; readonly next: Pair | null };
const START: Pair = { accountId: 0, userId: 0 };

/** Profiles in the order of their keys, after a pair or from the first; `kind` leaves out the others. */
export async function profilePage(
  sqlPort: SqlPort,
  { after, kind }: { readonly after: Pair | null; readonly kind: SubjectKind | null },
): Promise<Page> {
  return pageOf(await sqlPort.query(storedSql(after ?? START, kind)));
}

/**
 * The same with those of whom something is known though nothing is stored: who carries a tag as a member of a segment, and accounts of which
 * something is foretold, or on whose licences somebody is named.
 */
export async function knownPage(
  sqlPort: SqlPort,
  { after, kind }: { readonly after: Pair | null; readonly kind: SubjectKind },
): Promise<Page> {
  const from = after ?? START;
  return pageOf(
    await sqlPort.query(sql`
      SELECT account_id, user_id, properties FROM (
        SELECT account_id, user_id, properties FROM (${storedSql(from, kind)}) kept
        UNION ALL SELECT account_id, user_id, '{}' FROM (
          SELECT o.account_id, o.user_id FROM (${joinSql(unstoredSql(from, kind), ' UNION ')}) o
          LEFT JOIN profile p ON p.account_id = o.account_id AND p.user_id = o.user_id
          WHERE p.account_id IS NULL ORDER BY o.account_id, o.user_id LIMIT ${PROFILES_PER_PAGE}) others) paged
      ORDER BY account_id, user_id LIMIT ${PROFILES_PER_PAGE}`),
  );
}

const storedSql = (from: Pair, kind: SubjectKind | null): Sql => sql`
  SELECT account_id, user_id, properties FROM profile WHERE ${isAfter(from)} AND ${ofKind(kind)}
  ORDER BY account_id, user_id LIMIT ${PROFILES_PER_PAGE}`;

function unstoredSql(from: Pair, kind: SubjectKind): readonly Sql[] {
  const tagged = sql`
    SELECT DISTINCT m.account_id, m.user_id FROM ${SEGMENT_MEMBERS} WHERE sg.tag IS NOT NULL AND ${isAfter(from, sql`m.`)} AND ${ofKind(kind, sql`m.`)}`;
  if (kind !== 'account') return [tagged];
  return [
    tagged,
    sql`SELECT account_id, 0 FROM account_outlook WHERE account_id > ${from.accountId}`,
    sql`SELECT account_id, 0 FROM account_state WHERE contacts IS NOT NULL AND account_id > ${from.accountId}`,
  ];
}

const isAfter = ({ accountId, userId }: Pair, of = sql``): Sql =>
  sql`(${of}account_id > ${accountId} OR (${of}account_id = ${accountId} AND ${of}user_id > ${userId}))`;

function pageOf(found: readonly unknown[]): Page {
  const rows = z.array(Row).parse(found);
  const profiles = rows.map(({ account_id, user_id, properties }): PagedProfile => {
    const pair = { accountId: account_id, userId: user_id };
    const stored = Object.entries(valuesIn(properties));
    const tags = stored.flatMap(([key, value]) => (key === TAGS_KEY && typeof value === 'object' ? value : []));
    return { pair, kind: kindOf(pair), tags, values: new Map(stored.filter(([key]) => !key.startsWith(':'))) };
  });
  return { profiles, next: rows.length < PROFILES_PER_PAGE ? null : (profiles.at(-1)?.pair ?? null) };
}

export function kindOf({ accountId, userId }: Pair): SubjectKind {
  return userId === 0 ? 'account' : accountId === 0 ? 'user' : 'membership';
}

function ofKind(kind: SubjectKind | null, of = sql``): Sql {
  switch (kind) {
    case null:
      return sql`1 = 1`;
    case 'account':
      return sql`${of}user_id = 0`;
    case 'user':
      return sql`${of}account_id = 0`;
    case 'membership':
      return sql`${of}account_id > 0 AND ${of}user_id > 0`;
  }
}
