import type { AccountAttribute } from '../../../src/engagement/account-filter';

export const attributeTerms: Readonly<Record<AccountAttribute, string>> = {
  app: 'App',
  edition: 'Edition',
  hosting: 'Hosting',
  plan: 'Plan',
  region: 'Region',
  stage: 'Stage',
};

export function valueWords(name: AccountAttribute, value: string | null): string {
  if (value === null) return name === 'stage' ? 'Without a licence' : 'Not known';
  return value.trim() === '' ? 'Empty' : value;
}

/** `Stage`, `Stage: Paying`, `Stage: Paying and 2 more`. */
export function chosenWords(name: AccountAttribute, chosen: readonly (string | null)[]): string {
  const [first, ...more] = chosen;
  const term = attributeTerms[name];
  if (first === undefined) return term;
  return `${term}: ${valueWords(name, first)}${more.length === 0 ? '' : ` and ${String(more.length)} more`}`;
}
