import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Pair } from '../profiles';

/** The rows `m` of who is in a segment that is live; 0 is out, 65535 what cannot be evaluated. */
export const SEGMENT_MEMBERS: Sql = sql`segment_unit su JOIN segment sg ON sg.segment_id = su.segment_id AND sg.state = 'live'
  JOIN segment_member m ON m.unit_id = su.unit_id AND m.entered_day BETWEEN 1 AND 65534`;

const CountRow = z.object({ segment_id: z.coerce.number(), members: z.coerce.number() });

/** How many are in each of the segments; those without a member are absent. */
export async function segmentCounts(sqlPort: SqlPort): Promise<ReadonlyMap<number, number>> {
  const rows = z
    .array(CountRow)
    .parse(await sqlPort.query(sql`SELECT su.segment_id, COUNT(*) AS members FROM ${SEGMENT_MEMBERS} GROUP BY su.segment_id`));
  return new Map(rows.map(({ segment_id, members }) => [segment_id, members]));
}

const TurnsRow = z.object({ segment_id: z.coerce.number(), day: z.coerce.number(), entered: z.coerce.number(), turns: z.coerce.number() });
export type TurnsOfDay = { readonly segmentId: number; readonly day: number; readonly entered: number; readonly left: number };

/** Who came into each of the segments and left it, by day from `fromDay`, the oldest first. */
export async function turnsByDay(sqlPort: SqlPort, segmentIds: readonly number[], fromDay: number): Promise<TurnsOfDay[]> {
  if (segmentIds.length === 0) return [];
  const rows = z.array(TurnsRow).parse(
    await sqlPort.query(sql`
      SELECT segment_id, day, entered, COUNT(*) AS turns FROM segment_turn
      WHERE segment_id IN (${segmentIds}) AND day >= ${fromDay}
      GROUP BY segment_id, day, entered ORDER BY segment_id, day, entered`),
  );
  return rows.map(({ segment_id, day, entered, turns }) => ({
    segmentId: segment_id,
    day,
    entered: entered === 1 ? turns : 0,
    left: entered === 1 ? 0 : turns,
  }));
}

const OverlapRow = z.object({ bits: z.coerce.number(), subjects: z.coerce.number() });

/** How many are in exactly these of at most three segments, for every combination that somebody is in. */
export async function segmentOverlap(
  sqlPort: SqlPort,
  segmentIds: readonly number[],
): Promise<readonly { readonly segments: readonly number[]; readonly subjects: number }[]> {
  const each = segmentIds.map(
    (id, index) => sql`SELECT m.account_id, m.user_id, ${1 << index} AS bit FROM ${SEGMENT_MEMBERS} WHERE su.segment_id = ${id}`,
  );
  const rows = z.array(OverlapRow).parse(
    await sqlPort.query(sql`
      SELECT bits, COUNT(*) AS subjects
      FROM (SELECT account_id, user_id, SUM(bit) AS bits FROM (${joinSql(each, ' UNION ALL ')}) one GROUP BY account_id, user_id) everybody
      GROUP BY bits ORDER BY subjects DESC, bits`),
  );
  return rows.map(({ bits, subjects }) => ({ segments: segmentIds.filter((_, index) => (bits & (1 << index)) !== 0), subjects }));
}

const InRow = z.object({
  segment_id: z.coerce.number(),
  name: z.string(),
  account_id: z.coerce.number(),
  user_id: z.coerce.number(),
  entered_day: z.coerce.number(),
});

/** The segments that an account is in, or that a user is in: as such, and in each of their accounts. By name. */
export async function segmentsOf(sqlPort: SqlPort, { accountId, userId }: { readonly accountId: number; readonly userId: number }) {
  const inAccounts = sql`OR (m.user_id = ${userId} AND m.account_id IN (SELECT b.account_id FROM membership b WHERE b.user_id = ${userId}))`;
  return z.array(InRow).parse(
    await sqlPort.query(sql`
      SELECT su.segment_id, sg.name, m.account_id, m.user_id, m.entered_day FROM ${SEGMENT_MEMBERS}
      WHERE (m.account_id = ${accountId} AND m.user_id = ${userId})${accountId === 0 ? sql` ${inAccounts}` : sql``}
      ORDER BY sg.name, su.segment_id, m.account_id`),
  );
}

const TagRow = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number(), tag: z.string(), segment_id: z.coerce.number(), name: z.string() })
  .transform((row) => ({ accountId: row.account_id, userId: row.user_id, tag: row.tag, segmentId: row.segment_id, segment: row.name }));

/** The tags that subjects carry as members of segments, by tag. */
export async function tagsByRule(sqlPort: SqlPort, pairs: readonly Pair[]) {
  if (pairs.length === 0) return [];
  const each = pairs.map(({ accountId, userId }) => sql`(m.account_id = ${accountId} AND m.user_id = ${userId})`);
  return z.array(TagRow).parse(
    await sqlPort.query(sql`
      SELECT m.account_id, m.user_id, sg.tag, su.segment_id, sg.name FROM ${SEGMENT_MEMBERS}
      WHERE sg.tag IS NOT NULL AND (${joinSql(each, ' OR ')}) ORDER BY sg.tag, su.segment_id`),
  );
}
