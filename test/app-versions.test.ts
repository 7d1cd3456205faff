import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { releasesAnswer } from '../src/console/releases';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { appVersions } from '../src/store/app-versions';

const engine = openSqlite(':memory:');
const ports = portsOver(engine);
const RECEIVED = Date.parse('2028-03-01T12:00:00Z');
beforeAll(async () => {
  await migrate(ports, customerMigrations);
});
afterAll(() => engine.close());

let calls = 0;
const from = (version: string, day: string, environmentType = 'PRODUCTION'): SegmentCall => ({
  type: 'track',
  event: 'Site Observed',
  messageId: `m${String((calls += 1))}`,
  anonymousId: 'site',
  timestamp: `${day}T10:00:00Z`,
  context: { app: { name: 'board', version }, forge: { appKey: 'board', cloudId: 'c1', environmentType } },
});

test('versions are known by the first day on which a site ran them, in whatever order and however often that is told', async () => {
  const batch = [
    from('2.0.0', '2028-02-20'),
    from('2.1.0', '2028-03-01'),
    from('2.1.0', '2028-02-29'),
    from('3.0.0', '2028-02-25', 'DEVELOPMENT'),
    from('a1b2', '2028-02-25'),
  ];
  await storeBatch(ports.sql, batch, RECEIVED);
  await storeBatch(ports.sql, batch, RECEIVED);
  await storeBatch(ports.sql, [from('2.1.0', '2028-03-01'), from('1.9.0', '2028-03-01')], RECEIVED);
  expect(await releasesAnswer(ports)).toEqual({ releases: [{ app: 'board', version: '2.1.0', day: '2028-02-29' }] });
  expect((await appVersions(ports.sql)).map(({ app, version }) => `${app} ${version}`)).toEqual([
    'board 2.0.0',
    'board 2.1.0',
    'board 1.9.0',
  ]);

  // Late by days: it came out earlier than anybody knew.
  await storeBatch(ports.sql, [from('2.1.0', '2028-02-27')], RECEIVED);
  expect(await releasesAnswer(ports)).toEqual({ releases: [{ app: 'board', version: '2.1.0', day: '2028-02-27' }] });
});
