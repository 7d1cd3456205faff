import type { LetterRow } from '../../../../src/contract/delivery';
import type { Column } from '../../parts/data-table';
import { destinationNames } from '../../parts/destination-words';
import { count, counted, instant } from '../../parts/format';
import { reasonSentence } from '../../parts/reasons';

export type LetterChoice = {
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
};
type LetterColumns = {
  readonly rows: readonly LetterRow[];
  readonly today: string;
  /** Null for who may only look. */
  readonly choice: LetterChoice | null;
};

const states = { parked: { term: 'Parked', tone: 'wait' }, dead: { term: 'Dead', tone: 'bad' } } as const;

export const letterColumns = ({ rows, today, choice }: LetterColumns): readonly Column<LetterRow>[] => [
  ...(choice === null ? [] : [choiceColumn(rows, today, choice)]),
  { heading: 'State', cell: (row) => <span className={`status ${states[row.state].tone}`}>{states[row.state].term}</span> },
  { heading: 'Destination', isRowHeading: true, cell: (row) => destinationNames[row.destination] },
  { heading: 'Reason', width: '45%', cell: (row) => reasonSentence(row.reason) },
  { heading: 'Events', align: 'end', cell: (row) => count(row.events) },
  { heading: 'Since', align: 'end', cell: (row) => instant(row.at, today) },
];

const choiceColumn = (rows: readonly LetterRow[], today: string, { picked, onPick }: LetterChoice): Column<LetterRow> => ({
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
});

function toggled(picked: ReadonlySet<string>, letterId: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(letterId)) next.add(letterId);
  return next;
}

function PickAll({ rows, picked, onPick }: LetterChoice & { rows: readonly LetterRow[] }) {
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
