import { simulateVendor } from '../dev/simulator/simulate-vendor';
import { startMarketplaceServer, type MarketplaceServer } from '../dev/marketplace/start-marketplace-server';
import { planSync } from '../src/marketplace/plan';
import { replyToReview } from '../src/marketplace/reply-to-review';
import { sql } from '../src/platform/sql';
import { changeLog } from '../src/store/queries/sync-changes';
import { MARKETPLACE_FEEDS } from '../src/store/queries/sync-feed';
import { runFigures } from '../src/store/queries/sync-windows';
import { pauseFeed, wantPass } from '../src/store/queries/sync-wishes';
import { syncStatus } from '../src/store/queries/sync-status';
import { sync, withVendor, type SyncedVendor } from './synced-vendor';
import { httpTo } from './http-to';

const NOW = Date.parse('2028-02-29T12:00:00Z');
const DAY = 86_400_000;
const EMAIL = 'bot@example.com';
const vendor = simulateVendor({ seed: 'feeds', accounts: 60, months: 14, endDay: '2028-02-29' });
const REST = MARKETPLACE_FEEDS.filter((feed) => feed !== 'licences' && feed !== 'transactions');

/** A vendor's store beside the real server, asked over HTTP. */
async function withServer(story: (of: SyncedVendor, server: MarketplaceServer) => Promise<void>): Promise<void> {
  const server = await startMarketplaceServer({ port: 0, vendor, email: EMAIL, token: 'x', now: () => NOW, quirks: { exportPolls: 0 } });
  try {
    const world = { rows: { licences: [], transactions: [] }, requests: [], fault: () => null, http: httpTo(server.url) };
    await withVendor(world, (of) => story(of, server), NOW, { MARKETPLACE_VENDOR_ID: String(vendor.vendorId) });
  } finally {
    await server.stop();
  }
}

async function rowsByFeed(of: SyncedVendor): Promise<Record<string, number>> {
  const rows = await of.ports.sql.query(sql`SELECT feed, COUNT(*) AS row_count FROM feed_row WHERE gone_at IS NULL GROUP BY feed`);
  return Object.fromEntries(rows.map((row) => [String(row.feed), Number(row.row_count)]));
}

const distinct = (rows: readonly Record<string, unknown>[], fields: readonly string[]): number =>
  new Set(rows.map((row) => fields.map((field) => String(row[field])).join('|'))).size;

/** Reads every report that is due, a few at a time as the planner lets them. */
async function syncAll(of: SyncedVendor): Promise<string[]> {
  const kinds: string[] = [];
  for (;;) {
    const outcomes = await sync(of, of.ports, MARKETPLACE_FEEDS);
    if (outcomes.length === 0) return kinds;
    kinds.push(...outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.code : outcome.kind)));
  }
}

test('every report of the table comes in, whatever way its rows travel', async () => {
  await withServer(async (of, server) => {
    expect(new Set(await syncAll(of))).toEqual(new Set(['done']));
    const events = ['eventDate', 'appEntitlementNumber', 'appEntitlementId', 'transactionId', 'licenseId'];
    expect(await rowsByFeed(of)).toEqual({
      'churn-events': distinct(server.rows('churn'), events),
      'conversion-events': distinct(server.rows('conversion'), events),
      'renewal-events': distinct(server.rows('renewal'), events),
      feedback: distinct(server.rows('feedback'), [
        'date',
        'feedbackType',
        'appEntitlementNumber',
        'appEntitlementId',
        'licenseId',
        'reasonKey',
      ]),
      reviews: 60,
      'recurring-revenue': server.rows('metrics').length,
      evaluations: server.rows('evaluations').length,
      'churn-benchmark': 1,
      'app-versions': 3,
      promotions: 1,
      offerings: 1,
      'price-plans': 1,
      attribution: server.rows('attribution').length,
    });
    expect(await syncStatus(of.ports.sql)).toMatchObject({ quarantined: 0, lastError: null });
    // No name or address of anybody is among what is kept of reviews and feedback.
    const raws = await of.ports.sql.query(sql`SELECT row_key, raw FROM feed_row WHERE feed IN ('reviews', 'feedback')`);
    expect(JSON.stringify(raws)).not.toContain('example.com');
    // Nothing is due now; a day later only some are, and nothing has changed.
    expect(await syncAll(of)).toEqual([]);
    const before = await changeLog(of.ports.sql, { feed: null, beforeId: null, limit: 10 });
    of.clock.now += DAY + 60_000;
    expect((await syncAll(of)).length).toBeGreaterThan(5);
    expect(await changeLog(of.ports.sql, { feed: null, beforeId: null, limit: 10 })).toEqual(before);
  });
}, 60_000);

test('a reply goes to the Marketplace and into the store, as one change; a review that vanishes is gone, and back when it is there again', async () => {
  await withServer(async (of, server) => {
    await sync(of, of.ports, ['reviews']);
    of.clock.now += 60_000;
    expect(await replyToReview(of.ports, { reviewKey: 'review-1', reply: ' We fixed it. ' })).toEqual({
      kind: 'replied',
      reply: 'We fixed it.',
    });
    const all = server.rows('reviews');
    expect(all.find((row) => row.id === 'review-1')).toMatchObject({ responseContent: 'We fixed it.' });
    server.setRows('reviews', all.slice(0, -1));
    of.clock.now += DAY;
    await sync(of, of.ports, ['reviews']);
    server.setRows('reviews', all);
    of.clock.now += DAY;
    await sync(of, of.ports, ['reviews']);
    const log = await changeLog(of.ports.sql, { feed: 'reviews', beforeId: null, limit: 10 });
    expect(log.map(({ rowKey, kind, version, changes }) => ({ rowKey, kind, version, changes }))).toEqual([
      { rowKey: 'review-59', kind: 'back', version: 1, changes: [] },
      { rowKey: 'review-59', kind: 'gone', version: 1, changes: [] },
      { rowKey: 'review-1', kind: 'changed', version: 2, changes: [{ field: 'responseContent', from: null, to: '"We fixed it."' }] },
    ]);
    expect((await rowsByFeed(of)).reviews).toBe(60);
    // Taken away again.
    expect(await replyToReview(of.ports, { reviewKey: 'review-1', reply: null })).toEqual({ kind: 'replied', reply: null });
    expect(server.rows('reviews').find((row) => row.id === 'review-1')).toMatchObject({ responseContent: '' });
  });
});

test('a reply that the Marketplace will not have changes nothing here and says why', async () => {
  await withServer(async (of, server) => {
    await sync(of, of.ports, ['reviews']);
    const reply = (reviewKey = 'review-2', text = 'Thank you.') => replyToReview(of.ports, { reviewKey, reply: text });
    for (const [status, outcome] of [
      [401, { kind: 'failed', code: 'token-expired' }],
      [403, { kind: 'failed', code: 'reply-forbidden' }],
      [409, { kind: 'failed', code: 'reply-conflict' }],
      [503, { kind: 'retry' }],
    ] as const) {
      server.setQuirks({ nextResponses: [{ status }] });
      expect(await reply()).toMatchObject(outcome);
    }
    expect(await reply('review-2', '  ')).toMatchObject({ code: 'refused' });
    expect(await reply('review-none')).toMatchObject({ code: 'review-gone' });
    server.setRows(
      'reviews',
      server.rows('reviews').filter((row) => row.id !== 'review-2'),
    );
    expect(await reply()).toMatchObject({ code: 'review-gone' });
    expect(await changeLog(of.ports.sql, { feed: 'reviews', beforeId: null, limit: 10 })).toEqual([]);
  });
});

test('a list that changes between its pages is read again, and nothing of it is taken for gone', async () => {
  await withServer(async (of, server) => {
    const rows = Array.from({ length: 120 }, (_, index) => ({
      addonKey: 'a',
      date: '2027-05-01',
      feedbackType: 'uninstall',
      licenseId: `SEN-${String(index)}`,
    }));
    server.setRows('feedback', rows);
    await sync(of, of.ports, ['feedback']);
    expect((await rowsByFeed(of)).feedback).toBe(120);
    of.clock.now += 8 * DAY;
    let pages = 0;
    const { http } = of.world;
    of.world.http = (request) => {
      // A row of the first page goes while the second is asked for, again and again.
      if (request.url.includes('feedback') && (pages += 1) % 2 === 0) server.setRows('feedback', server.rows('feedback').slice(1));
      return http(request);
    };
    await sync(of, of.ports, ['feedback']);
    expect((await rowsByFeed(of)).feedback).toBe(120);
    of.world.http = http;
    await wantPass(of.ports.sql, 'feedback', 'full', new Date(of.clock.now).toISOString());
    of.clock.now += 1_000;
    await sync(of, of.ports, ['feedback']);
    expect((await rowsByFeed(of)).feedback).toBe(server.rows('feedback').length);
  });
});

test('a report that answers with next to nothing does not empty the store; when the next full pass agrees, it does', async () => {
  await withServer(async (of, server) => {
    const rows = Array.from({ length: 120 }, (_, index) => ({
      addonKey: 'a',
      date: '2027-05-01',
      feedbackType: 'uninstall',
      licenseId: `SEN-${String(index)}`,
    }));
    server.setRows('feedback', rows);
    await sync(of, of.ports, ['feedback']);
    server.setRows('feedback', rows.slice(0, 3));
    of.clock.now += 8 * DAY;
    await sync(of, of.ports, ['feedback']);
    expect((await rowsByFeed(of)).feedback).toBe(120);
    of.clock.now += 8 * DAY;
    await sync(of, of.ports, ['feedback']);
    expect((await rowsByFeed(of)).feedback).toBe(3);
  });
});

test('a feed rests when it is told to, and goes on; another is asked for at once', async () => {
  await withServer(async (of) => {
    await pauseFeed(of.ports.sql, 'reviews', '2028-02-29T12:00:00.000Z');
    expect(await sync(of, of.ports, ['reviews', 'promotions'])).toMatchObject([{ kind: 'done', feed: 'promotions' }]);
    await wantPass(of.ports.sql, 'promotions', 'full', '2028-02-29T12:01:00.000Z');
    of.clock.now += 60_000;
    expect(await sync(of, of.ports, ['reviews', 'promotions'])).toMatchObject([{ kind: 'done', feed: 'promotions' }]);
    await pauseFeed(of.ports.sql, 'reviews', null);
    expect(await sync(of, of.ports, ['reviews', 'promotions'])).toMatchObject([{ kind: 'done', feed: 'reviews' }]);
    expect((await runFigures(of.ports.sql, 10)).map(({ feed, read, changed }) => ({ feed, read, changed }))).toEqual([
      { feed: 'promotions', read: 1, changed: 0 },
      { feed: 'reviews', read: 60, changed: 60 },
      { feed: 'promotions', read: 1, changed: 1 },
    ]);
  });
});

test('at most eight reports are read at once', async () => {
  await withServer(async (of) => {
    expect(await planSync(of.ports, { now: NOW })).toHaveLength(8);
    expect(await planSync(of.ports, { now: NOW })).toHaveLength(0);
    expect(REST.length + 2).toBeGreaterThan(8);
  });
});

test('exports whose rows come twice, in no order, lost, failed or counted by nobody leave the same store', async () => {
  await withServer(async (of, server) => {
    server.setQuirks({ repeatsEvery: 7, pagesFail: true, nextExports: ['lose', 'fail', 'truncate', 'complete', 'lose'] });
    expect((await sync(of)).map((outcome) => outcome.kind)).toEqual(['done', 'done']);
    const own = vendor.licences.filter((row) => row.licenseSourceType !== 'Atlassian').length;
    expect(await syncStatus(of.ports.sql)).toMatchObject({ licences: own, transactions: vendor.transactions.length, lastError: null });
    const versions = await of.ports.sql.query(sql`SELECT MAX(version) AS highest FROM transaction_line`);
    expect(versions).toEqual([{ highest: 1 }]);
  });
}, 30_000);
