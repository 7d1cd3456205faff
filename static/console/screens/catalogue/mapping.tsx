import type { PropertyRow } from '../../../../src/contract/profiles';
import { PropertyType, type SubjectKind } from '../../../../src/segments/value';
import { DataTable } from '../../parts/data-table';
import { type ColumnUse, needs } from './import-rows';
import type { FileTable } from './read-table';
import type { Cell } from './table-reader';
import { TYPE_WORDS } from './words';

type MappingProps = {
  readonly table: FileTable;
  readonly kind: SubjectKind;
  readonly uses: readonly ColumnUse[];
  readonly properties: readonly PropertyRow[];
  readonly isDisabled: boolean;
  readonly onUses: (uses: readonly ColumnUse[]) => void;
};
type Row = { readonly index: number; readonly column: string; readonly use: ColumnUse };

const NEW = 'new:';
const EXAMPLES = 3;

/** What becomes of each column. */
export function Mapping({ table, kind, uses, properties, isDisabled, onUses }: MappingProps) {
  const own = properties.filter((each) => each.kind === kind && (!each.isStandard || each.key === 'Role'));
  const set = (index: number, use: ColumnUse): void => {
    onUses(uses.map((each, at) => (at === index ? use : each)));
  };
  const rows = table.columns.map((column, index): Row => ({ index, column, use: uses[index] ?? { use: 'nothing' } }));
  return (
    <DataTable<Row>
      caption="Columns of the file"
      rows={rows}
      rowKey={({ index }) => index}
      columns={[
        { heading: 'Column', isRowHeading: true, cell: ({ column }) => <bdi>{column === '' ? 'Without a name' : column}</bdi> },
        { heading: 'First values', width: '30%', cell: ({ index }) => <First table={table} index={index} /> },
        {
          heading: 'Becomes',
          cell: ({ index, column, use }) => (
            <select
              aria-label={`What becomes of ${column}`}
              className="import-select"
              disabled={isDisabled}
              value={valueOf(use, own)}
              onChange={(event) => {
                set(index, columnUse(event.currentTarget.value, column, own));
              }}
            >
              <option value="nothing">Left out</option>
              {needs(kind).account ? <option value="account">Names the account</option> : null}
              {needs(kind).user ? <option value="user">Names the user</option> : null}
              {own.map(({ key, label }) => (
                <option key={key} value={`known:${key}`}>
                  {label}
                </option>
              ))}
              <option value={NEW}>A new property</option>
            </select>
          ),
        },
        {
          heading: 'Name and type',
          cell: ({ index, column, use }) => {
            if (use.use !== 'property') return null;
            if (own.some(({ key }) => key === use.key)) return TYPE_WORDS[use.type];
            return (
              <span className="import-new">
                <input
                  aria-label={`Name of the property from ${column}`}
                  className="import-select"
                  maxLength={100}
                  disabled={isDisabled}
                  value={use.key}
                  onChange={(event) => {
                    set(index, { ...use, key: event.currentTarget.value });
                  }}
                />
                <select
                  aria-label={`Type of the property from ${column}`}
                  className="import-select"
                  disabled={isDisabled}
                  value={use.type}
                  onChange={(event) => {
                    const { value } = event.currentTarget;
                    set(index, { ...use, type: PropertyType.options.find((option) => option === value) ?? 'text' });
                  }}
                >
                  {PropertyType.options.map((option) => (
                    <option key={option} value={option}>
                      {TYPE_WORDS[option]}
                    </option>
                  ))}
                </select>
              </span>
            );
          },
        },
      ]}
    />
  );
}

function First({ table, index }: { table: FileTable; index: number }) {
  const shown = [...new Set(table.first.map(({ cells }) => wordsOf(cells[index] ?? null)))].filter((text) => text !== '');
  return (
    <span className="catalogue-examples">
      {shown.slice(0, EXAMPLES).map((text) => (
        <bdi key={text} title={text}>
          {text}
        </bdi>
      ))}
    </span>
  );
}

const wordsOf = (cell: Cell): string => (cell === null ? '' : typeof cell === 'object' ? cell.join(', ') : String(cell));

function valueOf(use: ColumnUse, own: readonly PropertyRow[]): string {
  if (use.use !== 'property') return use.use;
  return own.some(({ key }) => key === use.key) ? `known:${use.key}` : NEW;
}

function columnUse(value: string, column: string, own: readonly PropertyRow[]): ColumnUse {
  if (value === 'account' || value === 'user') return { use: value };
  if (value === NEW) return { use: 'property', key: column.trim().slice(0, 100), type: 'text' };
  const known = own.find(({ key }) => `known:${key}` === value);
  return known === undefined ? { use: 'nothing' } : { use: 'property', key: known.key, type: known.type };
}
