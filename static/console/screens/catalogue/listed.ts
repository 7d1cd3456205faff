import type { EventRow, PropertyRow } from '../../../../src/contract/profiles';
import type { CatalogueQuery, CatalogueSort } from './query';

const words = (text: string): string => text.toLocaleLowerCase('en-US');
const matches = (search: string, texts: readonly string[]): boolean => texts.some((text) => words(text).includes(words(search.trim())));

/** Properties of the kind that is looked at, searched by what they are called and described as, in order. Equals go by name. */
export function listedProperties(rows: readonly PropertyRow[], query: CatalogueQuery): PropertyRow[] {
  const { view, search, sort, descending, hidden } = query;
  const direction = descending ? -1 : 1;
  return rows
    .filter(
      (row) =>
        row.kind === view &&
        (hidden || !row.hidden) &&
        matches(search, [row.label, row.key, row.description, row.grouping, ...row.examples]),
    )
    .sort((a, b) => {
      const [one, other] = [sortedOf(a, sort), sortedOf(b, sort)];
      // What is not known comes last, whichever way the rest goes.
      if (one === null || other === null) return one === other ? byLabel(a, b) : one === null ? 1 : -1;
      if (one === other) return byLabel(a, b);
      return (typeof one === 'string' && typeof other === 'string' ? one.localeCompare(other, 'en-US') : one < other ? -1 : 1) * direction;
    });
}

const byLabel = (a: PropertyRow, b: PropertyRow): number => a.label.localeCompare(b.label, 'en-US');

function sortedOf(row: PropertyRow, sort: CatalogueSort): string | number | null {
  const value = row[sort];
  return value === '' ? null : value;
}

export function listedEvents(rows: readonly EventRow[], { search }: CatalogueQuery): EventRow[] {
  return rows.filter((row) => matches(search, [row.name, row.description, row.grouping]));
}
