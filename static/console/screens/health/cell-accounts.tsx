import { useMemo } from 'react';
import { HEALTH_ROWS, type HealthAccountsAnswer } from '../../../../src/contract/health';
import { Answered } from '../../parts/answered';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import { useAsk } from '../../parts/ask-context';
import { useFilteredHref } from '../../parts/carried-filter';
import { type Column, DataTable } from '../../parts/data-table';
import { day, money } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { useAnswer } from '../../parts/use-answer';
import { AccountLink } from './account-link';
import type { Cell } from './query';
import { COLOUR_WORDS } from './words';

type Row = HealthAccountsAnswer['rows'][number];

type CellAccountsProps = {
  readonly cell: Cell;
  readonly stageName: string;
  readonly filter: AccountFilter;
  readonly onPage: (page: number) => void;
};

/** The accounts of a cell of the board. */
export function CellAccounts({ cell, stageName, filter, onPage }: CellAccountsProps) {
  const { stage, health, page } = cell;
  const input = useMemo(() => ({ stage, health, page, filter }), [stage, health, page, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'healthAccounts', input);
  const boardHref = useFilteredHref('health');
  const title = `${stageName}: ${COLOUR_WORDS[health]}`;
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { heading: 'Account', isRowHeading: true, cell: (row) => <AccountLink row={row} /> },
      { heading: 'App', cell: (row) => row.app },
      { heading: 'MRR', align: 'end', cell: (row) => money(row.mrrCents) },
      { heading: 'Since', cell: (row) => (row.sinceDay === null ? '–' : day(row.sinceDay)) },
      { heading: 'Turns, if it lasts', cell: (row) => (row.asked === health ? '–' : COLOUR_WORDS[row.asked]) },
    ],
    [health],
  );
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <a href={boardHref}>Back to the board</a>
      </div>
      <Answered loaded={loaded} height={320} onRetry={retry}>
        {({ rows, total }) =>
          total === 0 ? (
            <p className="not-enough">There is no account here any more.</p>
          ) : (
            <>
              <DataTable caption={title} columns={columns} rows={rows} rowKey={(row) => row.accountId} />
              <Pager things="accounts" page={page} pageSize={HEALTH_ROWS} total={total} onPage={onPage} />
            </>
          )
        }
      </Answered>
    </section>
  );
}
