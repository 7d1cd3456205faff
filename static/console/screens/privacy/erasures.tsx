import Button from '@atlaskit/button/new';
import { useId } from 'react';
import type { ErasureRow } from '../../../../src/contract/privacy';
import { csvFile } from '../../parts/csv';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, instant } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';
import { causeWords, erasureReason, erasureStates, placeNames } from './words';

const MEANING =
  'That somebody was erased, why, and what was done where. It names nobody: who it was is gone with the rest. What waits or failed is tried again, for a month.';

/** The list has no id of its own, and two requests may be of the same moment. */
type Numbered = ErasureRow & { readonly number: number };
type Scope = 'vendor' | 'site';

const columns = (scope: Scope): readonly Column<Numbered>[] => [
  { heading: 'Requested', isRowHeading: true, width: '24%', cell: ({ requestedAt }) => instant(requestedAt, '') },
  { heading: 'Why', width: '24%', cell: ({ cause }) => causeWords(cause, scope) },
  { heading: 'What was done', cell: ({ done }) => <Places done={done} /> },
];
const fileColumns = (scope: Scope) => [
  { heading: 'Requested (UTC)', cell: ({ requestedAt }: ErasureRow) => requestedAt },
  { heading: 'Why', cell: ({ cause }: ErasureRow) => causeWords(cause, scope) },
  {
    heading: 'What was done',
    cell: ({ done }: ErasureRow) => done.map(({ place, state }) => `${placeNames[place]}: ${erasureStates[state].term}`).join('; '),
  },
];

export function Erasures({ erasures, scope }: { erasures: readonly ErasureRow[]; scope: Scope }) {
  const headingId = useId();
  const rows = erasures.map((row, index) => ({ ...row, number: erasures.length - index }));
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Record of erasures" meaning={MEANING} />
          {rows.length === 0 ? null : <span className="card-count"> {count(rows.length)}</span>}
        </h2>
        <Button
          spacing="compact"
          appearance="subtle"
          isDisabled={rows.length === 0}
          aria-label="Record of erasures: download as CSV"
          onClick={() => {
            saveCsv('tidemark-erasures', csvFile(fileColumns(scope), erasures));
          }}
        >
          CSV
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className="not-enough">
          {scope === 'vendor' ? 'No customer’s site has asked to erase anybody yet.' : 'Nobody has been erased on this site.'}
        </p>
      ) : (
        <div className="chart-table">
          <DataTable caption="Record of erasures" columns={columns(scope)} rows={rows} rowKey={({ number }) => number} />
        </div>
      )}
    </section>
  );
}

function Places({ done }: Pick<ErasureRow, 'done'>) {
  return (
    <ul className="places">
      {done.map((each) => {
        const { term, tone } = erasureStates[each.state];
        const reason = erasureReason(each);
        return (
          <li key={each.place}>
            {placeNames[each.place]} <span className={`status ${tone}`}>{term}</span>
            {reason === null ? null : <span className="faint"> {reason}</span>}
          </li>
        );
      })}
    </ul>
  );
}
