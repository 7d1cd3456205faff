import { openMysql } from '../dev/sql/mysql-engine';
import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { reviewsReport } from '../src/console/reviews';
import { asideText, changesPage, listAside, unmatchedPage } from '../src/console/sync-lists';
import { askForPass, pauseOrResume, syncReport } from '../src/console/sync';
import { ReviewsRequest } from '../src/contract/reviews';
import { AsideRequest, ChangesRequest } from '../src/contract/sync';
import licences from '../src/marketplace/fixtures/licences.json';
import { loadFeed, rowsOfList } from '../src/marketplace/load-feed';
import { planSync } from '../src/marketplace/plan';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { noteWindowSql } from '../src/store/queries/sync-windows';
import { missingMariaDb, startMariaDb } from './mariadb';

jest.setTimeout(120_000);

const NOW = Date.parse('2028-02-29T12:00:00Z');
const RUN = Math.floor(NOW / 1000);
const clock = () => NOW;
const missing = missingMariaDb();
if (missing !== null) console.warn(`Skipped: ${missing}`);

const licence = (name: string, besides: object = {}) => ({
  ...licences.converted,
  ...{ appEntitlementId: `id-${name}`, appEntitlementNumber: `E-${name}`, cloudId: `site-${name}`, productId: 'product' },
  ...besides,
});
const review = (id: string, stars: number) => ({ id, stars, content: 'Fine.', responseContent: '', date: '2028-02-29', scope: 'product' });

/** Rows of each kind that the screens read, written by the product's own use cases. */
async function fill(engine: SqlEngine): Promise<void> {
  const { sql, ddl } = portsOver(engine);
  await migrate({ sql, ddl }, vendorMigrations);
  const ports = { sql, settle: () => Promise.resolve() };
  const load = (feed: 'licences' | 'reviews', rows: readonly object[], run: number) =>
    loadFeed(ports, feed, rowsOfList(rows), { at: new Date(run * 1000).toISOString(), run, pass: 'full' });
  await planSync({ sql }, { now: NOW, feeds: ['licences', 'reviews'] });
  await load('licences', [licence('one'), licence('two'), licence('broken', { maintenanceStartDate: '2028-02-30' })], RUN);
  await load('licences', [licence('one', { tier: 'a tier of tomorrow' })], RUN + 1);
  await load('reviews', [review('a', 5), review('b', 1)], RUN);
  await sql.write(
    noteWindowSql(
      { feed: 'licences', pass: 'full', run: RUN },
      '|||',
      { read: 3, changed: 2, quarantined: 1 },
      new Date(NOW).toISOString(),
    ),
  );
  await pauseOrResume({ sql, clock }, 'reviews', true);
  await askForPass({ sql, clock }, null, 'delta');
}

(missing === null ? test : test.skip)('the sync and the reviews screens say the same on SQLite and on MariaDB', async () => {
  const server = await startMariaDb();
  if ('missing' in server) throw new Error(server.missing);
  const engines = [openSqlite(':memory:'), await openMysql(server.url, 'sync_screen')];
  try {
    const [one, two] = await Promise.all(
      engines.map(async (engine) => {
        await fill(engine);
        const { sql } = portsOver(engine);
        const ports = { sql, clock, variables: () => undefined };
        const aside = await listAside(ports, AsideRequest.parse({ report: 'licences' }));
        return {
          sync: await syncReport(ports, { canChange: true }),
          changes: await changesPage(ports, ChangesRequest.parse({})),
          named: await changesPage(ports, ChangesRequest.parse({ key: 'E-one' })),
          ofReport: await changesPage(ports, ChangesRequest.parse({ key: 'entitlement:id-o', report: 'licences' })),
          aside,
          raw: await asideText(ports, aside.rows[0]?.id ?? 0),
          licences: await unmatchedPage(ports, { kind: 'licences', afterId: 0, pageSize: 50 }),
          apps: await unmatchedPage(ports, { kind: 'apps', afterId: 0, pageSize: 50 }),
          reviews: await reviewsReport(ports, { canChange: true }, ReviewsRequest.parse({})),
        };
      }),
    );
    expect(two).toEqual(one);
    expect(one?.named.rows).toHaveLength(1);
    expect(one?.ofReport.rows).toHaveLength(1);
    expect(one?.aside.total).toBe(1);
    expect(one?.reviews).toMatchObject({ total: 2, average: 3 });
    expect(one?.sync.reports[0]).toMatchObject({ state: 'running', rows: 2, setAside: 1 });
  } finally {
    for (const engine of engines) await engine.close();
    await server.stop();
  }
});
