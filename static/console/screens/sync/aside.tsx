import Button from '@atlaskit/button/new';
import { useId, useMemo, useState } from 'react';
import type { AsidePage, AsideRow, SyncReport } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, instant } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { SelectField } from '../../parts/select-field';
import { Skeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import type { SyncQuery } from './query';

const PAGE_SIZE = 25;
const MEANING =
  'Rows that this version cannot read: without a key, with a date that is none, or an amount that is no number. They count for nothing, everything else goes in, and each pass tries them again.';

type AsideProps = { readonly report: SyncReport; readonly query: SyncQuery; readonly onQuery: (query: SyncQuery) => void };

/** Rows that could not be read, why, and on demand what they say. */
export function Aside({ report, query, onQuery }: AsideProps) {
  const headingId = useId();
  const { report: name, page } = query;
  const { loaded, retry } = useAnswer(
    useAsk(),
    'aside',
    useMemo(() => ({ report: name, page, pageSize: PAGE_SIZE }), [name, page]),
  );
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Rows set aside" meaning={MEANING} />
          {loaded.kind === 'ready' ? <span className="card-count"> {count(loaded.value.total)}</span> : null}
        </h2>
        <div className="card-actions">
          <SelectField
            label="Report"
            all="All reports"
            options={report.reports.map(({ report: value, title }) => ({ value, label: title }))}
            value={name}
            onChange={(next) => {
              onQuery({ ...query, report: next, page: 0 });
            }}
          />
        </div>
      </div>
      {loaded.kind === 'refused' ? (
        <RefusalMessage refusal={loaded.refusal} onRetry={retry} />
      ) : loaded.kind === 'ready' ? (
        <div className={loaded.refreshing ? 'refreshing' : undefined}>
          <Rows held={loaded.value} report={report} query={query} onQuery={onQuery} />
        </div>
      ) : (
        <Skeleton height={240} />
      )}
    </section>
  );
}

function Rows({ held, report, query, onQuery }: AsideProps & { readonly held: AsidePage }) {
  const titles = new Map(report.reports.map(({ report: name, title }) => [name, title]));
  const today = report.generatedAt.slice(0, 10);
  if (held.rows.length === 0) {
    return (
      <div className="not-enough">
        <p>
          {held.total > 0
            ? 'This page is past the end of the list.'
            : query.report === null
              ? 'Every row could be read.'
              : 'Every row of this report could be read.'}
        </p>
        {held.total > 0 ? <Button onClick={() => onQuery({ ...query, page: 0 })}>Show the first page</Button> : null}
      </div>
    );
  }
  const columns: readonly Column<AsideRow>[] = [
    { heading: 'Report', width: '14%', cell: (row) => titles.get(row.report) ?? row.report },
    {
      heading: 'Row',
      width: '24%',
      isRowHeading: true,
      cell: (row) => (row.key === null ? <span className="faint">Without a key</span> : <bdi className="foreign">{row.key}</bdi>),
    },
    { heading: 'Reason', width: '22%', cell: (row) => <bdi className="foreign">{row.reason}</bdi> },
    { heading: 'First seen', cell: (row) => instant(row.firstSeenAt, today) },
    { heading: 'Last seen', cell: (row) => instant(row.lastSeenAt, today) },
    ...(report.canChange ? [{ heading: 'As it came', width: '26%', cell: (row: AsideRow) => <Raw id={row.id} /> }] : []),
  ];
  return (
    <>
      <DataTable caption="Rows set aside" columns={columns} rows={held.rows} rowKey={(row) => row.id} />
      {report.canChange ? null : <p className="sync-foot">What a row says may name people: only admins of this site can look at it.</p>}
      <Pager
        things="rows set aside"
        page={query.page}
        pageSize={PAGE_SIZE}
        total={held.total}
        onPage={(page) => {
          onQuery({ ...query, page });
        }}
      />
    </>
  );
}

type Shown = { readonly kind: 'closed' } | { readonly kind: 'loading' } | { readonly kind: 'open'; readonly text: string };

/** The row's own text, asked for only when somebody wants to see it, because it may name people. */
function Raw({ id }: { id: number }) {
  const ask = useAsk();
  const [shown, setShown] = useState<Shown>({ kind: 'closed' });
  const open = async (): Promise<void> => {
    setShown({ kind: 'loading' });
    const answer = await ask('asideRaw', { id });
    const text = answer.ok ? (answer.value.text ?? 'It is no longer set aside: it could be read meanwhile.') : answer.message;
    setShown({ kind: 'open', text });
  };
  return (
    <>
      <Button
        spacing="compact"
        isLoading={shown.kind === 'loading'}
        aria-expanded={shown.kind === 'open'}
        onClick={() => {
          if (shown.kind === 'open') setShown({ kind: 'closed' });
          else void open();
        }}
      >
        {shown.kind === 'open' ? 'Hide' : 'Show'}
      </Button>
      {shown.kind === 'open' ? (
        <pre className="raw" tabIndex={0} role="region" aria-label="The row as it came" dir="auto">
          {shown.text}
        </pre>
      ) : null}
    </>
  );
}
