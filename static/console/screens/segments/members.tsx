import Button from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import type { SegmentMembers } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, money } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { saveCsv } from '../../parts/save-csv';
import { WholeDay } from '../../parts/whole-day';
import { useAnswer } from '../../parts/use-answer';
import { None, UsersSeen } from '../accounts/account-columns';
import { exportMembers } from './export-members';
import { subjectHeading, subjectKey, SubjectLink, whyHref } from './subject';

type Row = SegmentMembers['rows'][number];
const PAGE_SIZE = 25;

function columnsOf(segmentId: number, kind: SubjectKind): readonly Column<Row>[] {
  const app: Column<Row> = { heading: 'App', cell: (row) => <span className="clipped">{row.app ?? ''}</span> };
  return [
    { heading: subjectHeading(kind), isRowHeading: true, width: '34%', cell: (row) => <SubjectLink row={row} /> },
    ...(kind === 'user' ? [] : [app]),
    ...(kind === 'account' ? OF_ACCOUNTS : []),
    {
      heading: 'Last activity',
      align: 'end',
      cell: (row) => (row.lastActiveDay === null ? <None /> : <WholeDay of={row.lastActiveDay} />),
    },
    { heading: 'In it since', align: 'end', cell: (row) => <WholeDay of={row.enteredDay} /> },
    { heading: 'Reason', align: 'end', cell: (row) => <a href={whyHref(segmentId, row)}>Why</a> },
  ];
}

const OF_ACCOUNTS: readonly Column<Row>[] = [
  { heading: 'MRR', align: 'end', cell: ({ mrrCents }) => (mrrCents === null ? <None /> : money(mrrCents)) },
  { heading: 'Users seen in 30 days', align: 'end', cell: ({ use }) => (use === null ? <None /> : <UsersSeen use={use} />) },
];

type MembersProps = {
  readonly segmentId: number;
  readonly kind: SubjectKind;
  readonly first: SegmentMembers;
  readonly isComputing: boolean;
};

/** Who is in it, the latest to enter first. */
export function Members({ segmentId, kind, first, isComputing }: MembersProps) {
  const ask = useAsk();
  const [page, setPage] = useState(0);
  const input = useMemo(() => (page === 0 ? null : { segmentId, page, pageSize: PAGE_SIZE }), [segmentId, page]);
  const { loaded, retry } = useAnswer(ask, 'segmentMembers', input);
  const shown = loaded.kind === 'ready' && input !== null ? loaded.value : first;
  const columns = useMemo(() => columnsOf(segmentId, kind), [segmentId, kind]);
  return (
    <section className="card" aria-labelledby="segment-members">
      <div className="card-head">
        <h2 id="segment-members">
          <Definition term="Members" meaning="Who meets the definition now, the latest to come in first." />{' '}
          <span className="card-count">{count(first.total)}</span>
        </h2>
        {first.total === 0 ? null : <Download segmentId={segmentId} kind={kind} />}
      </div>
      {loaded.kind === 'refused' ? <RefusalMessage refusal={loaded.refusal} onRetry={retry} /> : null}
      {first.total === 0 ? (
        <p className="not-enough">{isComputing ? 'They are still being looked for.' : 'Nobody meets the definition now.'}</p>
      ) : (
        <>
          <DataTable caption="Members" columns={columns} rows={shown.rows} rowKey={subjectKey} isBusy={loaded.kind === 'loading'} />
          <Pager things="members" page={page} pageSize={PAGE_SIZE} total={first.total} onPage={setPage} />
        </>
      )}
    </section>
  );
}

function Download({ segmentId, kind }: Pick<MembersProps, 'segmentId' | 'kind'>) {
  const ask = useAsk();
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly text: string }>({ isBusy: false, text: '' });
  const run = async (): Promise<void> => {
    setState({ isBusy: true, text: '' });
    const outcome = await exportMembers(ask, { segmentId, kind });
    if ('text' in outcome) saveCsv('tidemark-segment-members', outcome.text);
    setState({
      isBusy: false,
      text: 'text' in outcome ? `Downloaded ${count(outcome.members)}` : `Not downloaded: ${outcome.refusal.message}`,
    });
  };
  return (
    <div className="card-actions">
      <span className="export-state" role="status">
        {state.text}
      </span>
      <Button
        spacing="compact"
        appearance="subtle"
        isLoading={state.isBusy}
        aria-label="Members: download as CSV"
        onClick={() => void run()}
      >
        CSV
      </Button>
    </div>
  );
}
