import Button from '@atlaskit/button/new';
import { useId } from 'react';
import type { DeliveryReport } from '../../../../src/contract/delivery';
import { csvFile } from '../../parts/csv';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';
import { doorWords } from '../../parts/reasons';
import { doorMeaning } from './words';

type Refusals = DeliveryReport['refusals'];

const COLUMNS: readonly Column<Refusals[number]>[] = [
  {
    heading: 'Reason',
    isRowHeading: true,
    cell: ({ reason }) => (
      <>
        {doorWords(reason)} <code>{reason}</code>
      </>
    ),
  },
  { heading: 'Events', align: 'end', cell: ({ events }) => count(events) },
];
const FILE = [
  { heading: 'Reason', cell: ({ reason }: Refusals[number]) => reason },
  { heading: 'Events', cell: ({ events }: Refusals[number]) => events },
];

/** Events that never came as far as a destination. */
export function Door({ refusals, days, asOfDay }: { refusals: Refusals; days: number; asOfDay: string }) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Refused at the door" meaning={doorMeaning} />
        </h2>
        <Button
          spacing="compact"
          appearance="subtle"
          isDisabled={refusals.length === 0}
          aria-label="Refused at the door: download as CSV"
          onClick={() => {
            saveCsv(`tidemark-refused-${asOfDay}`, csvFile(FILE, refusals));
          }}
        >
          CSV
        </Button>
      </div>
      {refusals.length === 0 ? (
        <p className="not-enough">No event was refused in the last {days} days.</p>
      ) : (
        <DataTable caption="Events refused at the door, by reason" columns={COLUMNS} rows={refusals} rowKey={({ reason }) => reason} />
      )}
    </section>
  );
}
