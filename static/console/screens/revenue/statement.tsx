import type { RecognisedMonth, RevenueStatement, StatementLine, StatementRow } from '../../../../src/contract/revenue-books';
import { useAsk } from '../../parts/ask-context';
import type { CsvColumn } from '../../parts/csv';
import { day, moneyDigits } from '../../parts/format';
import { statementLines } from './all-rows';
import { Card } from './card';
import { moneyColumn, monthColumnOf, sameApp, shareColumn, textColumn } from '../../parts/frame-columns';
import { Grace } from './grace';
import { Margin } from './margin';
import type { RevenueQuery } from './query';
import { SaveAll } from './save-all';
import { TableCard } from './table-card';
import { statementTotals } from './view-figures';
import { useRequest } from './use-revenue';
import { statementMeaning } from './words';

const dollars = (heading: string, of: (row: StatementLine) => number): CsvColumn<StatementLine> => ({
  heading,
  cell: (row) => Number(moneyDigits(of(row))),
});
const LINES: readonly CsvColumn<StatementLine>[] = [
  { heading: 'Sold (UTC)', cell: (row) => row.saleDay },
  { heading: 'Transaction', cell: (row) => row.transactionId },
  { heading: 'App', cell: (row) => row.app },
  { heading: 'Account', cell: (row) => row.account },
  { heading: 'Sale', cell: (row) => row.saleType ?? 'Manual' },
  { heading: 'Covers from', cell: (row) => row.startDay },
  { heading: 'Covers until, exclusive', cell: (row) => row.endDay },
  dollars('Customer paid (USD)', (row) => row.customerCents),
  dollars('Discount (USD)', (row) => row.discountCents),
  dollars('Partner discount (USD)', (row) => row.partnerDiscountCents),
  dollars('Payout (USD)', (row) => row.netCents),
  { heading: 'Payment', cell: (row) => row.paymentStatus },
  { heading: 'Refund reason', cell: (row) => row.refundReason },
];

type StatementProps = { answer: RevenueStatement; query: RevenueQuery; onPage: (page: number) => void; onChanged: () => void };

/** What the bookkeeper needs: by app and month, and every line as a file. */
export function Statement({ answer, query, onPage, onChanged }: StatementProps) {
  const ask = useAsk();
  const request = useRequest(query);
  return (
    <>
      <TableCard<StatementRow>
        title="Statement"
        meaning={statementMeaning}
        fileName={`tidemark-statement-${answer.head.asOfDay}`}
        columns={[
          monthColumnOf(),
          textColumn('App', (row) => row.app),
          moneyColumn('Sales', (row) => row.salesCents),
          moneyColumn('Refunds', (row) => row.refundsCents),
          moneyColumn('Discounts given', (row) => row.discountsCents),
          moneyColumn('Partner discounts', (row) => row.partnerDiscountsCents),
          shareColumn('Through partners', (row) => row.partnerShare),
          shareColumn('Take rate', (row) => row.takeRate),
          moneyColumn('Payout', (row) => row.payoutCents),
        ]}
        onlyInFile={sameApp(answer.rows)}
        rows={answer.rows}
        rowKey={(row) => `${row.month} ${row.app}`}
        totals={statementTotals(answer.rows)}
        empty="Nothing was sold in these months."
      />
      <Card
        title="Every line"
        meaning="All transaction lines of the months shown, by the day of sale, to check payouts against the bank."
        aside={
          <SaveAll
            title="Every line"
            fileName={`tidemark-payouts-${answer.head.asOfDay}`}
            columns={LINES}
            isDisabled={answer.rows.length === 0}
            read={() => statementLines(ask, request)}
          />
        }
      >
        <p className="list-lead">One row for each line of each invoice up to {day(answer.head.asOfDay)}, for your bookkeeper.</p>
      </Card>
      <TableCard<RecognisedMonth>
        title="Cash and recognised revenue"
        meaning="Cash: what was invoiced less refunds, by the month of sale. Recognised: the same spread over the days that it pays for, to the cent. What is left of a month is earned later, or was billed before."
        fileName={`tidemark-recognised-${answer.head.asOfDay}`}
        columns={[
          monthColumnOf(),
          moneyColumn('Invoiced less refunds', (row) => row.cashCents),
          moneyColumn('Recognised', (row) => row.recognisedCents),
          moneyColumn('Change of deferred revenue', (row) => row.cashCents - row.recognisedCents),
        ]}
        rows={answer.recognised}
        rowKey={(row) => row.month}
        empty="Nothing was sold in these months."
      />
      <Margin answer={answer} query={query} onPage={onPage} onChanged={onChanged} />
      <Grace graceDays={answer.head.graceDays} canChange={answer.canChange} onSaved={onChanged} />
    </>
  );
}
