import type {
  BuilderAnswer,
  BuilderRequest,
  CatalogueAnswer,
  PreviewAnswer,
  PreviewRequest,
  SaveAnswer,
  SaveRequest,
} from '../contract/segments';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { readPlan } from '../profiles/segments/plan-in-store';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
import { previewCondition } from '../profiles/segments/preview';
import { parseDraft, saveDefinition } from '../profiles/segments/save-definition';
import type { SavePorts } from '../profiles/segments/save-definition';
import { STANDARD_PROPERTIES } from '../profiles/standard-properties';
import type { SegmentCatalogue } from '../segments/catalogue';
import type { Problem } from '../segments/problem';
import type { SubjectKind } from '../segments/value';
import { subjectsByPair } from '../store/queries/segment-subjects';
import { segmentSources } from '../store/segment-sources';
import { readSegment } from '../store/segments';
import { templateOf } from './segment-templates';
import { subjectRow } from './segments';

type BuilderPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

/** A page waits so long for a preview; what was not looked at by then is told. */
const PREVIEW_MS = 1_500;
const SAMPLE = 10;

/** What a segment is begun with, and what conditions can ask about. */
export async function builderAnswer(ports: BuilderPorts, { segmentId, template }: BuilderRequest): Promise<BuilderAnswer> {
  const plan = await readPlan(ports.sql);
  return {
    asOfDay: dayFromNumber(dayNumberOf(ports.clock())),
    catalogue: catalogueAnswer(plan),
    begin: segmentId === null ? fromTemplate(plan, template) : await fromSegment(ports.sql, segmentId),
  };
}

function fromTemplate(plan: StoredPlan, id: string | null): BuilderAnswer['begin'] {
  const template = id === null ? undefined : templateOf(plan, id);
  if (template === undefined) return null;
  const { name, kind, description, condition } = template;
  return { name, kind, description, condition, told: false, tag: null };
}

async function fromSegment(sqlPort: SqlPort, segmentId: number): Promise<BuilderAnswer['begin']> {
  const found = await readSegment(sqlPort, segmentId);
  if (found === null) return null;
  const { name, kind, description, told, tag, condition } = found.segment;
  return { name, kind, description, told, tag, condition };
}

/** What conditions can ask about, as a page is told it. */
export const catalogueAnswer = ({ catalogue, sources }: StoredPlan): CatalogueAnswer => ({
  ...describedCatalogue(catalogue),
  segments: sources.segments.map(({ segmentId, name, kind }) => ({ segmentId, name, kind })),
});

export function describedCatalogue(catalogue: SegmentCatalogue): Omit<CatalogueAnswer, 'segments'> {
  const kinds = ['account', 'user', 'membership'] as const satisfies readonly SubjectKind[];
  const groupings = new Map(STANDARD_PROPERTIES.map(({ kind, key, grouping }) => [`${kind} ${key}`, grouping]));
  return {
    properties: kinds.flatMap((kind) =>
      [...catalogue.properties[kind]].map(([key, { label, type, hidden = false }]) => ({
        kind,
        key,
        label,
        type,
        hidden,
        grouping: groupings.get(`${kind} ${key}`) ?? '',
      })),
    ),
    events: [...catalogue.events].map(([name, { label, activity, screen, properties }]) => ({
      name,
      label,
      activity,
      screen,
      properties: [...properties].map(([key, type]) => ({ key, type })),
    })),
    stages: kinds.flatMap((kind) =>
      [...catalogue.stages[kind]].map(([key, { label, kind: stageKind }]) => ({ kind, key, label, stageKind })),
    ),
    formerStages: [...(catalogue.formerStages ?? [])].map(([key, name]) => ({ key, name })),
    tags: kinds.flatMap((kind) => [...catalogue.tags[kind]].map((tag) => ({ kind, tag }))),
  };
}

/** How many would be in it, of those that there was time to look at, and some of them. */
export async function previewAnswer(ports: BuilderPorts, { segmentId, kind, condition }: PreviewRequest): Promise<PreviewAnswer> {
  const draft = parseDraft(await segmentSources(ports.sql), { id: segmentId, kind, condition });
  if ('problems' in draft) return { problems: told(draft.problems) };
  const found = await previewCondition(ports, { segmentId, kind, condition: draft.condition }, ports.clock() + PREVIEW_MS);
  if (found === null) return { problems: [{ path: '', message: 'It cannot be evaluated.' }] };
  const { members, unknown, asked, isWhole, sample } = found;
  const rows = await subjectsByPair(ports.sql, sample.slice(0, SAMPLE), dayNumberOf(ports.clock()));
  return { members, unknown, of: asked, isPart: !isWhole, sample: rows.map(subjectRow) };
}

/** Saves it, and has its members looked for. */
export async function saveAnswer(ports: SavePorts, { segmentId, ...draft }: SaveRequest): Promise<SaveAnswer> {
  const saved = await saveDefinition(ports, { id: segmentId, ...draft, condition: draft.condition });
  if ('problems' in saved) return { problems: told(saved.problems) };
  if (saved.segmentId === null) return { problems: [{ path: '', message: 'This segment does not exist any more.' }] };
  return { segmentId: saved.segmentId };
}

const told = (problems: readonly Problem[]): { path: string; message: string }[] =>
  problems.map(({ path, message }) => ({ path, message }));
