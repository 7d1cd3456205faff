import { useMemo } from 'react';
import type { MarginRow, RevenueStatement } from '../../../../src/contract/revenue-books';
import { useAsk } from '../../parts/ask-context';
import type { CsvColumn } from '../../parts/csv';
import { money, moneyDigits, percent } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { AccountLink } from './account-link';
import { Answered } from '../../parts/answered';
import { Card } from './card';
import { Costs } from './costs';
import { Listed } from './listed';
import type { RevenueQuery } from './query';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { SaveAll } from './save-all';
import { PAGE_SIZE, usePageRequest } from './use-revenue';
import { marginMeaning } from './words';

const dollars = (heading: string, of: (row: MarginRow) => number): CsvColumn<MarginRow> => ({
  heading,
  cell: (row) => Number(moneyDigits(of(row))),
});
const FILE: readonly CsvColumn<MarginRow>[] = [
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Account', cell: (row) => row.account },
  dollars('MRR left for you (USD)', (row) => row.revenueCents),
  dollars('Platform (USD)', (row) => row.forgeCents),
  dollars('Support (USD)', (row) => row.supportCents),
  dollars('Everything else (USD)', (row) => row.fixedCents),
  dollars('Margin (USD)', (row) => row.marginCents),
];

type MarginProps = { answer: RevenueStatement; query: RevenueQuery; onPage: (page: number) => void; onChanged: () => void };

/** What a month costs and what is left of MRR, in all and by account. */
export function Margin({ answer, query, onPage, onChanged }: MarginProps) {
  const ask = useAsk();
  const paged = usePageRequest(query);
  // Other costs are another question: the list is asked for again.
  const { costs } = answer;
  const input = useMemo(() => ({ ...paged }), [paged, costs]); // eslint-disable-line react-hooks/exhaustive-deps
  const { loaded, retry } = useAnswer(ask, 'revenueMargin', input);
  const { margin } = answer;
  const hasCosts = costs.forgeCents + costs.fixedCents + costs.supportCentsPerHour * costs.supportHours > 0;
  return (
    <Card
      title="Cost and margin"
      meaning={marginMeaning}
      aside={
        hasCosts ? (
          <SaveAll
            title="Margin by account"
            fileName={`tidemark-margin-${answer.head.asOfDay}`}
            columns={FILE}
            isDisabled={loaded.kind !== 'ready' || loaded.value.total === 0}
            read={() =>
              allRows(
                (page) => ask('revenueMargin', { ...input, page, pageSize: EXPORT_PAGE_SIZE }),
                (row) => row.account,
              )
            }
          />
        ) : undefined
      }
    >
      <Costs costs={costs} canChange={answer.canChange} onSaved={onChanged} />
      {hasCosts ? (
        <>
          <p className="account-mrr">
            <span className="cost-figure">{money(margin.marginCents)}</span> of {money(margin.revenueCents)} MRR that is left for you
            remains
            {margin.share === null ? '.' : `: ${percent(margin.share)}.`}
          </p>
          <Answered loaded={loaded} height={200} onRetry={retry}>
            {({ rows, total }, isBusy) => (
              <div>
                <Listed
                  caption="Margin by account"
                  things="accounts"
                  columns={[
                    {
                      heading: 'Company',
                      isRowHeading: true,
                      width: '30%',
                      cell: (row) => <AccountLink query={query} account={row.account} company={row.company} />,
                    },
                    { heading: 'MRR left for you', align: 'end', cell: (row) => money(row.revenueCents) },
                    { heading: 'Platform', align: 'end', cell: (row) => money(row.forgeCents) },
                    { heading: 'Support', align: 'end', cell: (row) => money(row.supportCents) },
                    { heading: 'Everything else', align: 'end', cell: (row) => money(row.fixedCents) },
                    { heading: 'Margin', align: 'end', cell: (row) => <strong>{money(row.marginCents)}</strong> },
                  ]}
                  rows={rows}
                  rowKey={(row) => row.account}
                  page={query.page}
                  pageSize={PAGE_SIZE}
                  total={total}
                  empty="Nobody pays today."
                  isBusy={isBusy}
                  onPage={onPage}
                />
              </div>
            )}
          </Answered>
        </>
      ) : (
        <p className="not-enough">
          {answer.canChange
            ? 'Enter what a month costs, and the margin of each account appears here.'
            : 'An admin of this site has not entered any costs yet.'}
        </p>
      )}
    </Card>
  );
}
