import type { SqlPort } from '../../platform/ports';
import { sizeProblem } from '../../segments/parse-condition';
import type { SubjectKind } from '../../segments/value';
import { addComputed, changeComputed, noteComputed, pricesOfTiers } from '../../store/computed-properties';
import { MAX_PROPERTIES_OF_KIND } from '../../store/properties';
import { segmentSources } from '../../store/segment-sources';
import type { SegmentSources, SourceProperty } from '../../store/segment-sources';
import { catalogueWithComputed } from '../segment-catalogue';
import { circlesMade, madeByRules } from '../health/circles';
import { planOf } from '../segments/plan-in-store';
import type { StoredPlan } from '../segments/plan-in-store';
import { stagesLost } from '../stage-rules/rules';
import { isSettable } from '../settable';
import { ComputedDefinition } from './definition';
import type { PlannedComputed } from './plan-computed';
import { nextStored, readStored, writeStored } from './stored';

/** `walk`: has somebody compute the values, soon. */
export type SavePorts = { readonly sql: SqlPort; readonly walk: () => Promise<void> };
/** `key` null: a new one. `definition`: whatever somebody wrote. */
export type ComputedDraft = { readonly kind: SubjectKind; readonly key: string | null; readonly definition: unknown };
type ComputedToSave = ComputedDraft & { readonly label: string; readonly description: string; readonly grouping: string | null };
export type Refused = { readonly problem: string };

/** A definition that could be saved, among all others. `sources`: as they would be. */
type CheckedDraft = {
  readonly sources: SegmentSources;
  readonly stored: StoredPlan;
  readonly planned: PlannedComputed;
  readonly before: string | null;
};

const MAX_COMPUTED = 100;
/** No property that is stored can be called that. */
const DRAFT_KEY = ':draft';

/** Checks what somebody wrote: whether it can be read, fits together, and needs nothing that needs it. */
export async function checkDraft(sqlPort: SqlPort, draft: ComputedDraft): Promise<CheckedDraft | Refused> {
  const definition = parseDefinition(draft.definition);
  if ('problem' in definition) return definition;
  const sources = await segmentSources(sqlPort);
  const known = sources.properties.find(({ kind, key }) => kind === draft.kind && key === draft.key);
  if (draft.key !== null && (known === undefined || known.definition === null))
    return { problem: 'It is not there any more. Reload the page.' };
  const before = known?.definition ?? null;
  const prices = await pricesOfTiers(sqlPort);
  const text = writeStored(nextStored(definition, prices, before === null ? undefined : readStored(before)));
  const key = draft.key ?? DRAFT_KEY;
  const row = { kind: draft.kind, key, label: known?.label ?? null, type: null, definition: text, isHidden: known?.isHidden ?? false };
  const others = sources.properties.filter((each) => each !== known);
  const planned = catalogueWithComputed({ ...sources, properties: [...others, row] }).computed.find(
    (each) => each.kind === draft.kind && each.key === key,
  );
  if (planned === undefined) return { problem: 'It cannot be evaluated.' };
  if (planned.problem !== null) return { problem: planned.problem };
  const next = { ...sources, properties: [...others, { ...row, type: planned.type }] };
  const stored = planOf(next);
  const [lost] = stored.circular.size === 0 ? [] : stagesLost(planOf(sources), stored);
  if (lost !== undefined) return { problem: `“${lost}” is decided by this property, which then cannot ask about stages.` };
  const [circle] = circlesMade(await madeByRules(sqlPort), planOf(sources), stored);
  if (circle !== undefined) return { problem: circle };
  return { sources: next, stored, planned, before };
}

function parseDefinition(raw: unknown): ComputedDefinition | Refused {
  const size = sizeProblem(raw);
  if (size !== undefined) return { problem: `The definition ${size.message}.` };
  const parsed = ComputedDefinition.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { problem: `The definition cannot be read: ${(issue?.path ?? []).map(String).join('.')} ${issue?.message ?? ''}`.trim() };
}

/** Saves a definition and has its values computed; gives the key under which it stands. */
export async function saveComputed(
  ports: SavePorts,
  draft: ComputedToSave,
  wantedKey: string | null = null,
): Promise<{ readonly key: string } | Refused> {
  const label = draft.label.trim();
  if (label === '') return { problem: 'Give it a name.' };
  const checked = await checkDraft(ports.sql, draft);
  if ('problem' in checked) return checked;
  const { sources, planned, before } = checked;
  const own = sources.properties.filter(({ kind, key }) => kind === draft.kind && key !== DRAFT_KEY);
  const key = draft.key ?? freeKey(wantedKey ?? label, draft.kind, own);
  const row = {
    kind: draft.kind,
    key,
    type: planned.type,
    label,
    description: draft.description,
    grouping: draft.grouping,
    definition: planned.text,
  };
  if (before !== null) {
    if (!(await changeComputed(ports.sql, row, before))) return { problem: 'Somebody else has just changed it. Reload the page.' };
  } else {
    if (own.filter(({ definition }) => definition !== null).length >= MAX_COMPUTED)
      return { problem: `There are ${MAX_COMPUTED} computed properties already.` };
    if (own.length >= MAX_PROPERTIES_OF_KIND) return { problem: 'There are too many properties already.' };
    if (!(await addComputed(ports.sql, row))) return { problem: 'There is a property of that name already.' };
  }
  await ports.walk();
  return { key };
}

/** From a name: small letters and digits, and another one where that is taken. */
function freeKey(name: string, kind: SubjectKind, taken: readonly SourceProperty[]): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  const begin = plain === '' ? 'computed' : plain;
  for (let nr = 1; ; nr += 1) {
    const key = nr === 1 ? begin : `${begin}-${nr}`;
    if (isSettable(kind, key) && !taken.some((each) => each.key === key)) return key;
  }
}

/** Takes a computed property away: its values go, and then it goes. False where there is none. */
export async function removeComputed(
  ports: SavePorts,
  { kind, key }: { readonly kind: SubjectKind; readonly key: string },
): Promise<boolean> {
  const known = (await segmentSources(ports.sql)).properties.find((each) => each.kind === kind && each.key === key);
  const stored = known?.definition === null || known?.definition === undefined ? undefined : readStored(known.definition);
  if (known?.definition === null || known?.definition === undefined || stored === undefined) return false;
  await noteComputed(ports.sql, known, known.definition, writeStored({ ...stored, version: stored.version + 1, leaving: true }));
  await ports.walk();
  return true;
}

/** Names of what could be evaluated before and no longer can. */
type Breaks = {
  readonly segments: readonly { readonly segmentId: number; readonly name: string }[];
  readonly properties: readonly string[];
};

export function whatBreaks(before: StoredPlan, after: StoredPlan): Breaks {
  const worked = new Set(before.computed.filter(({ problem }) => problem === null).map(({ kind, key }) => `${kind} ${key}`));
  return {
    segments: [...after.plan.broken.keys()].flatMap((id) => {
      const name = after.segments.get(id)?.name;
      return before.plan.broken.has(id) || name === undefined ? [] : [{ segmentId: Number(id), name }];
    }),
    properties: after.computed.flatMap(({ kind, key, label, problem, stored }) =>
      problem !== null && !stored.leaving && worked.has(`${kind} ${key}`) ? [label] : [],
    ),
  };
}
