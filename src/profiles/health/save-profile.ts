import type { Condition } from '../../segments/condition';
import type { Problem } from '../../segments/problem';
import type { SegmentSources } from '../../store/segment-sources';
import type { ScoredKind } from '../../store/custom-scores';
import { parseDraft } from '../segments/save-definition';
import { ruleSetOf } from './colour';
import { planRules } from './rules';

/** More rules than this nobody can look through. */
const MOST_RULES = 30;

type Parsed = { readonly condition: Condition } | { readonly problems: readonly Problem[] };

/** A condition on accounts, or on users in them, that may be asked as one rule, or everything that speaks against it. */
export function parseRule(sources: SegmentSources, raw: unknown, kind: ScoredKind): Parsed {
  const parsed = parseDraft(sources, { id: null, kind, condition: raw });
  return 'problems' in parsed ? parsed : withoutTroubles(sources, parsed, [parsed.condition], kind);
}

/** The rules of a colour, or everything that speaks against them. */
export function parseRules(sources: SegmentSources, raw: unknown): Parsed {
  const parsed = parseDraft(sources, { id: null, kind: 'account', condition: raw });
  if ('problems' in parsed) return parsed;
  const { rules } = ruleSetOf(parsed.condition);
  if (rules.length > MOST_RULES) return refusal(`These are more than ${String(MOST_RULES)} rules.`);
  if (new Set(rules.map((rule) => JSON.stringify(rule))).size < rules.length) return refusal('The same rule is there twice.');
  return withoutTroubles(sources, parsed, rules);
}

function withoutTroubles(sources: SegmentSources, parsed: Parsed, rules: readonly Condition[], kind: ScoredKind = 'account'): Parsed {
  const troubles = planRules(sources, rules, kind).rules.flatMap(({ words, trouble }) =>
    trouble === null ? [] : [`“${words}” ${trouble}.`],
  );
  return troubles.length === 0 ? parsed : refusal(troubles.join(' '));
}

const refusal = (message: string): Parsed => ({ problems: [{ path: '', message }] });
