import type { RenewalMonth, RenewalRow, RevenueRenewals } from '../../../../src/contract/revenue-views';
import { useAsk } from '../../parts/ask-context';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns } from '../../parts/columns';
import type { CsvColumn } from '../../parts/csv';
import { counted, day, money, moneyDigits } from '../../parts/format';
import { month } from '../../parts/months';
import { AccountLink } from './account-link';
import { Card } from './card';
import { countColumn, moneyColumn, monthColumnOf } from '../../parts/frame-columns';
import { Listed } from './listed';
import { closed, linkTo, type RevenueQuery } from './query';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { SaveAll } from './save-all';
import { PAGE_SIZE, useRequest } from './use-revenue';
import { renewalColumn } from './view-figures';
import { renewalsMeaning, useWords } from './words';

const COLUMNS: readonly FrameColumn<RenewalMonth>[] = [
  monthColumnOf('Due in'),
  countColumn('Accounts', (row) => row.accounts),
  moneyColumn('MRR due', (row) => row.mrrCents),
  moneyColumn('Of it annual', (row) => row.annualCents),
  moneyColumn('At risk: silent', (row) => row.silentCents),
  moneyColumn('Not observed', (row) => row.notObservedCents),
];
const FILE: readonly CsvColumn<RenewalRow>[] = [
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'App', cell: (row) => row.app },
  { heading: 'Due (UTC)', cell: (row) => row.dueDay },
  { heading: 'Billing', cell: (row) => row.billingPeriod },
  { heading: 'Tier', cell: (row) => row.tier },
  { heading: 'MRR (USD)', cell: (row) => Number(moneyDigits(row.mrrCents)) },
  { heading: 'Use', cell: (row) => useWords[row.use].term },
];

type RenewalsProps = { answer: RevenueRenewals; query: RevenueQuery; onPage: (page: number) => void; isBusy: boolean };

export function Renewals({ answer, query, onPage, isBusy }: RenewalsProps) {
  const ask = useAsk();
  const request = useRequest(query);
  const due = query.from;
  const risk = answer.months.reduce((sum, { silentCents }) => sum + silentCents, 0);
  const value = answer.months.reduce((sum, { mrrCents }) => sum + mrrCents, 0);
  async function renewalPage(page: number) {
    const next = await ask('revenueRenewals', { ...request, due, page, pageSize: EXPORT_PAGE_SIZE });
    return next.ok ? ({ ok: true, value: next.value.list } as const) : next;
  }
  return (
    <>
      <ChartFrame
        title="Renewals due"
        meaning={renewalsMeaning}
        fileName={`tidemark-renewals-${answer.head.asOfDay}`}
        columns={COLUMNS}
        rows={answer.months}
        rowKey={(row) => row.month}
        lead={
          <p className="list-lead">
            <strong>{money(value)}</strong> MRR falls due in {counted(answer.months.length, 'month')}, <strong>{money(risk)}</strong> of it
            at risk. Choose a month to list its accounts.
          </p>
        }
      >
        {value === 0 ? (
          <p className="not-enough">Nobody pays today, so nothing falls due.</p>
        ) : (
          <>
            <ul className="legend" aria-hidden="true">
              <li className="columns-key">
                <span className="columns-mark activated" /> Used
              </li>
              <li className="columns-key">
                <span className="columns-mark at-risk" /> Silent: at risk
              </li>
              <li className="columns-key">
                <span className="columns-mark unseen-use" /> Not observed
              </li>
            </ul>
            <Columns
              label="MRR due by month"
              currentId={due}
              columns={answer.months.map((each) => renewalColumn(each, linkTo(closed(query), { from: each.month })))}
            />
          </>
        )}
      </ChartFrame>
      <Card
        title={due === null ? 'Due next' : `Due in ${month(due)}`}
        meaning="Accounts by the day on which their paid time ends. Value at risk is the MRR of those whose app reports and that nobody uses."
        aside={
          <>
            {due === null ? null : <a href={linkTo(closed(query), {})}>All months</a>}
            <SaveAll
              title="Renewals"
              fileName={`tidemark-renewals-due-${due ?? answer.head.asOfDay}`}
              columns={FILE}
              isDisabled={answer.list.total === 0}
              read={() => allRows(renewalPage, (row) => `${row.account} ${row.dueDay}`)}
            />
          </>
        }
      >
        <Listed<RenewalRow>
          caption="Renewals due"
          things="renewals"
          columns={[
            {
              heading: 'Company',
              isRowHeading: true,
              width: '30%',
              cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
            },
            { heading: 'Due (UTC)', cell: (row) => day(row.dueDay) },
            { heading: 'Billing', cell: (row) => row.billingPeriod ?? '–' },
            { heading: 'Tier', cell: (row) => row.tier ?? '–' },
            { heading: 'Use', cell: (row) => <span className={`status ${useWords[row.use].tone}`}>{useWords[row.use].term}</span> },
            { heading: 'MRR', align: 'end', cell: (row) => money(row.mrrCents) },
          ]}
          rows={answer.list.rows}
          rowKey={(row) => `${row.account} ${row.dueDay}`}
          page={query.page}
          pageSize={PAGE_SIZE}
          total={answer.list.total}
          empty={due === null ? 'Nothing falls due.' : `Nothing falls due in ${month(due)}.`}
          isBusy={isBusy}
          onPage={onPage}
        />
      </Card>
    </>
  );
}
