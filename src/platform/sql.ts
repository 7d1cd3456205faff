/** A value that a statement may carry. Instants travel as ISO strings, booleans as 0 or 1. */
export type SqlValue = string | number | null;

/** One statement with its parameters. Only the `sql` tag makes one, so no outside string can pass for SQL. */
export class Sql {
  /** A private member makes the type nominal: an object of the same shape is no statement. */
  readonly #parts: { readonly text: string; readonly params: readonly SqlValue[] };

  constructor(text: string, params: readonly SqlValue[]) {
    this.#parts = { text, params };
  }
  get text(): string {
    return this.#parts.text;
  }
  get params(): readonly SqlValue[] {
    return this.#parts.params;
  }
}

/**
 * Builds a statement in the MySQL dialect. Interpolated values become `?` parameters; an interpolated `Sql` is spliced
 * with its own parameters; an array becomes a comma-separated list (`IN (${ids})`), and an empty one is an error,
 * because `IN ()` is no SQL.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlValue | Sql | readonly SqlValue[])[]): Sql {
  let text = strings[0] ?? '';
  const params: SqlValue[] = [];
  values.forEach((value, index) => {
    if (value instanceof Sql) {
      text += value.text;
      params.push(...value.params);
    } else if (isList(value)) {
      if (value.length === 0) throw new RangeError('An empty list cannot be a parameter');
      text += value.map(() => '?').join(', ');
      params.push(...value);
    } else {
      text += '?';
      params.push(value);
    }
    text += strings[index + 1] ?? '';
  });
  return new Sql(text, params);
}

function isList(value: SqlValue | readonly SqlValue[]): value is readonly SqlValue[] {
  return Array.isArray(value);
}

/** Joins statements or fragments, for `VALUES (…), (…)` and the like. An empty list is an error. */
export function joinSql(parts: readonly Sql[], separator = ', '): Sql {
  if (parts.length === 0) throw new RangeError('Nothing to join');
  return new Sql(
    parts.map((part) => part.text).join(separator),
    parts.flatMap((part) => part.params),
  );
}

/** Rows of a multi-row INSERT: `(?, ?), (?, ?)`. All rows have the width of the first; no rows are an error. */
export function rowsSql(rows: readonly (readonly SqlValue[])[]): Sql {
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width)) throw new RangeError('Rows need the same number of values, at least one');
  const tuple = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  return new Sql(Array.from({ length: rows.length }, () => tuple).join(', '), rows.flat());
}
