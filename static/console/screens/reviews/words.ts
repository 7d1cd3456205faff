import type { Review, ReviewsReport } from '../../../../src/contract/reviews';
import { count, counted } from '../../parts/format';

/** `4.3`, and a dash without any. */
export const rating = (value: number | null): string => (value === null ? '–' : value.toFixed(1));

export const starWords = (stars: Review['stars']): string => (stars === null ? 'Without stars' : `${String(stars)} of 5 stars`);
/** Five signs, as a picture of the words. */
export const starSigns = (stars: Review['stars']): string => (stars === null ? '' : `${'★'.repeat(stars)}${'☆'.repeat(5 - stars)}`);

const monthFormat = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short' });
/** `2028-02` as `Feb 2028` */
export const monthWords = (month: string): string => monthFormat.format(new Date(`${month}-01T00:00:00Z`));

export function subtitle({ apps, total, average, unanswered, readAt }: ReviewsReport, ago: (iso: string) => string): string {
  if (total === 0) return readAt === null ? 'The reviews have not been read yet.' : `No reviews, as of ${ago(readAt)} ago.`;
  const of = apps.length > 1 ? ` of ${counted(apps.length, 'app')}` : '';
  const read = readAt === null ? '' : ` Read ${ago(readAt)} ago.`;
  return `${counted(total, 'review')}${of}, ${rating(average)} stars on average, ${count(unanswered)} unanswered.${read}`;
}
