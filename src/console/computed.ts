import type { Breaks, ComputedAnswer, ComputedPreview } from '../contract/computed';
import { dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { computeSubjects } from '../profiles/computed/compute-subjects';
import type { ComputedSubject } from '../profiles/computed/compute-subjects';
import type { ComputedDefinition } from '../profiles/computed/definition';
import { READY_MADE } from '../profiles/computed/ready-made';
import { checkDraft, whatBreaks } from '../profiles/computed/save-computed';
import type { ComputedDraft } from '../profiles/computed/save-computed';
import { CLEARED } from '../profiles/computed/stored';
import { computedWords } from '../profiles/computed/words';
import { planOf, readPlan } from '../profiles/segments/plan-in-store';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
import { stageLabel } from '../segments/catalogue';
import { labelOf } from '../segments/label';
import type { SubjectKind } from '../segments/value';
import { pairName } from '../store/profiles';
import { subjectsByPair } from '../store/queries/segment-subjects';
import { subjectsAfter } from '../store/segment-members';
import { segmentSources } from '../store/segment-sources';
import { subjectRow } from './segments';

type ComputedPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

const PREVIEWED = 60;
const SAMPLE = 6;

/** Every computed property with its definition, and what could be added as it is. */
export async function computedAnswer(ports: ComputedPorts): Promise<ComputedAnswer> {
  const stored = await readPlan(ports.sql);
  const known = new Set(stored.sources.properties.map(({ kind, key }) => `${kind} ${key}`));
  return {
    computed: stored.computed
      .filter((each) => !each.stored.leaving)
      .map((each) => ({
        kind: each.kind,
        key: each.key,
        words: wordsOf(stored, each.kind, each.definition),
        definition: each.definition,
        problem: each.problem,
        isComputing: each.problem === null ? each.stored.ready !== each.stored.version : each.stored.ready !== CLEARED,
      })),
    readyMade: READY_MADE.map(({ kind, key, label, description, definition }) => ({
      kind,
      key,
      label,
      description,
      words: wordsOf(stored, kind, definition),
      isThere: known.has(`${kind} ${key}`),
    })),
  };
}

function wordsOf(stored: StoredPlan, kind: SubjectKind, definition: ComputedDefinition): string {
  return computedWords(kind, definition, {
    property: (of, key) => stored.catalogue.properties[of].get(key)?.label ?? readyLabel(of, key) ?? key,
    condition: (of, condition) => labelOf(of, condition, stored),
    stage: (of, key) => stageLabel(stored.catalogue, of, key),
  });
}

const readyLabel = (kind: SubjectKind, key: string): string | undefined =>
  READY_MADE.find((each) => each.kind === kind && each.key === key)?.label;

/** What a definition would give, before it is saved. */
export async function computedPreview(ports: ComputedPorts, draft: ComputedDraft): Promise<ComputedPreview> {
  const checked = await checkDraft(ports.sql, draft);
  if ('problem' in checked) return checked;
  const { stored, planned } = checked;
  const today = dayNumberOf(ports.clock());
  const subjects = await subjectsAfter(ports.sql, draft.kind, { accountId: 0, userId: 0 }, PREVIEWED);
  const found = (await computeSubjects(ports.sql, stored, [planned], subjects, today)).filter(({ isThere }) => isThere);
  const has = ({ values: [first] }: ComputedSubject): boolean => first !== undefined && first.value !== null;
  const fails = ({ values: [first] }: ComputedSubject): boolean => first !== undefined && first.cannot !== null;
  const telling = [...found.filter(has), ...found.filter(fails), ...found.filter((each) => !has(each) && !fails(each))].slice(0, SAMPLE);
  const rows = await subjectsByPair(
    ports.sql,
    telling.map(({ pair }) => pair),
    today,
  );
  const valueOf = new Map(telling.map(({ pair, values }) => [pairName(pair), values[0]]));
  return {
    type: planned.type,
    words: wordsOf(stored, planned.kind, planned.definition),
    of: found.length,
    filled: found.filter(has).length,
    failed: found.filter(fails).length,
    sample: rows.map(subjectRow).map((subject) => {
      const { value = null, cannot = null } = valueOf.get(pairName(subject)) ?? {};
      return { subject, value: typeof value === 'object' && value !== null ? [...value] : value, cannot };
    }),
    breaks: draft.key === null ? { segments: [], properties: [] } : told(whatBreaks(await readPlan(ports.sql), stored)),
  };
}

/** What would no longer be evaluated without it; null where it is not there. */
export async function removalAnswer(
  ports: ComputedPorts,
  { kind, key }: { readonly kind: SubjectKind; readonly key: string },
): Promise<Breaks | null> {
  const sources = await segmentSources(ports.sql);
  const others = sources.properties.filter((each) => each.kind !== kind || each.key !== key);
  if (others.length === sources.properties.length) return null;
  return told(whatBreaks(planOf(sources), planOf({ ...sources, properties: others })));
}

const told = ({ segments, properties }: ReturnType<typeof whatBreaks>): Breaks => ({
  segments: [...segments],
  properties: [...properties],
});
