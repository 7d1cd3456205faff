import { useMemo } from 'react';
import { type PredictionsAnswer, PRIORITY_ROWS, type PriorityAnswer } from '../../../../src/contract/predictions';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { money } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { useAnswer } from '../../parts/use-answer';
import type { PredictionsQuery } from './query';
import { MEANINGS, OUTCOMES, points, signedPoints } from './words';

type Row = PriorityAnswer['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    heading: 'Account',
    isRowHeading: true,
    cell: (row) => (
      <a className="company-name" href={`#/account?id=${String(row.accountId)}`}>
        {row.company.trim() === '' ? 'Without a name' : <bdi>{row.company}</bdi>}
      </a>
    ),
  },
  { heading: 'Score', align: 'end', cell: (row) => <ScoreCell row={row} /> },
  { heading: 'At stake a month', align: 'end', cell: (row) => (row.expectedCents === null ? '–' : money(row.expectedCents)) },
  { heading: 'MRR', align: 'end', cell: (row) => money(row.mrrCents) },
  { heading: 'Why', cell: (row) => <Why row={row} /> },
  {
    heading: 'Whom to talk to',
    cell: ({ busiest }) =>
      busiest === null ? (
        <span className="faint">nobody is named</span>
      ) : (
        <a href={`#/user?id=${encodeURIComponent(busiest)}`}>
          <bdi>{busiest}</bdi>
        </a>
      ),
  },
];

type PrioritiesProps = {
  readonly query: PredictionsQuery;
  readonly own: PredictionsAnswer['outcomes'][number];
  readonly onPage: (page: number) => void;
};

/** The accounts that it is worth most to call. */
export function Priorities({ query, own, onPage }: PrioritiesProps) {
  const { outcome, page } = query;
  const input = useMemo(() => ({ outcome, page }), [outcome, page]);
  const { loaded, retry } = useAnswer(useAsk(), 'priorities', input);
  const title = OUTCOMES.find(({ value }) => value === outcome)?.label ?? '';
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>
          <Definition term={title} meaning={MEANINGS.priorities} />
        </h2>
      </div>
      <Answered loaded={loaded} height={320} onRetry={retry}>
        {({ rows, total }) =>
          total === 0 ? (
            <p className="not-enough">{nobodyWords(own)}</p>
          ) : (
            <>
              <DataTable caption={title} columns={COLUMNS} rows={rows} rowKey={(row) => row.accountId} />
              <Pager things="accounts" page={page} pageSize={PRIORITY_ROWS} total={total} onPage={onPage} />
            </>
          )
        }
      </Answered>
    </section>
  );
}

function nobodyWords({ report, scored }: PrioritiesProps['own']): string {
  if (report === null) return 'No account has a score yet: nothing has been learned from the past.';
  if ((scored?.accounts ?? 0) > 0) return 'No account has a score today.';
  return 'No account has a score: what was learned does not foretell better than luck.';
}

function ScoreCell({ row: { shown, raw } }: { row: Row }) {
  return (
    <>
      {points(shown)}
      {raw === shown ? null : <span className="faint"> (today {points(raw)})</span>}
    </>
  );
}

/** The largest parts; with the base rate and the others they add up to the score. */
function Why({ row: { base, parts, others, raw, shown } }: { row: Row }) {
  return (
    <ul className="score-why">
      {parts.map(({ source, tenths }) => (
        <li key={source} className="score-part">
          <span className={tenths < 0 ? 'part-down' : 'part-up'}>{signedPoints(tenths)}</span> <bdi>{source}</bdi>
        </li>
      ))}
      <li className="faint">
        {points(base)} base rate{others === 0 ? '' : `, ${signedPoints(others)} the rest`}
        {shown === raw ? '' : `, ${signedPoints(shown - raw)} smoothing`}
      </li>
    </ul>
  );
}
