import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { partOf, spaceReport } from '../src/console/space';
import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { tableSizes } from '../src/store/queries/table-sizes';

const PAGE_BYTES = 8_192;

test('the console tells what fills the database, and nearly all of it', async () => {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const before = await tableSizes(ports.sql);
  const calls = 'x'.repeat(500_000);
  await ports.sql.write(sql`
    INSERT INTO letter (letter_id, batch_id, destination, state, reason, events, at, attempts, calls)
    VALUES ('l1', 'b1', 'segment', 'dead', 'refused', 1, '2028-02-29T12:00:00.000Z', 1, ${calls})`);
  const sizes = await tableSizes(ports.sql);
  expect(sizes[0]?.name).toBe('letter');
  expect(sizes.map(({ name }) => name).filter((name) => partOf(name) === 'other')).toEqual(['erasure', 'schema_step']);
  const bytes = (all: typeof sizes) => all.reduce((sum, each) => sum + each.bytes, 0);
  // The table had a page before.
  expect(bytes(sizes) - bytes(before)).toBeGreaterThanOrEqual(calls.length - PAGE_BYTES);
  expect(bytes(sizes)).toBeLessThanOrEqual(await engine.bytesUsed());
  expect(bytes(sizes)).toBeGreaterThan((await engine.bytesUsed()) * 0.9);
  expect(spaceReport(sizes).parts?.[0]?.part).toBe('delivery');
  await engine.close();
});
