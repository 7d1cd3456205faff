import type { AccountFilter } from '../../src/contract/account-filter';
import { FILTER_TERMS } from '../../src/engagement/account-filter';
import { chosenWords, type StageNames } from '../console/parts/filter-words';

/** Of which accounts figures are, in a sentence. A segment's name is the console's to tell: here one sees that there is a choice. */
export function accountsNamed({ segment, ...filter }: AccountFilter, stageNames: StageNames = {}): string {
  const named = FILTER_TERMS.flatMap((name) => {
    const chosen = filter[name];
    return chosen === undefined ? [] : [chosenWords(name, chosen, stageNames)];
  });
  if (segment !== undefined) named.unshift(segment.length === 1 ? 'a segment' : `any of ${String(segment.length)} segments`);
  return named.length === 0 ? 'All accounts.' : `Only accounts of ${named.join('; ')}.`;
}
