import { useMemo, useState } from 'react';
import type { AccountDetail, MemberRow } from '../../../../src/contract/accounts';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, day, roundPercent } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { useAnswer } from '../../parts/use-answer';

const PAGE_SIZE = 25;

const COLUMNS: readonly Column<MemberRow>[] = [
  {
    heading: 'User',
    isRowHeading: true,
    cell: (row) => (
      <a className="user-id" href={`#/user?id=${String(row.userId)}`} title={row.externalId}>
        {row.externalId}
      </a>
    ),
  },
  { heading: 'Active days in 30', align: 'end', cell: (row) => count(row.activeDays) },
  { heading: 'Feature uses in 30', align: 'end', cell: (row) => count(row.uses) },
  { heading: 'Share of the account’s use', align: 'end', cell: (row) => roundPercent(row.share) },
  { heading: 'First seen here', align: 'end', cell: (row) => day(row.firstDay) },
  { heading: 'Last seen here', align: 'end', cell: (row) => day(row.lastDay) },
];

/** Who uses the app in this account, the heaviest users first. */
export function Members({ accountId, first }: { accountId: number; first: AccountDetail['members'] }) {
  const ask = useAsk();
  const [page, setPage] = useState(0);
  const input = useMemo(() => (page === 0 ? null : { accountId, page, pageSize: PAGE_SIZE }), [accountId, page]);
  const { loaded, retry } = useAnswer(ask, 'members', input);
  const shown = loaded.kind === 'ready' && input !== null ? loaded.value : first;
  return (
    <section className="card" aria-labelledby="members">
      <div className="card-head">
        <h2 id="members">
          <Definition
            term="Users"
            meaning="Whoever used the app in this account, under the id that the site’s privacy settings allow. Their figures are of this account alone."
          />{' '}
          <span className="card-count">{count(first.total)}</span>
        </h2>
      </div>
      {loaded.kind === 'refused' ? <RefusalMessage refusal={loaded.refusal} onRetry={retry} /> : null}
      {first.total === 0 ? (
        <p className="not-enough">No user has been seen here yet.</p>
      ) : (
        <>
          <DataTable
            caption="Users of this account"
            columns={COLUMNS}
            rows={shown.rows}
            rowKey={(row) => row.userId}
            isBusy={loaded.kind === 'loading'}
          />
          <Pager things="users" page={page} pageSize={PAGE_SIZE} total={first.total} onPage={setPage} />
        </>
      )}
    </section>
  );
}
