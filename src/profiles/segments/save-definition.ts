import type { Condition } from '../../segments/condition';
import { parseCondition } from '../../segments/parse-condition';
import type { Problem } from '../../segments/problem';
import type { SubjectKind } from '../../segments/value';
import type { SqlPort } from '../../platform/ports';
import { segmentSources } from '../../store/segment-sources';
import type { SegmentSources } from '../../store/segment-sources';
import { noteMembersToTell } from '../../store/segment-told';
import { archiveSegment, readSegment, restoreSegment, saveSegment } from '../../store/segments';
import type { SegmentToSave } from '../../store/segments';
import { whatBreaks } from '../computed/save-computed';
import { circlesMade, madeByRules } from '../health/circles';
import { catalogueOf } from '../segment-catalogue';
import { stagesLost } from '../stage-rules/rules';
import { planOf } from './plan-in-store';
import type { StoredPlan } from './plan-in-store';
import type { SegmentPorts } from './update-segments';

/** `walk`: has somebody look for the members, soon. */
export type SavePorts = SegmentPorts & { readonly walk: () => Promise<void> };
/** `condition`: whatever somebody wrote. */
export type Draft = {
  readonly id: number | null;
  readonly kind: SubjectKind;
  readonly condition: unknown;
  /** What its members would carry. */
  readonly tag?: string | null;
};
export type ParsedDraft = { readonly condition: Condition } | { readonly problems: readonly Problem[] };

/** A condition that could be saved, or everything that speaks against it: what does not exist, what does not fit, and circles of segments. */
export function parseDraft(sources: SegmentSources, { id, kind, condition, tag = null }: Draft): ParsedDraft {
  const parsed = parseWritten(sources, kind, condition);
  if (!parsed.ok) return { problems: parsed.problems };
  const name = id === null ? 'draft' : String(id);
  const draft = { id: name, name: 'This segment', kind, condition: parsed.condition, tag };
  const stored = planOf(sources, [draft]);
  const broken = stored.plan.broken.get(name);
  if (broken !== undefined) return { problems: broken };
  const lost = whatIsLost(sources, stored, tag);
  return lost.length > 0 ? { problems: lost.map((message) => ({ path: '', message })) } : { condition: parsed.condition };
}

/** What could be decided before and could not be any more beside this segment, in words. */
function whatIsLost(sources: SegmentSources, stored: StoredPlan, tag: string | null): readonly string[] {
  if (stored.circular.size === 0 && tag === null) return [];
  const before = planOf(sources);
  return [
    ...stagesLost(before, stored).map((stage) => `“${stage}” is decided by this segment, which then cannot ask about stages.`),
    ...whatBreaks(before, stored).properties.map(
      (label) => `The computed property “${label}” asks about the tag “${tag ?? ''}”, and cannot build on a segment.`,
    ),
  ];
}

/** A condition of subjects of a kind with nothing in it that does not exist or does not fit. */
export function parseWritten(sources: SegmentSources, kind: SubjectKind, condition: unknown): ReturnType<typeof parseCondition> {
  const segments = new Map(sources.segments.map((segment) => [String(segment.segmentId), { kind: segment.kind }]));
  return parseCondition(condition, kind, anyTag(sources), segments);
}

/** A tag that nobody has yet may be asked about. */
function anyTag(sources: SegmentSources) {
  const every: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });
  return { ...catalogueOf(sources), tags: { account: every, user: every, membership: every } };
}

/** Saves a segment and has its members looked for. `segmentId` null: there is none to change. */
export async function saveDefinition(
  ports: SavePorts,
  draft: Draft & Omit<SegmentToSave, 'condition'>,
): Promise<{ readonly segmentId: number | null } | { readonly problems: readonly Problem[] }> {
  const sources = await segmentSources(ports.sql);
  const parsed = parseDraft(sources, draft);
  if ('problems' in parsed) return parsed;
  const circles = await circlesWith(ports.sql, sources, { ...draft, condition: parsed.condition });
  if (circles.length > 0) return { problems: circles };
  const known = draft.id === null ? null : await readSegment(ports.sql, draft.id);
  const segmentId = await saveSegment(ports.sql, { ...draft, condition: parsed.condition }, ports.clock());
  const isToldOtherwise = known !== null && (known.segment.told !== draft.told || (draft.told && known.segment.name !== draft.name));
  if (segmentId !== null && isToldOtherwise) await noteMembersToTell(ports.sql, segmentId);
  await ports.walk();
  return { segmentId };
}

/** Ways round, over health or scores by rules, that there would be with this segment and are not without. */
async function circlesWith(
  sqlPort: SqlPort,
  sources: SegmentSources,
  { id, kind, name, tag = null, condition }: SegmentToSave,
): Promise<readonly Problem[]> {
  const beside = { id: id === null ? 'draft' : String(id), kind, name, tag, condition };
  const circles = circlesMade(await madeByRules(sqlPort), planOf(sources), planOf(sources, [beside]));
  return circles.map((message) => ({ path: '', message }));
}

/** Archives a segment, or restores it. Says what speaks against that, where something does. */
export async function setArchived(ports: SavePorts, segmentId: number, archived: boolean): Promise<readonly Problem[]> {
  if (archived) {
    await archiveSegment(ports.sql, segmentId, ports.clock());
  } else {
    const known = await readSegment(ports.sql, segmentId);
    const restored = known === null ? null : { ...known.segment, id: segmentId };
    // What was saved meanwhile did not see it.
    const circles = restored === null ? [] : await circlesWith(ports.sql, await segmentSources(ports.sql), restored);
    if (circles.length > 0) return circles;
    await restoreSegment(ports.sql, segmentId, ports.clock());
  }
  await ports.walk();
  return [];
}
