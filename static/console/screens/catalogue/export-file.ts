import type { ProfileExport } from '../../../../src/contract/profile-files';
import type { PropertyRow } from '../../../../src/contract/profiles';
import type { SubjectKind } from '../../../../src/segments/value';
import { type CsvColumn, csvFile } from '../../parts/csv';
import { moneyDigits } from '../../parts/format';
import { needs } from './import-rows';

type Row = ProfileExport['rows'][number];

/** A column for each property that anybody has, named as it is called; texts are safe for spreadsheets. */
export function exportFile(kind: SubjectKind, properties: readonly PropertyRow[], rows: readonly Row[]): string {
  const used = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const { account, user } = needs(kind);
  const columns: CsvColumn<Row>[] = [
    ...(account
      ? [
          { heading: 'account', cell: (row: Row) => row.account },
          { heading: 'company', cell: (row: Row) => row.company },
        ]
      : []),
    ...(user ? [{ heading: 'user', cell: (row: Row) => row.user }] : []),
    ...(rows.some(({ tags }) => tags.length > 0) ? [{ heading: 'tags', cell: (row: Row) => row.tags.join('; ') }] : []),
    ...properties
      .filter((each) => each.kind === kind && used.has(each.key))
      .map(({ key, type }) => ({ heading: key, cell: cellOf(key, type) })),
  ];
  return csvFile(columns, rows);
}

const cellOf =
  (key: string, type: PropertyRow['type']) =>
  ({ values }: Row): string | number | null => {
    const value = values[key];
    if (value === undefined) return null;
    if (typeof value === 'object') return value.join('; ');
    if (typeof value === 'number') return type === 'money' ? moneyDigits(value) : value;
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  };
