import SectionMessage from '@atlaskit/section-message';
import { useId, useMemo } from 'react';
import type { SpacePart, SpaceReport } from '../../../../src/contract/space';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, roundPercent } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';

type Part = NonNullable<SpaceReport['parts']>[number];

const MEANING =
  'What the tables of the app take with their keys, as the database itself estimates it, and what the platform gives an installation in production. The estimate may be a few minutes old.';

const NAMES: Readonly<Record<SpacePart, string>> = {
  use: 'Use: who did what on which day',
  prepared: 'Figures prepared for pages',
  people: 'Accounts and users',
  profiles: 'Profiles, properties and events',
  market: 'Licences, sales and other reports',
  revenue: 'Revenue',
  insight: 'Segments, stages, health and predictions',
  delivery: 'Delivery',
  other: 'Everything else',
};

const MEBIBYTE = 2 ** 20;
/** With a tenth where that is much of it. */
const mebibytes = (bytes: number): string => `${bytes < 10 * MEBIBYTE ? (bytes / MEBIBYTE).toFixed(1) : count(bytes / MEBIBYTE)} MiB`;

/** How full the app's database is, and with what. */
export function Space() {
  const headingId = useId();
  const { loaded, retry } = useAnswer(
    useAsk(),
    'space',
    useMemo(() => ({}), []),
  );
  return (
    <section className="card settings" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Space in the database" meaning={MEANING} />
        </h2>
      </div>
      <Answered loaded={loaded} height={240} onRetry={retry}>
        {(report) => <Filled {...report} />}
      </Answered>
    </section>
  );
}

function Filled({ limitBytes, warnFrom, parts }: SpaceReport) {
  if (parts === null) return <p className="not-enough">The database does not tell how full it is.</p>;
  const used = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = used / limitBytes;
  const columns: readonly Column<Part>[] = [
    { heading: 'What', isRowHeading: true, cell: ({ part }) => NAMES[part] },
    { heading: 'Space', align: 'end', cell: ({ bytes }) => mebibytes(bytes) },
    { heading: 'Of the limit', align: 'end', cell: ({ bytes }) => roundPercent(bytes / limitBytes) },
  ];
  return (
    <>
      <p>
        About {mebibytes(used)} of {mebibytes(limitBytes)} are in use ({roundPercent(share)}).
      </p>
      {share < warnFrom ? null : (
        <SectionMessage title="The database is filling up" appearance="warning">
          <p>
            When it is full, nothing new can be stored: no use, no licences and no sales. Fewer segments, and fewer conditions that ask
            about properties of events, take less.
          </p>
        </SectionMessage>
      )}
      <DataTable caption="What fills the database" columns={columns} rows={parts} rowKey={({ part }) => part} />
    </>
  );
}
