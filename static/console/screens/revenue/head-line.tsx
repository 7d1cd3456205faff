import type { RevenueHead } from '../../../../src/contract/revenue-request';
import { isFiltering } from '../../parts/account-filter';
import { counted, day, money } from '../../parts/format';
import { closed, linkTo, type RevenueQuery } from './query';

/** How far the figures go and what is in question in them. */
export function HeadLine({ head, query }: { head: RevenueHead | null; query: RevenueQuery }) {
  if (head === null) return <p className="page-sub">Computed from your sales, to the cent.</p>;
  const isFiltered = isFiltering(query.filter);
  return (
    <p className="page-sub">
      {query.basis === 'customer' ? 'What customers pay' : 'What is left for you'}
      {isFiltered ? ' of the accounts chosen above' : ''}, up to {day(head.asOfDay)} (UTC)
      {isFiltered ? '' : `, from ${counted(head.lines, 'transaction line')}`}.
      {head.graceDays === 0 ? '' : ` A pause of up to ${counted(head.graceDays, 'day')} is no pause.`}
      {newLineWords(head.waiting)}{' '}
      {head.flagged.lines === 0 ? null : (
        <a href={linkTo({ ...closed(query), tab: 'reconciliation' }, {})}>
          {counted(head.flagged.lines, 'line')} in question, {money(head.flagged.cents)}
        </a>
      )}
    </p>
  );
}

/** A sentence to add where accounts have sales that are not in the figures yet. */
export const newLineWords = (waiting: number): string =>
  waiting === 0 ? '' : ` ${counted(waiting, 'account')} with new lines will be in the figures in a few minutes.`;
