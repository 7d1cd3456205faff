import { useEffect, useMemo, useRef } from 'react';
import type { MovementRow, MovementsRequest } from '../../../../src/contract/revenue-movements';
import { useAsk } from '../../parts/ask-context';
import type { CsvColumn } from '../../parts/csv';
import type { Column } from '../../parts/data-table';
import { count, counted, day, money, moneyDigits } from '../../parts/format';
import { month } from '../../parts/months';
import { useAnswer } from '../../parts/use-answer';
import { AccountLink } from './account-link';
import { Answered } from '../../parts/answered';
import { Listed } from './listed';
import { closed, linkTo, type RevenueQuery } from './query';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { SaveAll } from './save-all';
import { PAGE_SIZE, usePageRequest } from './use-revenue';
import { movementWords } from './words';

const columnsOf = (query: RevenueQuery): readonly Column<MovementRow>[] => [
  {
    heading: 'Company',
    isRowHeading: true,
    width: '28%',
    cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
  },
  { heading: 'Day (UTC)', cell: (row) => day(row.day) },
  { heading: 'Movement', cell: (row) => movementWords[row.kind].term },
  { heading: 'Before', align: 'end', cell: (row) => money(row.beforeCents) },
  { heading: 'After', align: 'end', cell: (row) => money(row.afterCents) },
  { heading: 'Change of MRR', align: 'end', cell: (row) => <strong>{money(row.cents)}</strong> },
];
const FILE: readonly CsvColumn<MovementRow>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day },
  { heading: 'Movement', cell: (row) => movementWords[row.kind].term },
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'App', cell: (row) => row.app },
  { heading: 'Before (USD)', cell: (row) => Number(moneyDigits(row.beforeCents)) },
  { heading: 'After (USD)', cell: (row) => Number(moneyDigits(row.afterCents)) },
  { heading: 'Change of MRR (USD)', cell: (row) => Number(moneyDigits(row.cents)) },
];
export const movementKey = ({ account, day: on, kind, cents }: MovementRow): string => `${account} ${on} ${kind} ${String(cents)}`;

type MovementsProps = { readonly query: RevenueQuery; readonly asOfDay: string; readonly onPage: (page: number) => void };

/** What a bar of the bridge is made of. */
export function Movements({ query, asOfDay, onPage }: MovementsProps) {
  const ask = useAsk();
  const paged = usePageRequest(query);
  const { from, to, kind } = query;
  const input = useMemo<MovementsRequest>(() => ({ ...paged, from: from ?? '', to: to ?? from ?? '', kind }), [paged, from, to, kind]);
  const { loaded, retry } = useAnswer(ask, 'revenueMovements', input);
  const heading = useRef<HTMLHeadingElement>(null);
  // What was chosen above has opened here: keyboard and screen reader go on from it.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [from, to, kind]);
  const title = kind === null ? 'All movements' : movementWords[kind].term;
  const period = input.from === input.to ? month(input.from) : `${month(input.from)} to ${month(input.to)}`;
  return (
    <section className="card" aria-labelledby="movements">
      <div className="card-head">
        <h2 id="movements" ref={heading} tabIndex={-1}>
          {title}, {period}
          {loaded.kind === 'ready' ? <span className="card-count"> {count(loaded.value.total)}</span> : null}
        </h2>
        <div className="card-actions">
          <SaveAll
            title={title}
            fileName={`tidemark-movements-${input.from}-${input.to}-${asOfDay}`}
            columns={FILE}
            isDisabled={loaded.kind !== 'ready' || loaded.value.total === 0}
            read={() => allRows((page) => ask('revenueMovements', { ...input, page, pageSize: EXPORT_PAGE_SIZE }), movementKey)}
          />
          <a href={linkTo(closed(query), {})}>Close</a>
        </div>
      </div>
      <Answered loaded={loaded} height={240} onRetry={retry}>
        {({ rows, total, sumCents }, isBusy) => (
          <div>
            {total === 0 ? null : (
              <p className="list-lead">
                {counted(total, 'movement')}, together <strong>{money(sumCents)}</strong>. A company’s name opens its lines.
              </p>
            )}
            <Listed
              caption={`${title}, ${period}`}
              things="movements"
              columns={columnsOf(query)}
              rows={rows}
              rowKey={movementKey}
              page={query.page}
              pageSize={PAGE_SIZE}
              total={total}
              empty="Nothing of this kind in these months."
              isBusy={isBusy}
              onPage={onPage}
            />
          </div>
        )}
      </Answered>
    </section>
  );
}
