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
import { count, counted, money, moneyDigits } from '../../parts/format';
import { briefMonth, month } from '../../parts/months';
import { useAnswer } from '../../parts/use-answer';
import { AccountLink } from './account-link';
import { Answered } from '../../parts/answered';
import { Card } from './card';
import { moneyColumn, sameApp, textColumn } from '../../parts/frame-columns';
import { Listed } from './listed';
import { closed, linkTo, type RevenueQuery } from './query';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { SaveAll } from './save-all';
import { TableCard } from './table-card';
import { PAGE_SIZE, usePageRequest } from './use-revenue';
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
    <Card
      title={title}
      meaning="Each account whose figure one of our rules moves away from a plain reading of its lines, the largest first."
      aside={
        <>
          <SaveAll
            title={title}
            fileName={`tidemark-difference-${of}`}
            columns={DIFFERENCE_FILE}
            isDisabled={loaded.kind !== 'ready' || loaded.value.total === 0}
            read={() => allRows((page) => ask('revenueDifferences', { ...input, page, pageSize: EXPORT_PAGE_SIZE }), differenceKey)}
          />
          <a href={linkTo(closed(query), {})}>Close</a>
        </>
      }
    >
      <Answered loaded={loaded} height={200} onRetry={retry}>
        {({ rows, total }, isBusy) => (
          <div>
            <Listed
              caption={title}
              things="differences"
              columns={[
                {
                  heading: 'Company',
                  isRowHeading: true,
                  cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
                },
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
              rows={rows}
              rowKey={differenceKey}
              page={query.page}
              pageSize={PAGE_SIZE}
              total={total}
              empty="None of our rules moves this figure: what remains is unexplained."
              isBusy={isBusy}
              onPage={onPage}
            />
          </div>
        )}
      </Answered>
    </Card>
  );
}

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
    <Card
      title={title}
      meaning="Each line with the one that it contradicts, where there is one."
      aside={
        <>
          <SaveAll
            title={title}
            fileName={`tidemark-flagged-${reason}`}
            columns={FLAG_FILE}
            isDisabled={loaded.kind !== 'ready' || loaded.value.total === 0}
            read={() => allRows((page) => ask('revenueFlags', { ...input, page, pageSize: EXPORT_PAGE_SIZE }), flagKey)}
          />
          <a href={linkTo(closed(query), {})}>Close</a>
        </>
      }
    >
      <Answered loaded={loaded} height={200} onRetry={retry}>
        {({ rows, total }, isBusy) => (
          <div>
            <Listed
              caption={title}
              things="lines"
              columns={[
                {
                  heading: 'Company',
                  isRowHeading: true,
                  cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
                },
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
              rows={rows}
              rowKey={flagKey}
              page={query.page}
              pageSize={PAGE_SIZE}
              total={total}
              empty="No line has this reason any more."
              isBusy={isBusy}
              onPage={onPage}
            />
          </div>
        )}
      </Answered>
    </Card>
  );
}
