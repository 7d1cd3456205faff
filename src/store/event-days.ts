import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { activityRows } from './activity-rows';
import type { StoredActivity } from './activity-rows';
import { SMALL_ROWS_PER_STATEMENT } from './chunks';
import { placeOf } from './event-place';
import { packUses, PARTS_WITH_USES_PER_ANSWER } from './packed-days';
import { rewriteRows } from './rewrite-rows';
import type { ComputedRow, ComputedTable } from './rewrite-rows';
import { anySql, sharedSpans } from './spans';
import { answerStaleBlocks, BLOCK_DAYS, blockOf, staleBlocks } from './stale-blocks';
import type { StaleBlock } from './stale-blocks';

/** Comes from every site each day and says nothing of what anybody did. */
export const SIGN_OF_LIFE = 'Site Observed';

/** Blocks that are packed together: a few answers of activity. */
const BLOCKS_AT_ONCE = 100;

const EVENT_USE: ComputedTable = {
  name: sql`event_use`,
  keys: [sql`place`, sql`account_id`],
  columns: [sql`packed`, sql`uses`],
  rowsPerAnswer: PARTS_WITH_USES_PER_ANSWER,
  rowsPerStatement: SMALL_ROWS_PER_STATEMENT,
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
    await rewriteRows(ports.sql, EVENT_USE, inBlocks(stale), wanted);
    await answerStaleBlocks(ports.sql, stale);
  }
}

function inBlocks(blocks: readonly StaleBlock[]): Sql {
  const spans = blocks.map(({ accountId, block }) => ({ accountId, first: block, last: block }));
  return anySql(
    sharedSpans(spans).map(
      ({ accounts, first, last }) => sql`(account_id IN (${accounts}) AND place >= ${placeOf(first)} AND place < ${placeOf(last + 1)})`,
    ),
  );
}

/** How often each user did an event on which days, as offsets in the block. */
type Block = {
  readonly accountId: number;
  readonly block: number;
  readonly eventId: number;
  readonly users: Map<number, Map<number, number>>;
};

async function packedRows(sqlPort: SqlPort, blocks: readonly StaleBlock[]): Promise<ComputedRow[]> {
  const blocksOf = new Map<string, Block>();
  for await (const { account_id, day, user_id, event_id, count } of activityOf(sqlPort, blocks)) {
    const block = blockOf(day);
    const name = `${event_id}:${block}:${account_id}`;
    const { users }: Block = blocksOf.get(name) ?? { accountId: account_id, block, eventId: event_id, users: new Map() };
    blocksOf.set(name, { accountId: account_id, block, eventId: event_id, users });
    const offset = day - block * BLOCK_DAYS;
    const uses = users.get(user_id) ?? new Map<number, number>();
    users.set(user_id, uses.set(offset, (uses.get(offset) ?? 0) + count));
  }
  return [...blocksOf.values()].flatMap(({ accountId, block, eventId, users }) => {
    const ordered = byNumber(users).map(([userId, uses]) => ({ userId, uses: new Map(byNumber(uses)) }));
    return packUses(ordered).map(({ packed, uses }, part) => ({ key: [placeOf(block, eventId, part), accountId], values: [packed, uses] }));
  });
}

const byNumber = <T>(map: ReadonlyMap<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);

/** What was done in these blocks. */
function activityOf(sqlPort: SqlPort, blocks: readonly StaleBlock[]): AsyncGenerator<StoredActivity> {
  const days = blocks.map(({ accountId, block }) => ({ accountId, from: block * BLOCK_DAYS, to: (block + 1) * BLOCK_DAYS }));
  return activityRows(sqlPort, days, sql`SELECT event_id FROM event_name WHERE name <> ${SIGN_OF_LIFE}`);
}
