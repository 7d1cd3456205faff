import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { Condition } from '../segments/condition';
import { PropertyType, type SubjectKind } from '../segments/value';
import { KindColumn } from './properties';
import { FIRST_STAGE_SET, StageSetRow } from './stage-set';
import type { StageSet } from './stage-set';

/** Everything that decides what is evaluated. */
export type SegmentSources = {
  /** Live ones, the oldest first. */
  readonly segments: readonly SourceSegment[];
  readonly units: readonly SourceUnit[];
  readonly events: readonly SourceEvent[];
  readonly properties: readonly SourceProperty[];
  readonly stages: StageSet;
};
export type SourceSegment = {
  readonly segmentId: number;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly condition: Condition;
  readonly definitionVersion: number;
  readonly told: boolean;
  /** What its members carry; null for nothing. */
  readonly tag: string | null;
};
/** `ready`: the version of the definition that everybody was asked about, 0 for none. */
export type SourceUnit = { readonly unitId: number; readonly key: string; readonly segmentId: number | null; readonly ready: number };
/** `isFeature`: its plan says that it is use of the app; `isActivity`: it counts as that. */
export type SourceEvent = {
  readonly eventId: number;
  readonly name: string;
  readonly isFeature: boolean;
  readonly isActivity: boolean;
  readonly kept: readonly KeptSource[];
};
/** A property that is kept of an event, since when, and when last there were values beyond those that are told apart; null for never. */
export type KeptSource = { readonly key: string; readonly sinceDay: number; readonly crowdedDay: number | null };
export type SourceProperty = {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly type: PropertyType;
  readonly label: string | null;
  /** Of a computed one. */
  readonly definition: string | null;
  readonly isHidden: boolean;
};

const number = z.coerce.number();
const Row = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('segment'),
    id: number,
    kind: KindColumn,
    first: number,
    second: number,
    name: z.string(),
    text: z.string().transform((text) => Condition.parse(JSON.parse(text))),
    label: z.string().nullable(),
  }),
  z.object({ what: z.literal('unit'), id: number, kind: number, first: number, name: z.string() }),
  z.object({ what: z.literal('event'), id: number, first: number, second: number, name: z.string() }),
  z.object({ what: z.literal('kept'), id: number, first: number, second: number, name: z.string() }),
  z.object({
    what: z.literal('property'),
    kind: KindColumn,
    first: number,
    name: z.string(),
    text: PropertyType,
    label: z.string().nullable(),
    definition: z.string().nullable(),
  }),
  z.object({ what: z.literal('stages'), id: number, kind: number, first: number, second: number, text: z.string().nullable() }),
]);

/** One statement, because every batch that comes in asks it. */
export async function segmentSources(sqlPort: SqlPort): Promise<SegmentSources> {
  const rows = z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT 'segment' AS what, segment_id AS id, kind AS kind, definition_version AS first, told AS second, name AS name, definition AS text,
        tag AS label, NULL AS definition
      FROM segment WHERE state = 'live'
      UNION ALL
      SELECT 'unit', unit_id, COALESCE(segment_id, 0), ready, 0, unit_key, NULL, NULL, NULL FROM segment_unit
      UNION ALL
      SELECT 'event', e.event_id, 0, COALESCE(w.planned, e.feature), e.feature, e.name, NULL, NULL, NULL
      FROM event_name e LEFT JOIN event_switch w ON w.event_id = e.event_id
      UNION ALL
      SELECT 'kept', event_id, 0, since_day, COALESCE(crowded_day, 0), property_key, NULL, NULL, NULL FROM event_property
      UNION ALL
      SELECT 'property', 0, kind, is_hidden, 0, property_key, type, label, definition FROM property
      UNION ALL
      SELECT 'stages', version, placed_version, asked_after, placed_after, '', definition, NULL, NULL FROM stage_set`),
  );
  const segments: SourceSegment[] = [];
  const units: SourceUnit[] = [];
  const events: Omit<SourceEvent, 'kept'>[] = [];
  const kept = new Map<number, KeptSource[]>();
  const properties: SourceProperty[] = [];
  let stages = FIRST_STAGE_SET;
  for (const row of rows) {
    switch (row.what) {
      case 'segment':
        segments.push({
          segmentId: row.id,
          kind: row.kind,
          name: row.name,
          condition: row.text,
          definitionVersion: row.first,
          told: row.second === 1,
          tag: row.label,
        });
        break;
      case 'unit':
        units.push({ unitId: row.id, key: row.name, segmentId: row.kind === 0 ? null : row.kind, ready: row.first });
        break;
      case 'event':
        events.push({ eventId: row.id, name: row.name, isFeature: row.first === 1, isActivity: row.second === 1 });
        break;
      case 'kept': {
        const own = { key: row.name, sinceDay: row.first, crowdedDay: row.second === 0 ? null : row.second };
        kept.set(row.id, [...(kept.get(row.id) ?? []), own]);
        break;
      }
      case 'property':
        properties.push({
          kind: row.kind,
          key: row.name,
          type: row.text,
          label: row.label,
          definition: row.definition,
          isHidden: row.first === 1,
        });
        break;
      case 'stages': {
        const { id: version, kind: placed_version, first: asked_after, second: placed_after, text: definition } = row;
        stages = StageSetRow.parse({ version, definition, asked_after, placed_version, placed_after });
        break;
      }
    }
  }
  segments.sort((a, b) => a.segmentId - b.segmentId);
  return { segments, units, events: events.map((event) => ({ ...event, kept: kept.get(event.eventId) ?? [] })), properties, stages };
}
