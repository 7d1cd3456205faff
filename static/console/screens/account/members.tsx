import { useMemo, useState } from 'react';
import type { AccountDetail, MemberRow } from '../../../../src/contract/accounts';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, roundPercent } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { useAnswer } from '../../parts/use-answer';
import { WholeDay } from '../../parts/whole-day';
import { MemberDialog } from '../profile/member-dialog';
import { ScoresThere } from '../user/scores-there';
import { RoleCell } from '../profile/role-cell';

const PAGE_SIZE = 25;

const columnsOf = (open: (row: MemberRow) => void, isScored: boolean): readonly Column<MemberRow>[] => [
  {
    heading: 'User',
    isRowHeading: true,
    cell: (row) => (
      <a className="user-id" href={`#/user?id=${String(row.userId)}`} title={row.externalId}>
        {row.externalId}
      </a>
    ),
  },
  {
    heading: 'Role',
    cell: (row) => (
      <RoleCell
        role={row.role}
        beside={row.externalId}
        onOpen={() => {
          open(row);
        }}
      />
    ),
  },
  ...(isScored ? [{ heading: 'Score', align: 'end' as const, cell: (row: MemberRow) => <ScoresThere scores={row.scores} /> }] : []),
  { heading: 'Active days in 30', align: 'end', cell: (row) => count(row.activeDays) },
  { heading: 'Feature uses in 30', align: 'end', cell: (row) => count(row.uses) },
  { heading: 'Share of the account’s use', align: 'end', cell: (row) => roundPercent(row.share) },
  { heading: 'First seen here', align: 'end', cell: (row) => <WholeDay of={row.firstDay} /> },
  { heading: 'Last seen here', align: 'end', cell: (row) => <WholeDay of={row.lastDay} /> },
];

/** Who uses the app in this account, the heaviest users first. */
export function Members({ accountId, company, first }: { accountId: number; company: string; first: AccountDetail['members'] }) {
  const ask = useAsk();
  const [page, setPage] = useState(0);
  const [opened, setOpened] = useState<MemberRow | null>(null);
  const input = useMemo(() => (page === 0 ? null : { accountId, page, pageSize: PAGE_SIZE }), [accountId, page]);
  const { loaded, retry } = useAnswer(ask, 'members', input);
  const [roles, setRoles] = useState<ReadonlyMap<number, string | null>>(new Map());
  const close = (): void => {
    setOpened(null);
  };
  const shown = loaded.kind === 'ready' && input !== null ? loaded.value : first;
  const isScored = shown.rows.some(({ scores }) => scores.length > 0);
  return (
    <section className={isScored ? 'card wrapped-heads' : 'card'} aria-labelledby="members">
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
            columns={columnsOf(setOpened, isScored)}
            rows={shown.rows.map((row) => ({ ...row, role: roles.has(row.userId) ? (roles.get(row.userId) ?? null) : row.role }))}
            rowKey={(row) => row.userId}
            isBusy={loaded.kind === 'loading'}
          />
          <Pager things="users" page={page} pageSize={PAGE_SIZE} total={first.total} onPage={setPage} />
        </>
      )}
      {opened === null ? null : (
        <MemberDialog
          accountId={accountId}
          userId={opened.userId}
          who={opened.externalId}
          where={company}
          onRole={(role) => {
            setRoles((before) => new Map(before).set(opened.userId, role));
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
