import Button from '@atlaskit/button/new';
import type { ComputedRow } from '../../../../src/contract/computed';
import type { CatalogueAnswer, PropertyRow } from '../../../../src/contract/profiles';
import { BarTrack } from '../../parts/bars';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, counted, day, roundPercent } from '../../parts/format';
import { WholeDay } from '../../parts/whole-day';
import { None } from '../accounts/account-columns';
import type { CatalogueQuery, CatalogueSort } from './query';
import { coverageOf, KIND_WORDS, ORIGIN_WORDS, TYPE_WORDS } from './words';

type PropertyTableProps = {
  readonly rows: readonly PropertyRow[];
  readonly answer: CatalogueAnswer;
  readonly computed: readonly ComputedRow[];
  readonly query: CatalogueQuery;
  readonly onQuery: (query: CatalogueQuery) => void;
  /** Null: nothing can be changed. */
  readonly onEdit: ((row: PropertyRow) => void) | null;
  readonly onDefinition: (row: PropertyRow, computed: ComputedRow) => void;
  readonly onRemove: (row: PropertyRow) => void;
};

export function PropertyTable(props: PropertyTableProps) {
  const { rows, query, onQuery } = props;
  if (rows.length === 0) return <p className="not-enough">{emptyWords(query)}</p>;
  return (
    <DataTable<PropertyRow, CatalogueSort>
      caption="Properties"
      columns={columnsOf(props)}
      rows={rows}
      rowKey={({ key }) => key}
      sorting={{
        by: query.sort,
        descending: query.descending,
        onSort: (sort) => {
          onQuery({ ...query, sort, descending: query.sort === sort ? !query.descending : sort === 'filled' || sort === 'lastSeenDay' });
        },
      }}
    />
  );
}

function columnsOf({ answer, computed, onEdit, onDefinition, onRemove }: PropertyTableProps): Column<PropertyRow, CatalogueSort>[] {
  const definitionOf = (row: PropertyRow) => computed.find(({ kind, key }) => kind === row.kind && key === row.key);
  return [
    {
      heading: 'Property',
      sort: 'label',
      isRowHeading: true,
      width: '40%',
      cell: (row) => <Name row={row} computed={definitionOf(row)} />,
    },
    { heading: 'Type', sort: 'type', cell: (row) => TYPE_WORDS[row.type] },
    { heading: 'From', sort: 'origin', cell: (row) => ORIGIN_WORDS[row.origin] },
    { heading: 'Group', sort: 'grouping', cell: (row) => (row.grouping === '' ? <None /> : <bdi>{row.grouping}</bdi>) },
    { heading: 'Have a value', sort: 'filled', width: '14%', cell: (row) => <Coverage row={row} answer={answer} /> },
    { heading: 'Examples', cell: (row) => <Examples row={row} /> },
    {
      heading: 'Last sent',
      sort: 'lastSeenDay',
      align: 'end',
      cell: (row) => (row.lastSeenDay === null ? <None /> : <WholeDay of={row.lastSeenDay} />),
    },
    ...(onEdit === null
      ? []
      : [
          {
            heading: 'Change',
            headingCell: <span className="unseen">Change</span>,
            align: 'end' as const,
            cell: (row: PropertyRow) => {
              const definition = definitionOf(row);
              const act = (verb: string, onClick: () => void) => (
                <Button appearance="subtle" spacing="compact" aria-label={`${verb} ${row.label}`} onClick={onClick}>
                  {verb}
                </Button>
              );
              return (
                <span className="catalogue-actions">
                  {definition === undefined
                    ? null
                    : act('Define', () => {
                        onDefinition(row, definition);
                      })}
                  {act('Edit', () => {
                    onEdit(row);
                  })}
                  {definition === undefined
                    ? null
                    : act('Delete', () => {
                        onRemove(row);
                      })}
                </span>
              );
            },
          },
        ]),
  ];
}

function Name({ row, computed }: { row: PropertyRow; computed: ComputedRow | undefined }) {
  return (
    <span className="catalogue-name">
      <span>
        <bdi>{row.label}</bdi>
        {row.label === row.key ? null : (
          <code className="catalogue-key" dir="auto">
            {row.key}
          </code>
        )}
        {row.hidden ? <span className="status quiet">Hidden</span> : null}
        {row.sensitive ? <span className="status wait">Sensitive</span> : null}
        {computed?.isComputing === true && computed.problem === null ? <span className="status wait">Being computed</span> : null}
      </span>
      {row.description === '' ? null : <span className="catalogue-description">{row.description}</span>}
      {computed === undefined ? null : (
        <span className="catalogue-description">
          <bdi>{computed.words}</bdi>
        </span>
      )}
      {computed === undefined || computed.problem === null ? null : (
        <span className="catalogue-misfits">It cannot be evaluated: {computed.problem}</span>
      )}
      {row.misfits === 0 || row.misfitDay === null ? null : (
        <span className="catalogue-misfits">
          {counted(row.misfits, 'value')} of another type came and {row.misfits === 1 ? 'was' : 'were'} not kept, the last on{' '}
          {day(row.misfitDay)}.
        </span>
      )}
    </span>
  );
}

function Coverage({ row, answer }: { row: PropertyRow; answer: CatalogueAnswer }) {
  const share = coverageOf(row, answer.totals);
  if (share === null || row.filled === null) return <None />;
  return (
    <span className="catalogue-coverage">
      <BarTrack ratio={share} />
      <Definition
        term={roundPercent(share)}
        meaning={`${count(row.filled)} of ${count(answer.totals[row.kind])} ${KIND_WORDS[row.kind].many} have a value.`}
      />
    </span>
  );
}

function Examples({ row }: { row: PropertyRow }) {
  if (row.sensitive) return <span className="faint">not shown</span>;
  if (row.examples.length === 0) return <None />;
  return (
    <span className="catalogue-examples">
      {row.examples.slice(0, 3).map((example) => (
        <bdi key={example} title={example}>
          {example}
        </bdi>
      ))}
    </span>
  );
}

function emptyWords({ search, view }: CatalogueQuery): string {
  if (search !== '') return 'No property is called that way.';
  return view === 'event' || view === 'files' ? '' : `Nothing is known of ${KIND_WORDS[view].many} yet.`;
}
