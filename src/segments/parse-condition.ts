import type { SegmentCatalogue } from './catalogue';
import { checkCondition } from './check-condition';
import { Condition, type Segment } from './condition';
import { at, type Problem } from './problem';
import type { SubjectKind } from './value';

export type ParsedCondition =
  { readonly ok: true; readonly condition: Condition } | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/** How deep groups may lie in each other; every level is an object and a list in JSON. */
const MAX_DEPTH = 16;
const MAX_JSON_DEPTH = 2 * MAX_DEPTH + 4;
const MAX_JSON_NODES = 20_000;
const MAX_PROBLEMS = 20;

/**
 * What somebody wrote, as a condition on subjects of a kind, or every reason why it is none. Safe for any value, however deep or large.
 * `segments`: those that it may name.
 */
export function parseCondition(
  raw: unknown,
  kind: SubjectKind,
  catalogue: SegmentCatalogue,
  segments: ReadonlyMap<string, Pick<Segment, 'kind'>>,
): ParsedCondition {
  const parsed = readCondition(raw);
  if (!parsed.ok) return parsed;
  const problems = checkCondition(kind, parsed.condition, catalogue, segments);
  return problems.length === 0 ? parsed : refused(problems);
}

/** Of the shape of a condition, whatever it asks about; as safe. */
export function readCondition(raw: unknown): ParsedCondition {
  const size = sizeProblem(raw);
  if (size !== undefined) return { ok: false, problems: [size] };
  const parsed = Condition.safeParse(raw);
  if (parsed.success) return { ok: true, condition: parsed.data };
  const problems = parsed.error.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => ({
    path: at('', ...path.filter((step) => typeof step !== 'symbol')),
    message,
  }));
  return refused(problems);
}

function refused(problems: readonly Problem[]): ParsedCondition {
  const [first = { path: '', message: 'is no condition' }, ...others] = problems;
  return { ok: false, problems: [first, ...others] };
}

/** Level by level, without a call in a call: the stack of whoever asks is not at stake. */
export function sizeProblem(raw: unknown): Problem | undefined {
  let level: unknown[] = [raw];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > MAX_JSON_DEPTH) return { path: '', message: `is nested more than ${MAX_DEPTH} deep` };
    if (nodes > MAX_JSON_NODES) return { path: '', message: 'is too large' };
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children: unknown[] = Object.values(value);
      if (children.length > MAX_JSON_NODES) return { path: '', message: 'is too large' };
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return undefined;
}
