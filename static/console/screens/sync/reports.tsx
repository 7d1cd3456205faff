import SectionMessage from '@atlaskit/section-message';
import { useId, useState } from 'react';
import type { PassName, ReportStanding, SyncReport } from '../../../../src/contract/sync';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { span } from '../../parts/duration';
import { count, counted, instant } from '../../parts/format';
import { QuickButton } from '../../parts/quick-button';
import type { MakeChange } from './use-sync';
import { lastWords, passWords, sharedErrors, stateSentence, stateWords } from './words';

type ReportsProps = { readonly report: SyncReport; readonly change: MakeChange };
type Doing = { readonly what: string | null; readonly told: string };

const COMPLETE_MEANING = 'Everything that the Marketplace had said up to this moment is stored. Its own reports are behind by up to a day.';

/** Each report of the Marketplace: how it stands, and its reading now, later or not at all. */
export function Reports({ report, change }: ReportsProps) {
  const headingId = useId();
  const [doing, setDoing] = useState<Doing>({ what: null, told: '' });
  const shared = sharedErrors(report.reports);
  const act = async (what: string, told: string, ask: () => ReturnType<MakeChange>): Promise<void> => {
    setDoing({ what, told: '' });
    const answer = await ask();
    setDoing({ what: null, told: answer.ok ? told : answer.message });
  };
  const readAll = (pass: PassName) =>
    act(
      `all ${pass}`,
      pass === 'delta' ? 'Asked for the updates of every report that is not paused.' : 'Asked for all of every report that is not paused.',
      () => change('readNow', { report: null, pass }),
    );
  const actions: RowActions = {
    busy: doing.what,
    read: ({ report: name, title }, pass) =>
      void act(`${name} ${pass}`, `${title}: asked for ${pass === 'delta' ? 'updates' : 'everything'}.`, () =>
        change('readNow', { report: name, pass }),
      ),
    pause: ({ report: name, title }, paused) =>
      void act(`${name} pause`, `${title}: ${paused ? 'paused' : 'goes on'}.`, () => change('pauseReport', { report: name, paused })),
  };
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          Reports<span className="card-count"> {count(report.reports.length)}</span>
        </h2>
        {report.canChange ? (
          <div className="card-actions">
            {(['delta', 'full'] as const).map((pass) => (
              <QuickButton key={pass} spacing="compact" isLoading={doing.what === `all ${pass}`} onClick={() => void readAll(pass)}>
                {pass === 'delta' ? 'Read all updates' : 'Read everything'}
              </QuickButton>
            ))}
          </div>
        ) : null}
      </div>
      {shared.map(({ message, reports }) => (
        <div className="sync-trouble" key={message}>
          <SectionMessage appearance="warning" title={`${counted(reports.length, 'report')} could not be read`}>
            <p>{message}</p>
          </SectionMessage>
        </div>
      ))}
      <p role="status" className="sync-told">
        {doing.told}
      </p>
      <DataTable
        caption="Reports of the Marketplace"
        columns={columns(report, new Set(shared.map(({ message }) => message)), report.canChange ? actions : null)}
        rows={report.reports}
        rowKey={(row) => row.report}
      />
      {report.toTell === 0 ? null : (
        <p className="sync-foot">{counted(report.toTell, 'row')} wait to be told to the destinations; the next piece takes them along.</p>
      )}
    </section>
  );
}

type RowActions = {
  /** The one that is on its way. */
  readonly busy: string | null;
  readonly read: (row: ReportStanding, pass: PassName) => void;
  readonly pause: (row: ReportStanding, paused: boolean) => void;
};

const columns = (
  { generatedAt }: SyncReport,
  shared: ReadonlySet<string>,
  actions: RowActions | null,
): readonly Column<ReportStanding>[] => [
  { heading: 'Report', isRowHeading: true, width: '18%', cell: ({ title }) => title },
  {
    heading: 'State',
    width: '24%',
    cell: (row) => <State row={row} now={generatedAt} isSaidAbove={row.error !== null && shared.has(row.error.message)} />,
  },
  {
    heading: 'Rows',
    align: 'end',
    cell: ({ rows, setAside }) => (
      <>
        {count(rows)}
        {setAside === 0 ? null : <span className="row-note">{count(setAside)} set aside</span>}
      </>
    ),
  },
  {
    heading: 'Last pass',
    width: '18%',
    cell: (row) => (
      <>
        {row.last === null ? null : <span>{passWords[row.last.pass]}</span>}
        <span className="row-note">{lastWords(row)}</span>
      </>
    ),
  },
  {
    heading: 'Complete as of',
    headingCell: <Definition term="Complete as of" meaning={COMPLETE_MEANING} />,
    cell: ({ completeAt }) =>
      completeAt === null ? (
        <span className="faint">Never</span>
      ) : (
        <>
          {span(completeAt, generatedAt)} ago<span className="row-note">{instant(completeAt, generatedAt.slice(0, 10))}</span>
        </>
      ),
  },
  ...(actions === null ? [] : [actionColumn(actions)]),
];

function State({ row, now, isSaidAbove }: { row: ReportStanding; now: string; isSaidAbove: boolean }) {
  const { term, tone } = stateWords[row.state];
  return (
    <>
      <span className={`status ${tone}`}>{term}</span>
      <span className="row-note">{stateSentence(row, now)}</span>
      {row.error === null ? null : (
        <span className="row-error">
          {isSaidAbove ? 'It could not be read: see above.' : row.error.message}{' '}
          <span className="faint">{instant(row.error.at, now.slice(0, 10))}</span>
        </span>
      )}
    </>
  );
}

const actionColumn = ({ busy, read, pause }: RowActions): Column<ReportStanding> => ({
  heading: 'Actions',
  align: 'end',
  cell: (row) => {
    const isPaused = row.state === 'paused' || row.state === 'stopping';
    const isMoving = row.state === 'running' || row.state === 'stopping';
    return (
      <span className="row-actions">
        {isPaused
          ? null
          : (['delta', 'full'] as const)
              .filter((pass) => pass === 'full' || row.hasUpdates)
              .map((pass) => (
                <QuickButton
                  key={pass}
                  spacing="compact"
                  appearance="subtle"
                  isDisabled={isMoving}
                  isLoading={busy === `${row.report} ${pass}`}
                  aria-label={`Read ${passWords[pass].toLowerCase()} now: ${row.title}`}
                  onClick={() => {
                    read(row, pass);
                  }}
                >
                  {passWords[pass]}
                </QuickButton>
              ))}
        <QuickButton
          spacing="compact"
          appearance="subtle"
          isLoading={busy === `${row.report} pause`}
          aria-label={`${isPaused ? 'Resume' : 'Pause'}: ${row.title}`}
          onClick={() => {
            pause(row, !isPaused);
          }}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </QuickButton>
      </span>
    );
  },
});
