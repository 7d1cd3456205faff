import type { HealthBoardAnswer } from '../../../../src/contract/health';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { day, money } from '../../parts/format';
import { AccountLink } from './account-link';
import { Colour } from './colour';
import { Reasons } from './reasons';
import { stageName } from './words';

type Row = HealthBoardAnswer['turns'][number];

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Account', isRowHeading: true, cell: (row) => <AccountLink row={row} /> },
  { heading: 'Day', cell: (row) => day(row.day) },
  {
    heading: 'Health',
    cell: ({ was, health }) => (
      <>
        <Colour health={was} /> <span aria-hidden="true">→</span>
        <span className="unseen">to</span> <Colour health={health} />
      </>
    ),
  },
  { heading: 'MRR', align: 'end', cell: (row) => money(row.mrrCents) },
  { heading: 'Stage', cell: (row) => stageName(row.stage) },
  { heading: 'Why', cell: (row) => <Reasons reasons={row.reasons} /> },
];

/** Who changed colour lately, and why. */
export function Turns({ turns }: { turns: readonly Row[] }) {
  return (
    <section className="card" aria-label="Changed lately">
      <div className="card-head">
        <h2>
          <Definition
            term="Changed lately"
            meaning="Accounts whose colour changed in the last 30 days, with the conditions as they were on that day."
          />
        </h2>
      </div>
      {turns.length === 0 ? (
        <p className="not-enough">No account changed colour in the last 30 days.</p>
      ) : (
        <DataTable caption="Changed lately" columns={COLUMNS} rows={turns} rowKey={(row) => `${String(row.accountId)} ${row.day}`} />
      )}
    </section>
  );
}
