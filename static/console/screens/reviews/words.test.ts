import type { ReviewsReport } from '../../../../src/contract/reviews';
import { monthWords, rating, starSigns, starWords, subtitle } from './words';
import { readQuery, writeQuery } from './query';

const report = {
  apps: [{ app: 'a', name: 'A', reviews: 60 }],
  total: 60,
  average: 4.25,
  unanswered: 40,
  readAt: '2028-02-29T10:00:00Z',
} as unknown as ReviewsReport;
const ago = () => '2 h';

test.each<[Partial<ReviewsReport>, string]>([
  [{}, '60 reviews, 4.3 stars on average, 40 unanswered. Read 2 h ago.'],
  [{ apps: [...report.apps, ...report.apps], unanswered: 0 }, '60 reviews of 2 apps, 4.3 stars on average, 0 unanswered. Read 2 h ago.'],
  [{ total: 1, average: null, unanswered: 1 }, '1 review, – stars on average, 1 unanswered. Read 2 h ago.'],
  [{ total: 0, average: null }, 'No reviews, as of 2 h ago.'],
  [{ total: 0, average: null, readAt: null }, 'The reviews have not been read yet.'],
])('%j', (part, words) => {
  expect(subtitle({ ...report, ...part }, ago)).toBe(words);
});

test('stars are said and drawn', () => {
  expect([rating(null), rating(5), rating(3.96)]).toEqual(['–', '5.0', '4.0']);
  expect([starWords(4), starSigns(4), starWords(null), starSigns(null)]).toEqual(['4 of 5 stars', '★★★★☆', 'Without stars', '']);
  expect(monthWords('2028-02')).toBe('Feb 2028');
});

test('an address says the same that it was made of; what does not fit is left out', () => {
  const query = { app: 'id & more', stars: 2, page: 3 } as const;
  expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
  expect(readQuery(new URLSearchParams(`stars=6&page=-1&app=${'x'.repeat(200)}`))).toEqual({ app: null, stars: null, page: 0 });
});
