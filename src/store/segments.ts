import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { Condition } from '../segments/condition';
import { readCondition } from '../segments/parse-condition';
import type { SubjectKind } from '../segments/value';
import { kindCode, KindColumn } from './properties';

export type SegmentState = 'live' | 'archived';

/** A segment as it is kept. In conditions it is named by its id as text. `at`s are ISO instants. */
export type StoredSegment = {
  readonly segmentId: number;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly description: string;
  readonly condition: Condition;
  readonly version: number;
  /** The version with which the condition last became another one. */
  readonly definitionVersion: number;
  readonly state: SegmentState;
  /** Destinations hear who is in it. */
  readonly told: boolean;
  /** What its members carry; null for nothing. */
  readonly tag: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Everybody was asked about the condition as it is. */
  readonly isReady: boolean;
};

export type SegmentVersion = {
  readonly version: number;
  readonly name: string;
  readonly condition: Condition;
  readonly changedAt: string;
};

/** `id` null: a new one. The kind of a segment never changes. */
export type SegmentToSave = {
  readonly id: number | null;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly description: string;
  /** Parsed and checked. */
  readonly condition: Condition;
  readonly told: boolean;
  /** Absent: its members carry none. */
  readonly tag?: string | null;
};

const definition = z.string().transform((text) => Condition.parse(JSON.parse(text)));
const Row = z
  .object({
    segment_id: z.coerce.number(),
    name: z.string(),
    kind: KindColumn,
    description: z.string(),
    definition,
    version: z.coerce.number(),
    definition_version: z.coerce.number(),
    state: z.enum(['live', 'archived']),
    told: z.coerce.number(),
    tag: z.string().nullable(),
    created_at: z.string(),
    changed_at: z.string(),
    ready: z.coerce.number().nullable(),
  })
  .transform((row): StoredSegment => ({
    segmentId: row.segment_id,
    name: row.name,
    kind: row.kind,
    description: row.description,
    condition: row.definition,
    version: row.version,
    definitionVersion: row.definition_version,
    state: row.state,
    told: row.told === 1,
    tag: row.tag,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    isReady: row.ready === row.definition_version,
  }));

const SEGMENTS = sql`
  SELECT s.segment_id, s.name, s.kind, s.description, s.definition, s.version, s.definition_version, s.state, s.told, s.tag, s.created_at,
    s.changed_at, u.ready
  FROM segment s LEFT JOIN segment_unit u ON u.segment_id = s.segment_id`;

/** All of them, archived ones too, the oldest first. */
export async function listSegments(sqlPort: SqlPort): Promise<StoredSegment[]> {
  return z.array(Row).parse(await sqlPort.query(sql`${SEGMENTS} ORDER BY s.segment_id`));
}

/** With its versions, the newest first; null for none. */
export async function readSegment(
  sqlPort: SqlPort,
  segmentId: number,
): Promise<{ readonly segment: StoredSegment; readonly versions: readonly SegmentVersion[] } | null> {
  const [segment] = z.array(Row).parse(await sqlPort.query(sql`${SEGMENTS} WHERE s.segment_id = ${segmentId}`));
  if (segment === undefined) return null;
  const rows = await sqlPort.query(
    sql`SELECT version, name, definition, changed_at FROM segment_version WHERE segment_id = ${segmentId} ORDER BY version DESC`,
  );
  const versions = z.array(VersionRow).parse(rows);
  return { segment, versions };
}

const VersionRow = z
  .object({ version: z.coerce.number(), name: z.string(), definition, changed_at: z.string() })
  .transform((row): SegmentVersion => ({
    version: row.version,
    name: row.name,
    condition: row.definition,
    changedAt: row.changed_at,
  }));

/**
 * Keeps a segment; another name or condition is another version. Returns its id, or null where there is none to change. Members are looked
 * for by whoever walks everybody afterwards. `now` in milliseconds. Throws a TypeError in words for what is no condition.
 */
export async function saveSegment(sqlPort: SqlPort, segment: SegmentToSave, now: number): Promise<number | null> {
  const wanted = { ...segment, condition: asReadBack(segment.condition) };
  return wanted.id === null ? await addSegment(sqlPort, wanted, now) : await changeSegment(sqlPort, wanted.id, wanted, now);
}

/** As it is read back: written otherwise, it would look changed whenever it is saved again. */
function asReadBack(condition: Condition): Condition {
  const read = readCondition(condition);
  if (read.ok) return read.condition;
  throw new TypeError(`This is no condition: ${read.problems.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')}`);
}

async function addSegment(sqlPort: SqlPort, segment: SegmentToSave, now: number): Promise<number> {
  const key = randomUUID();
  await addSegmentOnce(sqlPort, key, segment, now);
  const segmentId = (await segmentsOfKeys(sqlPort, [key])).get(key);
  if (segmentId === undefined) throw new Error('A segment was not found right after it was written');
  return segmentId;
}

/** Adds a segment, unless there is or was one under that key (at most 40 characters); what became of that one stays. */
export async function addSegmentOnce(
  sqlPort: SqlPort,
  key: string,
  { name, kind, description, condition, told, tag = null }: Omit<SegmentToSave, 'id'>,
  now: number,
): Promise<void> {
  const [at, text] = [new Date(now).toISOString(), JSON.stringify(condition)];
  await sqlPort.write(sql`
    INSERT IGNORE INTO segment (segment_key, name, kind, description, definition, version, definition_version, state, told, tag, created_at,
      changed_at)
    VALUES (${key}, ${name}, ${kindCode(kind)}, ${description}, ${text}, 1, 1, 'live', ${told ? 1 : 0}, ${tag}, ${at}, ${at})`);
  // Out of the row that is there: whoever was cut in between is made good by whoever comes next.
  await sqlPort.write(sql`
    INSERT IGNORE INTO segment_version (segment_id, version, name, definition, changed_at)
    SELECT segment_id, version, name, definition, created_at FROM segment WHERE segment_key = ${key} AND version = 1`);
}

const IdRow = z.object({ segment_id: z.coerce.number(), segment_key: z.string() });

/** The segments under these keys, archived ones too; one whose first version was not kept any more is not there yet. */
export async function segmentsOfKeys(sqlPort: SqlPort, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = z.array(IdRow).parse(
    await sqlPort.query(sql`
      SELECT s.segment_id, s.segment_key FROM segment s JOIN segment_version v ON v.segment_id = s.segment_id AND v.version = 1
      WHERE s.segment_key IN (${keys})`),
  );
  return new Map(rows.map(({ segment_id, segment_key }) => [segment_key, segment_id]));
}

async function changeSegment(sqlPort: SqlPort, segmentId: number, wanted: SegmentToSave, now: number): Promise<number | null> {
  for (;;) {
    const known = await readSegment(sqlPort, segmentId);
    if (known === null) return null;
    const { segment } = known;
    const [text, at] = [JSON.stringify(wanted.condition), new Date(now).toISOString()];
    const isOther = text !== JSON.stringify(segment.condition);
    const version = isOther || wanted.name !== segment.name ? segment.version + 1 : segment.version;
    const definitionVersion = isOther ? version : segment.definitionVersion;
    if (version !== segment.version) await keepVersion(sqlPort, { segmentId, version, name: wanted.name, text, at });
    await sqlPort.write(sql`
      UPDATE segment SET name = ${wanted.name}, description = ${wanted.description}, definition = ${text}, version = ${version},
        definition_version = ${definitionVersion}, told = ${wanted.told ? 1 : 0}, tag = ${wanted.tag ?? null}, changed_at = ${at}
      WHERE segment_id = ${segmentId} AND version = ${segment.version}`);
    const after = await readSegment(sqlPort, segmentId);
    // Somebody else was faster: theirs is a version, too, and ours comes after it.
    if (after === null || JSON.stringify(after.segment.condition) === text) return after === null ? null : segmentId;
  }
}

type VersionToKeep = {
  readonly segmentId: number;
  readonly version: number;
  readonly name: string;
  readonly text: string;
  readonly at: string;
};

async function keepVersion(sqlPort: SqlPort, { segmentId, version, name, text, at }: VersionToKeep): Promise<void> {
  await sqlPort.write(sql`
    INSERT INTO segment_version (segment_id, version, name, definition, changed_at) VALUES (${segmentId}, ${version}, ${name}, ${text}, ${at})
    ON DUPLICATE KEY UPDATE name = VALUES(name), definition = VALUES(definition), changed_at = VALUES(changed_at)`);
}

/** Nobody is a member of an archived segment; segments that name it cannot be evaluated. Its history stays. */
export async function archiveSegment(sqlPort: SqlPort, segmentId: number, now: number): Promise<void> {
  await setState(sqlPort, segmentId, 'archived', now);
}

/** Its members are looked for anew. */
export async function restoreSegment(sqlPort: SqlPort, segmentId: number, now: number): Promise<void> {
  await setState(sqlPort, segmentId, 'live', now);
}

async function setState(sqlPort: SqlPort, segmentId: number, state: SegmentState, now: number): Promise<void> {
  // Readiness first: cut in between, an archived segment is only walked once more.
  await sqlPort.write(sql`UPDATE segment_unit SET ready = 0 WHERE segment_id = ${segmentId}`);
  await sqlPort.write(
    sql`UPDATE segment SET state = ${state}, changed_at = ${new Date(now).toISOString()} WHERE segment_id = ${segmentId}`,
  );
}
