import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import { isFiltering } from '../../parts/account-filter';
import { count, counted, day } from '../../parts/format';
import type { Scope } from '../../parts/page-scope';
import type { EngagementQuery } from './query';

type Days = { readonly fromDay: string; readonly toDay: string };
/** `from Oct 1, 2026 to Oct 31, 2026` */
const inDays = ({ fromDay, toDay }: Days): string => (fromDay === toDay ? `on ${day(toDay)}` : `from ${day(fromDay)} to ${day(toDay)}`);

/** How many features were used, by how many, and when; what to know of the figures. */
export function usedWords(answer: AdoptionAnswer, { range }: Pick<EngagementQuery, 'range'>, scope: Scope): string {
  const { features, activeAccounts, before, leftOut } = answer;
  const used = features.filter(({ accounts }) => accounts > 0).length;
  const what = used === features.length ? counted(used, 'feature') : `${count(used)} of ${counted(features.length, 'feature')}`;
  const by = scope === 'site' ? ' on this site' : `, by ${counted(activeAccounts, 'active account')}`;
  const sentences = [`${what} used ${inDays(answer)}${by}.`];
  if (before !== null)
    sentences.push(
      `Changes are against ${inDays(before).replace(/^(from|on) /, '')}${scope === 'site' ? '' : `, when ${counted(before.activeAccounts, 'account was', 'accounts were')} active`}.`,
    );
  const { days } = range;
  if (days !== null && typeof days !== 'string' && days.from < answer.fromDay)
    sentences.push('Of a longer range the last 366 days are read.');
  if (leftOut > 0)
    sentences.push(
      `The ${count(features.length)} most widespread features are read; ${counted(leftOut, 'feature is', 'features are')} left out.`,
    );
  return sentences.join(' ');
}

/** No feature was used in the days. */
export function unusedWords(answer: AdoptionAnswer, { filter }: Pick<EngagementQuery, 'filter'>, scope: Scope): string {
  const what = `No feature was used ${inDays(answer)}`;
  if (isFiltering(filter)) return `${what} by accounts like that. Clear the filters to see all.`;
  return scope === 'site'
    ? `${what} on this site. Choose other days above.`
    : `${what}. Choose other days above; figures appear when a customer’s site first reports use.`;
}
