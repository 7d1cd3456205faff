import Button from '@atlaskit/button/new';
import { useId } from 'react';
import type { PrivacyState } from '../../../../src/contract/privacy';
import { csvFile } from '../../parts/csv';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';

type Leaving = PrivacyState['leaves'][number];

const COLUMNS: readonly Column<Leaving>[] = [
  { heading: 'Event', isRowHeading: true, width: '18%', cell: ({ event }) => event },
  { heading: 'When it is sent', width: '34%', cell: ({ when }) => when },
  { heading: 'What it carries', cell: ({ properties }) => <Properties properties={properties} /> },
  { heading: 'Counts as usage', align: 'end', width: '120px', cell: ({ usage }) => (usage ? 'Yes' : 'No') },
];
const propertyText = ({ name, type }: Leaving['properties'][number]): string => `${name} (${type})`;
const FILE = [
  { heading: 'Event', cell: ({ event }: Leaving) => event },
  { heading: 'When it is sent', cell: ({ when }: Leaving) => when },
  { heading: 'What it carries', cell: ({ properties }: Leaving) => properties.map(propertyText).join('; ') },
  { heading: 'Counts as usage', cell: ({ usage }: Leaving) => (usage ? 'yes' : 'no') },
];
const MEANING =
  'The tracking plan: every event that the app knows, with all that it may carry. What is not in it is refused. It has no type for free text, so nothing that somebody typed can leave.';

/** Everything that may leave, whether or not it ever did. */
export function Leaves({ leaves, state }: { leaves: readonly Leaving[]; state: Pick<PrivacyState, 'identity' | 'configuredIdentity'> }) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="What may leave" meaning={MEANING} />
          <span className="card-count"> {count(leaves.length)}</span>
        </h2>
        <Button
          spacing="compact"
          appearance="subtle"
          isDisabled={leaves.length === 0}
          aria-label="What may leave: download as CSV"
          onClick={() => {
            saveCsv('tidemark-what-may-leave', csvFile(FILE, leaves));
          }}
        >
          CSV
        </Button>
      </div>
      <div className="chart-table tall">
        <DataTable caption="What may leave, from the tracking plan" columns={COLUMNS} rows={leaves} rowKey={({ event }) => event} />
      </div>
      <p className="leaves-with">
        With each event: its time and a random id, {who(state)}, the app’s key and version, the environment, this site’s cloud id, and the
        licence’s id and number.
      </p>
    </section>
  );
}

function who({ identity, configuredIdentity }: Pick<PrivacyState, 'identity' | 'configuredIdentity'>): string {
  if (!identity || configuredIdentity === 'site') return 'no person';
  return configuredIdentity === 'pseudonym' ? 'a pseudonym of the user' : 'the account ID of the user';
}

function Properties({ properties }: Pick<Leaving, 'properties'>) {
  if (properties.length === 0) return <span className="faint">nothing of its own</span>;
  return (
    <ul className="properties">
      {properties.map(({ name, type }) => (
        <li key={name}>
          <code>{name}</code> <span className="faint">{type}</span>
        </li>
      ))}
    </ul>
  );
}
