import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { PropertyType, SubjectKind } from '../segments/value';
import { chunked } from './chunks';

/** Where values come from. `kit`: a tracking library said them; `manual`: a person did. */
export const PropertyOrigin = z.enum(['plan', 'licence', 'transaction', 'predicted', 'computed', 'manual', 'imported', 'kit']);
export type PropertyOrigin = z.infer<typeof PropertyOrigin>;

/** A property that is stored, or what the vendor changed of a standard one. Days since 1970-01-01. */
export type StoredProperty = {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly type: PropertyType;
  readonly origin: PropertyOrigin;
  readonly lastSeenDay: number | null;
};

/** More properties of a kind than this are a sender gone wrong. */
export const MAX_PROPERTIES_OF_KIND = 500;

export const kindCode = (kind: SubjectKind): number => SubjectKind.options.indexOf(kind);

export const KindColumn = z.coerce.number().transform((code, context) => {
  const kind = SubjectKind.options[code];
  if (kind !== undefined) return kind;
  context.addIssue('is no kind of subject');
  return z.NEVER;
});

const Row = z
  .object({
    kind: KindColumn,
    property_key: z.string(),
    type: PropertyType,
    origin: PropertyOrigin,
    last_seen_day: z.coerce.number().nullable(),
  })
  .transform((row): StoredProperty => ({
    kind: row.kind,
    key: row.property_key,
    type: row.type,
    origin: row.origin,
    lastSeenDay: row.last_seen_day,
  }));

/** All of them: at most some hundred of each kind. */
export async function storedProperties(sqlPort: SqlPort): Promise<StoredProperty[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(sql`SELECT kind, property_key, type, origin, last_seen_day FROM property ORDER BY kind, property_key`));
}

/** The type of what is known already stays as it is. */
export async function addProperties(sqlPort: SqlPort, added: readonly StoredProperty[]): Promise<void> {
  for (const chunk of chunked(added)) {
    const rows = chunk.map(({ kind, key, type, origin, lastSeenDay }) => [kindCode(kind), key, type, origin, lastSeenDay]);
    await sqlPort.write(sql`INSERT IGNORE INTO property (kind, property_key, type, origin, last_seen_day) VALUES ${rowsSql(rows)}`);
  }
}

export type PropertyName = { readonly kind: SubjectKind; readonly key: string };

const named = ({ kind, key }: PropertyName) => sql`(kind = ${kindCode(kind)} AND property_key = ${key})`;

export async function notePropertiesSeen(sqlPort: SqlPort, names: readonly PropertyName[], day: number): Promise<void> {
  for (const chunk of chunked(names)) {
    await sqlPort.write(sql`
      UPDATE property SET last_seen_day = ${day}
      WHERE (last_seen_day IS NULL OR last_seen_day < ${day}) AND (${joinSql(chunk.map(named), ' OR ')})`);
  }
}

/** Counts values that were not kept because they are of another type. What is delivered twice counts twice. */
export async function noteMisfits(
  sqlPort: SqlPort,
  misfits: readonly (PropertyName & { readonly times: number })[],
  day: number,
): Promise<void> {
  for (const chunk of chunked(misfits)) {
    const times = chunk.map((each) => sql`WHEN ${named(each)} THEN ${each.times}`);
    await sqlPort.write(sql`
      UPDATE property SET misfits = misfits + CASE ${joinSql(times, ' ')} ELSE 0 END, misfit_day = ${day}
      WHERE ${joinSql(chunk.map(named), ' OR ')}`);
  }
}
