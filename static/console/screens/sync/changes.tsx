import Button from '@atlaskit/button/new';
import { useId, useMemo } from 'react';
import type { ChangeRow, ChangesPage, SyncReport } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { instant } from '../../parts/format';
import { RefusalMessage } from '../../parts/refusal-message';
import { SearchField } from '../../parts/search-field';
import { SelectField } from '../../parts/select-field';
import { Skeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { fieldWords, kindWords } from './change-words';
import type { SyncQuery } from './query';

const MEANING =
  'The Marketplace rewrites its history. Each row that differs from the copy that was stored before is listed, with what changed. Fields that the reports rewrite by themselves are left out.';

type ChangesProps = { readonly report: SyncReport; readonly query: SyncQuery; readonly onQuery: (query: SyncQuery) => void };

/** What changed in the rows of the Marketplace, the newest first. */
export function Changes({ report, query, onQuery }: ChangesProps) {
  const headingId = useId();
  const { report: name, key, before } = query;
  const { loaded, retry } = useAnswer(
    useAsk(),
    'changes',
    useMemo(() => ({ report: name, key, beforeId: before }), [name, key, before]),
  );
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Change log" meaning={MEANING} />
        </h2>
        <div className="card-actions">
          <SelectField
            label="Report"
            all="All reports"
            options={report.reports.map(({ report: value, title }) => ({ value, label: title }))}
            value={name}
            onChange={(next) => {
              onQuery({ ...query, report: next, before: null });
            }}
          />
          <SearchField
            label="Row key or entitlement"
            value={key}
            onSearch={(text) => {
              onQuery({ ...query, key: text, before: null });
            }}
          />
        </div>
      </div>
      {loaded.kind === 'refused' ? (
        <RefusalMessage refusal={loaded.refusal} onRetry={retry} />
      ) : loaded.kind === 'ready' ? (
        <div className={loaded.refreshing ? 'refreshing' : undefined}>
          <Rows page={loaded.value} report={report} query={query} isBusy={loaded.refreshing} onQuery={onQuery} />
        </div>
      ) : (
        <Skeleton height={320} />
      )}
    </section>
  );
}

function Rows({ page, report, query, isBusy, onQuery }: ChangesProps & { readonly page: ChangesPage; readonly isBusy: boolean }) {
  const { rows, nextBeforeId } = page;
  const isFirst = query.before === null;
  const isNarrowed = query.report !== null || query.key !== '';
  return (
    <>
      {rows.length === 0 ? (
        <p className="not-enough">
          {!isFirst
            ? 'Nothing older.'
            : isNarrowed
              ? 'No change with these filters.'
              : 'No stored row has changed since it was first read.'}
        </p>
      ) : (
        <DataTable caption="Changed rows" columns={columns(report)} rows={rows} rowKey={(row) => row.id} isBusy={isBusy} />
      )}
      {isFirst && nextBeforeId === null ? null : (
        <nav className="pager" aria-label="Pages of changes">
          <span>{isFirst ? 'The newest' : 'Older changes'}</span>
          <Button
            spacing="compact"
            isDisabled={isFirst}
            onClick={() => {
              onQuery({ ...query, before: null });
            }}
          >
            Newest
          </Button>
          <Button
            spacing="compact"
            isDisabled={nextBeforeId === null}
            onClick={() => {
              onQuery({ ...query, before: nextBeforeId });
            }}
          >
            Older
          </Button>
        </nav>
      )}
    </>
  );
}

const columns = ({ generatedAt, reports }: SyncReport): readonly Column<ChangeRow>[] => {
  const titles = new Map(reports.map(({ report, title }) => [report, title]));
  return [
    { heading: 'When', width: '14%', cell: (row) => instant(row.at, generatedAt.slice(0, 10)) },
    { heading: 'Report', width: '14%', cell: (row) => titles.get(row.report) ?? row.report },
    { heading: 'Row', width: '24%', isRowHeading: true, cell: (row) => <bdi className="foreign">{row.key}</bdi> },
    { heading: 'What', cell: (row) => <span className={`status ${kindWords[row.kind].tone}`}>{kindWords[row.kind].term}</span> },
    { heading: 'Version', align: 'end', cell: (row) => row.version },
    { heading: 'Fields', width: '36%', cell: (row) => <Fields row={row} /> },
  ];
};

function Fields({ row }: { row: ChangeRow }) {
  if (row.kind === 'gone') return <span className="faint">The last full pass did not meet it.</span>;
  if (row.kind === 'back') return <span className="faint">A pass met it again.</span>;
  return (
    <ul className="fields">
      {row.fields.map((change) => {
        const words = fieldWords(change);
        return (
          <li key={change.field}>
            <code>{change.field}</code>{' '}
            {typeof words === 'string' ? (
              <span className="faint">{words}</span>
            ) : (
              <>
                <bdi className="foreign">{words.from}</bdi> <span aria-label="became">→</span> <bdi className="foreign">{words.to}</bdi>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
