import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';
import { TAGS_KEY, valuesIn } from './profiles';
import type { Pair, Profile } from './profiles';

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

const WITH_OTHERS = sql`(
  SELECT account_id, user_id, properties FROM profile
  UNION ALL SELECT o.account_id, 0, '{}'
  FROM (SELECT account_id FROM account_outlook UNION SELECT account_id FROM account_state WHERE contacts IS NOT NULL) o
  LEFT JOIN profile p ON p.account_id = o.account_id AND p.user_id = 0
  WHERE p.account_id IS NULL) paged`;
const START: Pair = { accountId: 0, userId: 0 };

/**
 * Profiles in the order of their keys, after a pair or from the first; `kind` leaves out the others. Accounts of which something is foretold,
 * or on whose licences somebody is named, are among accounts, also where nothing is stored.
 */
export async function profilePage(
  sqlPort: SqlPort,
  { after, kind }: { readonly after: Pair | null; readonly kind: SubjectKind | null },
): Promise<{ readonly profiles: readonly PagedProfile[]; readonly next: Pair | null }> {
  const { accountId, userId } = after ?? START;
  const rows = z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT account_id, user_id, properties FROM ${kind === 'account' ? WITH_OTHERS : sql`profile`}
      WHERE (account_id > ${accountId} OR (account_id = ${accountId} AND user_id > ${userId})) AND ${ofKind(kind)}
      ORDER BY account_id, user_id LIMIT ${PROFILES_PER_PAGE}`),
  );
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

function ofKind(kind: SubjectKind | null): Sql {
  switch (kind) {
    case null:
      return sql`1 = 1`;
    case 'account':
      return sql`user_id = 0`;
    case 'user':
      return sql`account_id = 0`;
    case 'membership':
      return sql`account_id > 0 AND user_id > 0`;
  }
}
