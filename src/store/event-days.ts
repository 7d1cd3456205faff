import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import { activityRows } from './activity-rows';
import type { StoredActivity } from './activity-rows';
import { packDays, PARTS_WITH_USES_PER_ANSWER, writeUses } from './packed-days';
import { rewriteRows } from './rewrite-rows';
import type { ComputedRow, ComputedTable } from './rewrite-rows';
import { answerStaleBlocks, BLOCK_DAYS, blockOf, staleBlocks } from './stale-blocks';
import type { StaleBlock } from './stale-blocks';

/** Comes from every site each day and says nothing of what anybody did. */
export const SIGN_OF_LIFE = 'Site Observed';

/** Blocks that are packed together: a few answers of activity. */
const BLOCKS_AT_ONCE = 100;

const EVENT_DAYS: ComputedTable = {
  name: sql`event_days`,
  keys: [sql`event_id`, sql`block`, sql`account_id`, sql`part`],
  columns: [sql`packed`, sql`uses`],
  rowsPerAnswer: PARTS_WITH_USES_PER_ANSWER,
  rowsPerStatement: 160,
};

/**
 * Packs stale blocks anew, as many as fit before `deadline` (ms). Everything is taken from activity, only texts that differ are
 * written, and the notes go last: a run that is cut anywhere, or done twice, ends in the same rows. True when none is left.
 */
export async function refreshEventDays(
  ports: { readonly sql: SqlPort; readonly clock: () => number },
  { deadline }: { readonly deadline: number },
): Promise<boolean> {
  for (;;) {
    if (ports.clock() >= deadline) return false;
    const stale = await staleBlocks(ports.sql, BLOCKS_AT_ONCE);
    if (stale.length === 0) return true;
    const wanted = await packedRows(ports.sql, stale);
    const where = joinSql(
      stale.map(({ accountId, block }) => sql`(account_id = ${accountId} AND block = ${block})`),
      ' OR ',
    );
    await rewriteRows(ports.sql, EVENT_DAYS, where, wanted);
    await answerStaleBlocks(ports.sql, stale);
  }
}

/** Days of each user and uses by anyone on each day, both as offsets in the block. */
type Block = { readonly key: readonly number[]; readonly users: Map<number, Set<number>>; readonly uses: Map<number, number> };

async function packedRows(sqlPort: SqlPort, blocks: readonly StaleBlock[]): Promise<ComputedRow[]> {
  const blocksOf = new Map<string, Block>();
  for await (const { account_id, day, user_id, event_id, count } of activityOf(sqlPort, blocks)) {
    const block = blockOf(day);
    const name = `${event_id}:${block}:${account_id}`;
    const known: Block = blocksOf.get(name) ?? { key: [event_id, block, account_id], users: new Map(), uses: new Map() };
    blocksOf.set(name, known);
    const offset = day - block * BLOCK_DAYS;
    known.users.set(user_id, (known.users.get(user_id) ?? new Set()).add(offset));
    known.uses.set(offset, (known.uses.get(offset) ?? 0) + count);
  }
  return [...blocksOf.values()].flatMap(({ key, users, uses }) => {
    const ordered = [...users].sort(([a], [b]) => a - b).map(([userId, own]) => ({ userId, days: [...own].sort((a, b) => a - b) }));
    return packDays(ordered).map((packed, part) => ({ key: [...key, part], values: [packed, part === 0 ? writeUses(uses) : ''] }));
  });
}

/** What was done in these blocks. */
function activityOf(sqlPort: SqlPort, blocks: readonly StaleBlock[]): AsyncGenerator<StoredActivity> {
  const days = blocks.map(({ accountId, block }) => ({ accountId, from: block * BLOCK_DAYS, to: (block + 1) * BLOCK_DAYS }));
  return activityRows(sqlPort, days, sql`SELECT event_id FROM event_name WHERE name <> ${SIGN_OF_LIFE}`);
}
