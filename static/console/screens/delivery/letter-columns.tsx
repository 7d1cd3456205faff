import type { LetterRow } from '../../../../src/contract/delivery';
import type { Column } from '../../parts/data-table';
import { destinationNames } from '../../parts/destination-words';
import { count, counted, instant } from '../../parts/format';
import { reasonSentence } from '../../parts/reasons';

type LetterColumns = {
  readonly rows: readonly LetterRow[];
  readonly today: string;
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
};

const states = { parked: { term: 'Parked', tone: 'wait' }, dead: { term: 'Dead', tone: 'bad' } } as const;

export const letterColumns = ({ rows, today, picked, onPick }: LetterColumns): readonly Column<LetterRow>[] => [
  {
    heading: 'Choose',
    width: '48px',
    headingCell: <PickAll rows={rows} picked={picked} onPick={onPick} />,
    cell: (row) => (
      <input
        type="checkbox"
        className="pick"
        aria-label={`Choose ${counted(row.events, 'event')} for ${destinationNames[row.destination]} of ${instant(row.at, today)}`}
        checked={picked.has(row.letterId)}
        onChange={() => {
          onPick(toggled(picked, row.letterId));
        }}
      />
    ),
  },
  { heading: 'State', cell: (row) => <span className={`status ${states[row.state].tone}`}>{states[row.state].term}</span> },
  { heading: 'Destination', isRowHeading: true, cell: (row) => destinationNames[row.destination] },
  { heading: 'Reason', width: '45%', cell: (row) => reasonSentence(row.reason) },
  { heading: 'Events', align: 'end', cell: (row) => count(row.events) },
  { heading: 'Since', align: 'end', cell: (row) => instant(row.at, today) },
];

function toggled(picked: ReadonlySet<string>, letterId: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(letterId)) next.add(letterId);
  return next;
}

function PickAll({ rows, picked, onPick }: Omit<LetterColumns, 'today'>) {
  const chosen = rows.filter(({ letterId }) => picked.has(letterId)).length;
  const isAll = chosen === rows.length;
  return (
    <input
      type="checkbox"
      className="pick"
      aria-label="Choose all on this page"
      checked={isAll}
      ref={(box) => {
        if (box !== null) box.indeterminate = chosen > 0 && !isAll;
      }}
      onChange={() => {
        onPick(new Set(isAll ? [] : rows.map(({ letterId }) => letterId)));
      }}
    />
  );
}
