import { useMemo } from 'react';
import {
  DifferenceKind,
  type DifferenceRow,
  type DifferencesRequest,
  type FlagRow,
  type FlagSum,
  type ReconciliationRow,
  type RevenueReconciliation,
} from '../../../../src/contract/revenue-books';
import { isFiltering } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import type { FrameColumn } from '../../parts/chart-frame';
import type { CsvColumn } from '../../parts/csv';
import type { Column } from '../../parts/data-table';
import { count, counted, money, moneyDigits } from '../../parts/format';
import { briefMonth, month } from '../../parts/months';
import { useAnswer } from '../../parts/use-answer';
import { AccountLink } from './account-link';
import { moneyColumn, sameApp, textColumn } from '../../parts/frame-columns';
import { OpenedList } from './opened-list';
import { closed, linkTo, type RevenueQuery } from './query';
import { TableCard } from './table-card';
import { usePageRequest } from './use-revenue';
import { gist } from './view-figures';
import { differenceWords, flagMeaning, flagWords, reconciliationMeaning, statedWords } from './words';

type ReconciliationProps = {
  readonly answer: RevenueReconciliation;
  readonly query: RevenueQuery;
  readonly onPage: (page: number) => void;
};

export function Reconciliation({ answer, query, onPage }: ReconciliationProps) {
  const columns: readonly FrameColumn<ReconciliationRow>[] = [
    {
      heading: 'Month',
      cell: (row) => row.month,
      shown: (row) => (
        <a href={linkTo(closed(query), { from: row.month, statedApp: row.app, subscription: row.subscription })}>{briefMonth(row.month)}</a>
      ),
    },
    textColumn('App', (row) => row.app),
    textColumn('Subscriptions', (row) => statedWords[row.subscription]),
    moneyColumn('Ours', (row) => row.oursCents),
    moneyColumn('Atlassian’s', (row) => row.theirsCents),
    moneyColumn('Difference', (row) => row.oursCents - row.theirsCents),
    ...DifferenceKind.options.map((kind) => moneyColumn<ReconciliationRow>(differenceWords[kind].term, (row) => row.byKind[kind])),
    moneyColumn('Unexplained', (row) => row.unexplainedCents),
  ];
  const { from, statedApp, subscription, filter } = query;
  const { app: _byApp, ...others } = filter;
  const isOfPart = isFiltering(others);
  return (
    <>
      <TableCard
        title="Ours beside Atlassian’s"
        meaning={reconciliationMeaning}
        fileName={`tidemark-reconciliation-${answer.head.asOfDay}`}
        columns={columns}
        onlyInFile={sameApp(answer.rows)}
        rows={answer.rows}
        rowKey={(row) => `${row.month} ${row.app} ${row.subscription}`}
        empty="Atlassian’s own recurring revenue has not been read yet. It comes with the sync, and is stated by month."
        lead={
          answer.rows.length === 0 ? undefined : (
            <p className="list-lead">
              {gist(answer.rows)} A month opens what its difference is made of.
              {isOfPart ? ' Atlassian states its figures by app: both are of all accounts, whatever else is chosen above.' : ''}
            </p>
          )
        }
      />
      {from === null || statedApp === null || subscription === null ? null : (
        <Differences query={query} asked={{ month: from, app: statedApp, subscription }} onPage={onPage} />
      )}
      <Flagged answer={answer} query={query} onPage={onPage} />
    </>
  );
}

const DIFFERENCE_FILE: readonly CsvColumn<DifferenceRow>[] = [
  { heading: 'Kind', cell: (row) => differenceWords[row.kind].term },
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'Difference (USD)', cell: (row) => Number(moneyDigits(row.cents)) },
  { heading: 'Lines', cell: (row) => row.lineIds.join(' ') },
];

type DifferencesProps = {
  readonly query: RevenueQuery;
  readonly asked: Pick<DifferencesRequest, 'month' | 'app' | 'subscription'>;
  readonly onPage: (page: number) => void;
};

const differenceKey = (row: DifferenceRow): string => `${row.kind} ${row.account} ${row.lineIds.join(' ')} ${String(row.cents)}`;

/** The items of one stated figure's difference, down to the lines. */
function Differences({ query, asked: { month: of, app, subscription }, onPage }: DifferencesProps) {
  const ask = useAsk();
  const paged = usePageRequest(query);
  const input = useMemo<DifferencesRequest>(() => ({ ...paged, month: of, app, subscription }), [paged, of, app, subscription]);
  const { loaded, retry } = useAnswer(ask, 'revenueDifferences', input);
  const title = `Difference in ${month(of)}: ${app}, ${statedWords[subscription].toLowerCase()}`;
  return (
    <OpenedList<DifferenceRow>
      title={title}
      meaning="Each account whose figure one of our rules moves away from a plain reading of its lines, the largest first."
      query={query}
      loaded={loaded}
      onRetry={retry}
      things="differences"
      columns={[
        companyColumn(query),
        { heading: 'Kind', cell: (row) => differenceWords[row.kind].term },
        {
          heading: 'Lines',
          cell: (row) => (
            <span className="line-links">
              {row.lineIds.map((line, index) => (
                <a key={line} href={linkTo(query, { account: row.account, line })}>
                  Line {count(index + 1)}
                </a>
              ))}
            </span>
          ),
        },
        { heading: 'Difference', align: 'end', cell: (row) => money(row.cents) },
      ]}
      rowKey={differenceKey}
      empty="None of our rules moves this figure: what remains is unexplained."
      onPage={onPage}
      file={{
        name: `tidemark-difference-${of}`,
        columns: DIFFERENCE_FILE,
        ask: (page, pageSize) => ask('revenueDifferences', { ...input, page, pageSize }),
      }}
    />
  );
}

/** Whose line it is, with the way to its statement. */
const companyColumn = (query: RevenueQuery): Column<{ readonly account: string; readonly company: string }> => ({
  heading: 'Company',
  isRowHeading: true,
  cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
});

const FLAG_FILE: readonly CsvColumn<FlagRow>[] = [
  { heading: 'Reason', cell: (row) => flagWords(row.reason) },
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'Line', cell: (row) => row.lineId },
  { heading: 'Contradicts', cell: (row) => row.otherLineId },
  { heading: 'Amount (USD)', cell: (row) => Number(moneyDigits(row.cents)) },
];

function Flagged({ answer, query, onPage }: ReconciliationProps) {
  const { flagged } = answer.head;
  return (
    <>
      <TableCard<FlagSum>
        title="Lines in question"
        meaning={flagMeaning}
        fileName={`tidemark-flags-${answer.head.asOfDay}`}
        columns={[
          {
            heading: 'Reason',
            cell: (row) => flagWords(row.reason),
            shown: (row) => <a href={linkTo(closed(query), { reason: row.reason })}>{flagWords(row.reason)}</a>,
          },
          { heading: 'Lines', cell: (row) => row.lines, shown: (row) => count(row.lines), align: 'end' },
          moneyColumn('Amount', (row) => row.cents),
        ]}
        rows={answer.flags}
        rowKey={(row) => row.reason}
        empty="No line contradicts another or itself."
        lead={
          flagged.lines === 0 ? undefined : (
            <p className="list-lead">
              {counted(flagged.lines, 'line')}{' '}
              {isFiltering(query.filter) ? 'of the accounts chosen above' : `of ${count(answer.head.lines)}`} in question,{' '}
              <strong>{money(flagged.cents)}</strong> signs aside.
            </p>
          )
        }
      />
      {query.reason === null ? null : <FlaggedLines query={query} reason={query.reason} onPage={onPage} />}
    </>
  );
}

const flagKey = (row: FlagRow): string => `${row.reason} ${row.lineId} ${row.otherLineId ?? ''}`;

function FlaggedLines({ query, reason, onPage }: { query: RevenueQuery; reason: string; onPage: (page: number) => void }) {
  const ask = useAsk();
  const paged = usePageRequest(query);
  const input = useMemo(() => ({ ...paged, reason }), [paged, reason]);
  const { loaded, retry } = useAnswer(ask, 'revenueFlags', input);
  const title = flagWords(reason);
  return (
    <OpenedList<FlagRow>
      title={title}
      meaning="Each line with the one that it contradicts, where there is one."
      query={query}
      loaded={loaded}
      onRetry={retry}
      things="lines"
      columns={[
        companyColumn(query),
        {
          heading: 'Line',
          cell: (row) => <a href={linkTo(query, { account: row.account, line: row.lineId })}>Line {row.lineId}</a>,
        },
        {
          heading: 'Contradicts',
          cell: (row) =>
            row.otherLineId === null ? (
              '–'
            ) : (
              <a href={linkTo(query, { account: row.account, line: row.otherLineId })}>Line {row.otherLineId}</a>
            ),
        },
        { heading: 'Amount', align: 'end', cell: (row) => money(row.cents) },
      ]}
      rowKey={flagKey}
      empty="No line has this reason any more."
      onPage={onPage}
      file={{
        name: `tidemark-flagged-${reason}`,
        columns: FLAG_FILE,
        ask: (page, pageSize) => ask('revenueFlags', { ...input, page, pageSize }),
      }}
    />
  );
}
