import { useMemo, useState } from 'react';
import type { SegmentTurns } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { useAnswer } from '../../parts/use-answer';
import { WholeDay } from '../../parts/whole-day';
import { subjectHeading, subjectKey, SubjectLink } from './subject';

type Row = SegmentTurns['rows'][number];
const PAGE_SIZE = 10;

/** Who came and went, the latest first. */
export function Turns({ segmentId, kind, first }: { segmentId: number; kind: SubjectKind; first: SegmentTurns }) {
  const [page, setPage] = useState(0);
  const input = useMemo(() => (page === 0 ? null : { segmentId, page, pageSize: PAGE_SIZE }), [segmentId, page]);
  const { loaded, retry } = useAnswer(useAsk(), 'segmentTurns', input);
  const shown = loaded.kind === 'ready' && input !== null ? loaded.value : first;
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { heading: subjectHeading(kind), isRowHeading: true, width: '60%', cell: (row) => <SubjectLink row={row} /> },
      {
        heading: 'What',
        cell: ({ entered }) => <span className={`status ${entered ? 'good' : 'quiet'}`}>{entered ? 'Entered' : 'Left'}</span>,
      },
      { heading: 'Day', align: 'end', cell: (row) => <WholeDay of={row.day} /> },
    ],
    [kind],
  );
  return (
    <section className="card" aria-labelledby="segment-turns">
      <div className="card-head">
        <h2 id="segment-turns">
          <Definition term="History" meaning="Who entered the segment and who left it, the latest first. Whoever left may be back." />{' '}
          <span className="card-count">{count(first.total)}</span>
        </h2>
      </div>
      {loaded.kind === 'refused' ? <RefusalMessage refusal={loaded.refusal} onRetry={retry} /> : null}
      {first.total === 0 ? (
        <p className="not-enough">Nobody has entered or left yet.</p>
      ) : (
        <>
          <DataTable
            caption="History of members"
            columns={columns}
            rows={shown.rows}
            rowKey={(row) => `${subjectKey(row)} ${row.day} ${String(row.entered)}`}
            isBusy={loaded.kind === 'loading'}
          />
          <Pager things="changes" page={page} pageSize={PAGE_SIZE} total={shown.total} onPage={setPage} />
        </>
      )}
    </section>
  );
}
