import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SignalFigures, SignalLook } from '../../contract/predictions';
import type { SignalState } from '../../contract/predictions';
import type { AsOf } from '../../prediction/as-of';
import { firingOf, overlapOf, partsOf, wordsOf } from '../../prediction/condition';
import type { Rule } from '../../prediction/condition';
import { evidenceOf, sentenceOf } from '../../prediction/evidence';
import type { Evidence } from '../../prediction/evidence';
import type { Signal } from '../../prediction/signals';
import { Condition } from '../../segments/condition';
import { asksForUse } from './asked-of-past';
import { isActionable } from './outcomes';
import type { Outcome } from './outcomes';
import { textOfRule } from './written-rule';

const Single = z.union([
  z.object({ kind: z.enum(['atLeast', 'below', 'above', 'atMost']), column: z.string(), threshold: z.number() }),
  z.object({ kind: z.literal('is'), column: z.string(), level: z.string() }),
  z.object({ kind: z.literal('missing'), column: z.string() }),
]);
const AskedRule = z.object({ kind: z.literal('asked'), column: z.string(), words: z.string(), asks: Condition });
export const SignalRule: z.ZodType<Rule> = z.union([
  Single,
  AskedRule,
  z.object({ kind: z.literal('both'), of: z.tuple([Single, Single]) }),
  z.object({ kind: z.enum(['all', 'any']), of: z.array(z.lazy(() => SignalRule)) }),
  z.object({ kind: z.literal('not'), of: z.lazy(() => SignalRule) }),
]);

export const SignalBody = SignalFigures.extend({
  condition: SignalRule,
  months: z.array(SignalLook.extend({ day: z.number().int() })),
});
export type SignalBody = z.infer<typeof SignalBody>;
export type KeptSignal = {
  readonly key: string;
  readonly state: SignalState;
  readonly reason: string;
  /** The day of its evidence; 0 until there is any. */
  readonly day: number;
  readonly body: SignalBody;
};

const HAPPENS: Readonly<Record<Outcome, string>> = { conversion: 'buy', expansion: 'expand', churn: 'leave' };
/** Two that fire together on so many of the rows on which either does say much the same. */
const ALIKE = 0.5;
const ALTERNATIVES = 5;

export const signalKey = (rule: Rule): string => createHash('sha256').update(JSON.stringify(rule)).digest('base64url').slice(0, 32);

type Own = Pick<SignalBody, 'origin' | 'derivedFrom' | 'group'>;
const FOUND: Own = { origin: 'found', derivedFrom: '', group: '' };

type Proven = Pick<SignalBody, 'condition' | 'adjustedP' | 'actionable' | 'alternatives'> & { readonly evidence: Evidence };

function bodyOf(outcome: Outcome, { condition, evidence, ...others }: Proven, { origin, derivedFrom, group }: Own): SignalBody {
  return {
    ...{ condition, ...others, ...figuresOf(evidence), origin, derivedFrom, group },
    words: wordsOf(condition),
    sentence:
      evidence.fired === 0
        ? 'It fired for no account at any look: there is nothing to tell.'
        : sentenceOf(condition, evidence, { unit: 'Accounts', happens: HAPPENS[outcome] }),
  };
}

const foundBody = (outcome: Outcome, signal: Signal, own: Own): SignalBody =>
  bodyOf(outcome, { ...signal, alternatives: signal.alternatives.slice(0, ALTERNATIVES).map((other) => wordsOf(other)) }, own);

type Written = Pick<SignalBody, 'condition' | 'derivedFrom' | 'group'>;

/** What the looks say of a rule that somebody wrote: the chance that it is luck is of asking once. `others`: rules that it may repeat. */
export function writtenBody(outcome: Outcome, written: Written, cases: AsOf, others: readonly Rule[]): SignalBody {
  const { condition } = written;
  const evidence = evidenceOf(condition, cases);
  const firing = firingOf(condition, cases.table);
  const alike = others.filter((other) => overlapOf(firing, firingOf(other, cases.table)) >= ALIKE);
  const actionable = partsOf(condition).some((part) => (part.kind === 'asked' ? asksForUse(part) : isActionable(part.column)));
  const alternatives = alike.slice(0, ALTERNATIVES).map((other) => wordsOf(other));
  return bodyOf(outcome, { condition, evidence, adjustedP: evidence.p, actionable, alternatives }, { ...written, origin: 'written' });
}

function figuresOf(evidence: Evidence) {
  const { fired, hits, rows, lift, interval, precision, recall, stability, medianDaysAhead, periods } = evidence;
  return {
    ...{ fired, hits, rows, lift, precision, recall },
    low: interval.low,
    high: interval.high,
    stability: stability ?? null,
    medianDaysAhead: medianDaysAhead ?? null,
    months: periods.map(({ period, ...told }) => ({ ...told, day: period, weight: null })),
  };
}

/**
 * Signals after a new look at the past. What people confirmed or wrote stays, with the evidence of today. What they rejected stays away,
 * unless its lift is now outside of what it was between. What was only proposed goes where it is not proposed again.
 */
export function mergeSignals(
  outcome: Outcome,
  known: readonly KeptSignal[],
  found: readonly Signal[],
  cases: AsOf,
  today: number,
): KeptSignal[] {
  const byRule = new Map(known.map((each) => [textOfRule(each.body.condition), each]));
  const fresh = found.map((signal): KeptSignal => {
    const text = textOfRule(signal.condition);
    const before = byRule.get(text);
    byRule.delete(text);
    const body = foundBody(outcome, signal, before?.body ?? FOUND);
    if (before === undefined) return { key: signalKey(signal.condition), state: 'proposed', reason: '', day: today, body };
    const isOther = body.lift < before.body.low || body.lift > before.body.high;
    if (before.state !== 'rejected') return { ...before, day: today, body };
    return isOther ? { key: before.key, state: 'proposed', reason: '', day: today, body } : before;
  });
  const rules = [...fresh.map(({ body }) => body.condition), ...known.map(({ body }) => body.condition)];
  const kept = [...byRule.values()].flatMap((each): KeptSignal[] => {
    const { state, body } = each;
    if (body.origin === 'written') return [judged(outcome, each, cases, rules, today)];
    if (state === 'proposed') return [];
    if (state === 'rejected') return [each];
    const evidence = evidenceOf(body.condition, cases);
    return [{ ...each, day: today, body: bodyOf(outcome, { ...body, evidence, alternatives: [] }, body) }];
  });
  return [...fresh, ...kept];
}

/** A written signal with the evidence of a day. */
export function judged(outcome: Outcome, signal: KeptSignal, cases: AsOf, rules: readonly Rule[], day: number): KeptSignal {
  const own = textOfRule(signal.body.condition);
  const others = new Map(rules.map((rule) => [textOfRule(rule), rule]));
  others.delete(own);
  return { ...signal, day, body: writtenBody(outcome, signal.body, cases, [...others.values()]) };
}
