import type { AccountFilter } from '../../src/contract/account-filter';
import { ACCOUNT_ATTRIBUTES } from '../../src/engagement/account-filter';
import { chosenWords } from '../console/parts/filter-words';

/** Of which accounts figures are, in a sentence. Segments go by their number: their names may tell more than a dashboard should. */
export function accountsNamed({ segment, ...filter }: AccountFilter): string {
  const named = ACCOUNT_ATTRIBUTES.flatMap((name) => {
    const chosen = filter[name];
    return chosen === undefined ? [] : [chosenWords(name, chosen)];
  });
  if (segment !== undefined) named.unshift(segment.length === 1 ? 'one segment' : `any of ${String(segment.length)} segments`);
  return named.length === 0 ? 'All accounts.' : `Only accounts of ${named.join('; ')}.`;
}
