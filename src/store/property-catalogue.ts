import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { PropertyType, type SubjectKind } from '../segments/value';
import { chunked } from './chunks';
import { kindCode, KindColumn, PropertyOrigin } from './properties';
import type { PropertyName } from './properties';

const flag = z.coerce.number().transform((value) => value === 1);
const day = z.coerce.number().nullable();
const Examples = z.array(z.string());

const Row = z
  .object({
    kind: KindColumn,
    property_key: z.string(),
    type: PropertyType,
    origin: PropertyOrigin,
    label: z.string().nullable(),
    description: z.string().nullable(),
    belongs_to: z.string().nullable(),
    is_hidden: flag,
    is_sensitive: flag,
    last_seen_day: day,
    filled: z.coerce.number().nullable(),
    examples: z.string().nullable(),
    misfits: z.coerce.number(),
    misfit_day: day,
  })
  .transform((row) => ({
    kind: row.kind,
    key: row.property_key,
    type: row.type,
    origin: row.origin,
    label: row.label,
    description: row.description,
    grouping: row.belongs_to,
    hidden: row.is_hidden,
    sensitive: row.is_sensitive,
    lastSeenDay: row.last_seen_day,
    filled: row.filled,
    examples: row.examples === null ? [] : Examples.parse(JSON.parse(row.examples)),
    misfits: row.misfits,
    misfitDay: row.misfit_day,
  }));
/** A property as the vendor made it. Null is what nobody said. */
export type DescribedProperty = z.output<typeof Row>;

/** Without computed ones that are being taken away. */
export async function describedProperties(sqlPort: SqlPort): Promise<DescribedProperty[]> {
  return z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT kind, property_key, type, origin, label, description, belongs_to, is_hidden, is_sensitive, last_seen_day, filled, examples, misfits,
        misfit_day
      FROM property WHERE definition IS NULL OR definition NOT LIKE ${'%"leaving":true%'} ORDER BY kind, property_key`),
  );
}

type Details = Pick<DescribedProperty, 'kind' | 'key' | 'type' | 'origin' | 'label' | 'description' | 'grouping' | 'hidden' | 'sensitive'>;

/** What is sensitive has no examples from then on. */
export async function savePropertyDetails(sqlPort: SqlPort, details: Details): Promise<void> {
  const { kind, key, type, origin, label, description, grouping, hidden, sensitive } = details;
  const row = [kindCode(kind), key, type, origin, label, description, grouping, Number(hidden), Number(sensitive)];
  await sqlPort.write(sql`
    INSERT INTO property (kind, property_key, type, origin, label, description, belongs_to, is_hidden, is_sensitive) VALUES ${rowsSql([row])}
    ON DUPLICATE KEY UPDATE label = VALUES(label), description = VALUES(description), belongs_to = VALUES(belongs_to),
      is_hidden = VALUES(is_hidden), is_sensitive = VALUES(is_sensitive),
      examples = CASE WHEN VALUES(is_sensitive) = 1 THEN NULL ELSE examples END`);
}

export async function setPropertyType(sqlPort: SqlPort, { kind, key }: PropertyName, type: PropertyType): Promise<void> {
  await sqlPort.write(sql`
    UPDATE property SET type = ${type}, examples = NULL, misfits = 0, misfit_day = NULL
    WHERE kind = ${kindCode(kind)} AND property_key = ${key} AND type <> ${type}`);
}

/** How many subjects have a value, with some of the values. */
export type Coverage = Pick<DescribedProperty, 'kind' | 'key' | 'type' | 'origin'> & {
  readonly filled: number;
  readonly examples: readonly string[];
};

export async function keepCoverage(sqlPort: SqlPort, measured: readonly Coverage[]): Promise<void> {
  for (const chunk of chunked(measured)) {
    const rows = chunk.map(({ kind, key, type, origin, filled, examples }) => [
      kindCode(kind),
      key,
      type,
      origin,
      filled,
      JSON.stringify(examples),
    ]);
    await sqlPort.write(sql`
      INSERT INTO property (kind, property_key, type, origin, filled, examples) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE filled = VALUES(filled), examples = CASE WHEN is_sensitive = 1 THEN NULL ELSE VALUES(examples) END`);
  }
}

const Count = z.object({ accounts: z.coerce.number(), users: z.coerce.number(), members: z.coerce.number() });

/** How many accounts, users and users in accounts there are. */
export async function subjectTotals(sqlPort: SqlPort): Promise<Readonly<Record<SubjectKind, number>>> {
  const [row] = z.array(Count).parse(
    await sqlPort.query(sql`
      SELECT (SELECT COUNT(*) FROM account) AS accounts, (SELECT COUNT(*) FROM app_user) AS users, (SELECT COUNT(*) FROM membership) AS members`),
  );
  return { account: row?.accounts ?? 0, user: row?.users ?? 0, membership: row?.members ?? 0 };
}
