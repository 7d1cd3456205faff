import type { SegmentCatalogue } from '../../../../../src/segments/catalogue';
import { checkCondition } from '../../../../../src/segments/check-condition';
import { Condition, type Segment } from '../../../../../src/segments/condition';
import { parseCondition } from '../../../../../src/segments/parse-condition';
import { at, type Problem } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { type Draft, kept } from './draft';

export type Known = { readonly catalogue: SegmentCatalogue; readonly segments: ReadonlyMap<string, Pick<Segment, 'kind' | 'name'>> };

/** The finished condition, or at which places of the draft what is missing or does not fit. */
export type Finished =
  { readonly condition: Condition; readonly problems: readonly [] } | { readonly condition: null; readonly problems: readonly Problem[] };

export function finished(kind: SubjectKind, draft: Draft, { catalogue, segments }: Known): Finished {
  const problems = draftProblems(kind, draft, { catalogue, segments });
  if (problems.length > 0) return { condition: null, problems };
  const parsed = parseCondition(kept(draft), kind, catalogue, segments);
  // What is found only in the whole, such as how deep it is, is said of the whole.
  return parsed.ok
    ? { condition: parsed.condition, problems: [] }
    : { condition: null, problems: parsed.problems.map(({ message }) => ({ path: '', message })) };
}

function draftProblems(kind: SubjectKind, draft: Draft, { catalogue, segments }: Known): readonly Problem[] {
  const shape = Condition.safeParse(draft);
  const missing = shape.success
    ? []
    : shape.error.issues.map(({ path, message }) => {
        const steps = path.filter((step) => typeof step !== 'symbol');
        return {
          path: at('', ...steps),
          message: MISSING[steps.findLast((step) => typeof step === 'string') ?? ''] ?? sentence(message),
        };
      });
  const unknown = checkCondition(kind, draft, catalogue, segments)
    .filter(
      ({ path }) => !missing.some((each) => each.path === path || each.path.startsWith(`${path}.`) || each.path.startsWith(`${path}[`)),
    )
    .map((problem) => ({ path: problem.path, message: plainly(problem) }));
  const all = [...missing, ...unknown];
  // Without a property there is nothing to compare yet.
  return all.filter(({ path }) => !path.endsWith('operator') || !all.some((each) => each.path === path.replace(/operator$/, 'property')));
}

/** What to do about something of the wrong shape, by the name of the place. */
const MISSING: Readonly<Record<string, string>> = {
  property: 'Choose a property.',
  operator: 'Choose how to compare.',
  value: 'Say what to compare with.',
  event: 'Choose an event.',
  screen: 'Choose a screen.',
  stage: 'Choose a stage.',
  stages: 'Choose a stage.',
  tags: 'Choose a tag.',
  segment: 'Choose a segment.',
  of: 'Add a condition, or remove this group.',
  n: 'Give a whole number.',
  count: 'Give a whole number from 1.',
  percent: 'Give a part of 100, above 0.',
  days: 'Give a number of days from 1 to 3,650.',
  fromDay: 'Choose the first day.',
  throughDay: 'Choose the last day.',
};

/** The check speaks to who wrote a text; whoever chooses from lists has not chosen yet, or what was chosen is gone. */
function plainly({ path, message }: Problem): string {
  const place = /([a-zA-Z]+)(?:\[\d+\])?$/.exec(path)?.[1] ?? '';
  if (message.startsWith('“” is no')) return MISSING[place] ?? sentence(message);
  if (place === 'value' && message.includes('cannot be compared with this')) {
    const why = message.slice(message.lastIndexOf(': ') + 2);
    return why === 'begins above its end' ? 'The first number is above the second.' : (MISSING.value ?? '');
  }
  if (message === 'names no stage') return MISSING.stages ?? '';
  return sentence(message);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
