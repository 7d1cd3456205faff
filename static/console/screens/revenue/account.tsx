import { useEffect, useMemo, useRef } from 'react';
import type { AccountMovement, RevenueAccount, RevenueLine } from '../../../../src/contract/revenue-movements';
import { useAsk } from '../../parts/ask-context';
import type { FrameColumn } from '../../parts/chart-frame';
import { DataTable } from '../../parts/data-table';
import { count, day, money } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { Answered } from '../../parts/answered';
import { Card } from './card';
import { moneyColumn, textColumn } from '../../parts/frame-columns';
import { linkTo, type RevenueQuery } from './query';
import { TableCard } from './table-card';
import { flagWords, movementWords } from './words';

/** One account: what it pays, how that came about, and the lines that say so. */
export function Account({ query, account }: { query: RevenueQuery; account: string }) {
  const { basis } = query;
  const { loaded, retry } = useAnswer(
    useAsk(),
    'revenueAccount',
    useMemo(() => ({ account, basis }), [account, basis]),
  );
  return (
    <Answered loaded={loaded} height={480} onRetry={retry}>
      {(answer) => (answer.isKnown ? <Known answer={answer} query={query} /> : <Unknown query={query} />)}
    </Answered>
  );
}

function Unknown({ query }: { query: RevenueQuery }) {
  return (
    <section className="card" aria-labelledby="no-account">
      <h2 id="no-account">This account has no sales</h2>
      <p className="not-enough">
        Either nothing was ever sold to it, or the address is an old one. <a href={linkTo(query, { account: null })}>Back</a>
      </p>
    </section>
  );
}

function Known({ answer, query }: { answer: RevenueAccount; query: RevenueQuery }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [answer.account]);
  const facts = [
    ['App', answer.app],
    ['Entitlement', answer.entitlementNumber],
    ['Hosting', answer.hosting],
    ['Edition', answer.edition],
    ['Tier', answer.tier],
    ['Region', answer.region],
  ] as const;
  return (
    <>
      <section className="card" aria-labelledby="account">
        <h2 id="account" ref={heading} tabIndex={-1}>
          {answer.company}
        </h2>
        <p className="account-mrr">
          <span className="cost-figure">{money(answer.mrrCents)}</span> MRR on {day(answer.asOfDay)}
        </p>
        <dl className="facts account-facts">
          {facts.map(([term, value]) =>
            value === null ? null : (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
      </section>
      <Card
        title="Movements"
        meaning="Every change of this account’s MRR, with the lines that it comes from. What lies ahead happens unless a renewal is reported."
      >
        {answer.movements.length === 0 ? (
          <p className="not-enough">It never paid anything that recurs.</p>
        ) : (
          <DataTable<AccountMovement>
            caption="Movements of this account"
            rows={answer.movements.toReversed()}
            rowKey={(row) => `${row.day} ${row.kind} ${String(row.cents)}`}
            columns={[
              {
                heading: 'Day (UTC)',
                isRowHeading: true,
                cell: (row) => (
                  <>
                    {day(row.day)}
                    {row.day > answer.asOfDay ? <span className="faint"> ahead</span> : null}
                  </>
                ),
              },
              { heading: 'Movement', cell: (row) => movementWords[row.kind].term },
              { heading: 'Before', align: 'end', cell: (row) => money(row.beforeCents) },
              { heading: 'After', align: 'end', cell: (row) => money(row.afterCents) },
              { heading: 'Change of MRR', align: 'end', cell: (row) => money(row.cents) },
              { heading: 'Lines', cell: (row) => <LineLinks ids={row.lineIds} answer={answer} query={query} /> },
            ]}
          />
        )}
      </Card>
      <Lines answer={answer} query={query} />
    </>
  );
}

function LineLinks({ ids, answer, query }: { ids: readonly string[]; answer: RevenueAccount; query: RevenueQuery }) {
  return (
    <span className="line-links">
      {ids.map((id) => (
        <a key={id} href={linkTo(query, { line: id })}>
          {answer.lines.find(({ lineId }) => lineId === id)?.transactionId ?? `Line ${id}`}
        </a>
      ))}
    </span>
  );
}

const span = ({ startDay, endDay }: RevenueLine): string =>
  startDay === null || endDay === null ? 'No days' : `${day(startDay)} to before ${day(endDay)}`;

function Lines({ answer, query }: { answer: RevenueAccount; query: RevenueQuery }) {
  const columns: readonly FrameColumn<RevenueLine>[] = [
    {
      heading: 'Transaction',
      cell: (row) => row.transactionId,
      shown: (row) => <a href={linkTo(query, { line: row.lineId })}>{row.transactionId}</a>,
    },
    { heading: 'Sold (UTC)', cell: (row) => row.saleDay, shown: (row) => day(row.saleDay) },
    { heading: 'Sale', cell: (row) => row.saleType ?? 'Manual', shown: (row) => row.saleType ?? 'Manual' },
    { heading: 'Covers', cell: (row) => `${row.startDay ?? ''} ${row.endDay ?? ''}`.trim(), shown: span },
    textColumn('Billing', (row) => row.billingPeriod),
    textColumn('Tier', (row) => row.tier),
    moneyColumn('Customer paid', (row) => row.customerCents),
    moneyColumn('Left for you', (row) => row.netCents),
    {
      heading: 'In question',
      cell: (row) => row.flags.map(flagWords).join('; '),
      shown: (row) => (row.flags.length === 0 ? '–' : row.flags.map(flagWords).join('; ')),
    },
  ];
  return (
    <TableCard
      title="Transaction lines"
      meaning="As the reports have them, latest sale first. A transaction opens the row as it came."
      fileName={`tidemark-lines-${answer.entitlementNumber ?? answer.account}`}
      columns={columns}
      rows={answer.lines}
      rowKey={(row) => row.lineId}
      empty="No lines."
      lead={
        answer.linesTotal > answer.lines.length ? (
          <p className="list-lead">
            The latest {count(answer.lines.length)} of {count(answer.linesTotal)}.
          </p>
        ) : undefined
      }
    />
  );
}
