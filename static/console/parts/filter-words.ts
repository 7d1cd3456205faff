import type { FilterTerm } from '../../../src/engagement/account-filter';

export const attributeTerms: Readonly<Record<FilterTerm, string>> = {
  app: 'App',
  edition: 'Edition',
  hosting: 'Hosting',
  plan: 'Plan',
  region: 'Region',
  stage: 'Stage',
  health: 'Health',
};
const HEALTHS = new Map([
  ['good', 'Good'],
  ['normal', 'Normal'],
  ['bad', 'Bad'],
]);

/** What stages are called that are known by another word. */
export type StageNames = Readonly<Record<string, string>>;

export function valueWords(name: FilterTerm, value: string | null, stageNames: StageNames = {}): string {
  if (name === 'health') return value === null ? 'Nothing foretold' : (HEALTHS.get(value) ?? value);
  if (value === null) return name === 'stage' ? 'Without a licence' : 'Not known';
  const words = name === 'stage' ? (stageNames[value] ?? value) : value;
  return words.trim() === '' ? 'Empty' : words;
}

/** `Stage`, `Stage: Paying`, `Stage: Paying and 2 more`. */
export function chosenWords(name: FilterTerm, chosen: readonly (string | null)[], stageNames: StageNames = {}): string {
  const [first, ...more] = chosen;
  const term = attributeTerms[name];
  if (first === undefined) return term;
  return `${term}: ${valueWords(name, first, stageNames)}${more.length === 0 ? '' : ` and ${String(more.length)} more`}`;
}
