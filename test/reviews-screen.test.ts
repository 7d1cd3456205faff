import { reviewsReport } from '../src/console/reviews';
import { ReviewsReport, ReviewsRequest } from '../src/contract/reviews';
import licences from '../src/marketplace/fixtures/licences.json';
import { loadFeed, rowsOfList } from '../src/marketplace/load-feed';
import { memoryMarketplace } from './memory-marketplace';
import { sync, withVendor, type SyncedVendor } from './synced-vendor';

const NOW = Date.parse('2028-03-02T12:00:00Z');
const review = (id: string, besides: Record<string, unknown>) => ({
  ...{
    id,
    content: 'Fine.',
    responseContent: '',
    stars: 4,
    date: '2028-02-29T10:30:00Z',
    totalVotes: 0,
    helpfulVotes: 0,
    isFlagged: false,
  },
  ...{ authorName: 'Some One', scope: 'product-a' },
  ...besides,
});

async function withReviews(rows: readonly unknown[], story: (of: SyncedVendor) => Promise<void>): Promise<void> {
  const licence = { ...licences.converted, productId: 'product-a', addonName: 'Checklists' };
  await withVendor(
    memoryMarketplace({ licences: [licence], transactions: [] }),
    async (of) => {
      await sync(of);
      const seen = { at: new Date(NOW).toISOString(), run: Math.floor(NOW / 1000), pass: 'full' } as const;
      await loadFeed({ sql: of.ports.sql, settle: () => Promise.resolve() }, 'reviews', rowsOfList(rows), seen);
      await story(of);
    },
    NOW,
  );
}
const shown = async (of: SyncedVendor, request: Partial<ReviewsRequest> = {}) =>
  ReviewsReport.parse(await reviewsReport(of.ports, { canChange: true }, ReviewsRequest.parse(request)));
const keys = ({ list }: ReviewsReport) => list.rows.map(({ key }) => key);

const STORY = [
  review('answered', { stars: 5, responseContent: 'Thank you.', date: '2028-03-01T00:00:00Z' }),
  review('old', { stars: 1, date: '2027-12-31T23:59:59Z' }),
  review('new', { stars: 2, date: '2028-02-29T00:00:00Z' }),
  review('other', { scope: 'product-b', content: '<script>alert(1)</script>', stars: 3 }),
  review('mute', { content: null, stars: null, date: '2028-01-05' }),
];

test('unanswered reviews come first, the newest before the older, whatever the filters', async () => {
  await withReviews(STORY, async (of) => {
    const all = await shown(of);
    expect(keys(all)).toEqual(['new', 'other', 'mute', 'old', 'answered']);
    expect(all).toMatchObject({ total: 5, unanswered: 4, average: 2.75, list: { total: 5 } });
    expect(all.apps).toEqual([
      { app: 'product-a', name: 'Checklists', reviews: 4 },
      { app: 'product-b', name: 'product-b', reviews: 1 },
    ]);
    expect(keys(await shown(of, { app: 'product-a' }))).toEqual(['new', 'mute', 'old', 'answered']);
    expect(keys(await shown(of, { app: 'product-a', stars: 5 }))).toEqual(['answered']);
    expect(await shown(of, { app: 'product-a', stars: 3 })).toMatchObject({ total: 4, list: { rows: [], total: 0 } });
    expect([...keys(await shown(of, { pageSize: 2 })), ...keys(await shown(of, { pageSize: 2, page: 1 }))]).toEqual([
      'new',
      'other',
      'mute',
      'old',
    ]);
    expect(keys(await shown(of, { page: 7 }))).toEqual([]);
  });
});

test('what a review says is text, and nobody who wrote one is named', async () => {
  await withReviews(STORY, async (of) => {
    const all = await shown(of);
    expect(all.list.rows.find(({ key }) => key === 'other')?.text).toBe('<script>alert(1)</script>');
    expect(all.list.rows.find(({ key }) => key === 'mute')).toMatchObject({ text: '', stars: null, reply: null });
    expect(all.list.rows.find(({ key }) => key === 'answered')?.reply).toBe('Thank you.');
    expect(JSON.stringify(all)).not.toContain('Some One');
  });
});

test('the rating is told by month over the turn of a year and the end of a leap February, with the months that nobody wrote in', async () => {
  await withReviews(STORY, async (of) => {
    const { months, distribution } = await shown(of, { app: 'product-a' });
    expect(months).toEqual([
      { month: '2027-12', reviews: 1, average: 1, soFar: 1 },
      { month: '2028-01', reviews: 1, average: null, soFar: 1 },
      { month: '2028-02', reviews: 1, average: 2, soFar: 1.5 },
      { month: '2028-03', reviews: 1, average: 5, soFar: 2.67 },
    ]);
    expect(distribution.map(({ reviews }) => reviews)).toEqual([1, 0, 0, 1, 1]);
  });
});

test('without a review there is nothing to say, and no error', async () => {
  await withReviews([], async (of) => {
    expect(await shown(of)).toMatchObject({
      total: 0,
      average: null,
      unanswered: 0,
      months: [],
      apps: [],
      readAt: null,
      list: { total: 0 },
    });
  });
});
