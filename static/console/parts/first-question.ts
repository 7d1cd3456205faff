import type { AskInput, Invoke } from './ask';
import { readFilter } from './account-filter';
import { parseHash } from './hash';
import { readQuery } from '../screens/overview/query';

/** What a page asks first, as its address says; null where that is not the Overview. Must stay small: it is read before all other code. */
export function firstQuestion(hash: string): { readonly call: 'overview'; readonly input: AskInput<'overview'> } | null {
  const { screen, params } = parseHash(hash);
  if (screen !== '' && screen !== 'overview') return null;
  return { call: 'overview', input: { rangeDays: readQuery(params).rangeDays, filter: readFilter(params) } };
}

type Early = { readonly call: string; readonly input: object; readonly answer: Promise<unknown> } | null;

/** Asks as `invoke` does, but takes the early answer for the first question if that is the same. */
export function withEarly(early: Early, invoke: Invoke): Invoke {
  let left = early;
  return async (call, payload) => {
    const asked = left;
    if (asked?.call !== call) return await invoke(call, payload);
    left = null;
    return await (JSON.stringify(asked.input) === JSON.stringify(payload) ? asked.answer : invoke(call, payload));
  };
}
