import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumberOf } from '../src/platform/days';
import { refreshEngagement } from '../src/store/engagement-rows';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';

/** One account in which users used one feature on days, as an installation has it at `now`. */
export async function storeOfUses(uses: readonly (readonly [user: string, day: string])[], now: number) {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, customerMigrations);
  const calls = uses.map(([userId, day], index): SegmentCall => ({
    type: 'track',
    event: 'Item Added',
    messageId: `m${String(index)}`,
    userId,
    timestamp: `${day}T10:00:00Z`,
    context: { forge: { appKey: 'board', cloudId: 'c1', feature: true } },
  }));
  await storeBatch(ports.sql, calls, now);
  const asking = { sql: ports.sql, clock: () => now };
  await refreshEngagement(asking, { today: dayNumberOf(now), deadline: Infinity });
  return { ...asking, close: () => engine.close() };
}
