import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';
import { TAGS_KEY, valuesIn } from './profiles';
import type { Pair, Profile } from './profiles';
import { pairOfSubject, subjectOf, subjectsOfKind, subjectSql } from './profile-subject';
import { SEGMENT_MEMBERS } from './queries/segment-members';

/** The largest profiles in one answer stay below what an answer may hold. */
const PROFILES_PER_PAGE = 200;

const Row = z.object({ subject: z.coerce.number(), properties: z.string() });
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
      SELECT subject, properties FROM (
        SELECT subject, properties FROM (${storedSql(from, kind)}) kept
        UNION ALL SELECT subject, '{}' FROM (
          SELECT o.subject FROM (${joinSql(unstoredSql(from, kind), ' UNION ')}) o
          LEFT JOIN profile_told p ON p.subject = o.subject
          WHERE p.subject IS NULL ORDER BY o.subject LIMIT ${PROFILES_PER_PAGE}) others) paged
      ORDER BY subject LIMIT ${PROFILES_PER_PAGE}`),
  );
}

/** Between the profiles of two accounts lie those of all users of the first. */
function storedSql(from: Pair, kind: SubjectKind | null): Sql {
  if (kind === 'account')
    return sql`
  SELECT t.subject, t.properties FROM account n JOIN profile_told t ON t.subject = ${subjectSql(sql`n.account_id`, sql`0`)}
  WHERE n.account_id > ${from.accountId} ORDER BY n.account_id LIMIT ${PROFILES_PER_PAGE}`;
  return sql`
  SELECT t.subject, t.properties FROM profile_told t WHERE t.subject > ${subjectOf(from)} AND ${subjectsOfKind(kind, sql`t.subject`)}
  ORDER BY t.subject LIMIT ${PROFILES_PER_PAGE}`;
}

function unstoredSql(from: Pair, kind: SubjectKind): readonly Sql[] {
  const member = subjectSql(sql`m.account_id`, sql`m.user_id`);
  const tagged = sql`
    SELECT DISTINCT ${member} AS subject FROM ${SEGMENT_MEMBERS}
    WHERE sg.tag IS NOT NULL AND ${isAfter(from)} AND ${subjectsOfKind(kind, sql`(${member})`)}`;
  if (kind !== 'account') return [tagged];
  return [
    tagged,
    sql`SELECT ${subjectSql(sql`account_id`, sql`0`)} AS subject FROM account_outlook WHERE account_id > ${from.accountId}`,
    sql`SELECT ${subjectSql(sql`account_id`, sql`0`)} AS subject FROM account_state WHERE contacts IS NOT NULL AND account_id > ${from.accountId}`,
  ];
}

const isAfter = ({ accountId, userId }: Pair): Sql =>
  sql`(m.account_id > ${accountId} OR (m.account_id = ${accountId} AND m.user_id > ${userId}))`;

function pageOf(found: readonly unknown[]): Page {
  const rows = z.array(Row).parse(found);
  const profiles = rows.map(({ subject, properties }): PagedProfile => {
    const pair = pairOfSubject(subject);
    const stored = Object.entries(valuesIn(properties));
    const tags = stored.flatMap(([key, value]) => (key === TAGS_KEY && typeof value === 'object' ? value : []));
    return { pair, kind: kindOf(pair), tags, values: new Map(stored.filter(([key]) => !key.startsWith(':'))) };
  });
  return { profiles, next: rows.length < PROFILES_PER_PAGE ? null : (profiles.at(-1)?.pair ?? null) };
}

export function kindOf({ accountId, userId }: Pair): SubjectKind {
  return userId === 0 ? 'account' : accountId === 0 ? 'user' : 'membership';
}
