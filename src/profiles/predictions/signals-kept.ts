import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SignalFigures, SignalLook } from '../../contract/predictions';
import type { SignalState } from '../../contract/predictions';
import type { Condition } from '../../prediction/condition';
import type { AsOf } from '../../prediction/as-of';
import { wordsOf } from '../../prediction/condition';
import { evidenceOf, sentenceOf } from '../../prediction/evidence';
import type { Evidence } from '../../prediction/evidence';
import type { Signal } from '../../prediction/signals';
import type { Outcome } from './outcomes';

const Single = z.union([
  z.object({ kind: z.enum(['atLeast', 'below']), column: z.string(), threshold: z.number() }),
  z.object({ kind: z.literal('is'), column: z.string(), level: z.string() }),
  z.object({ kind: z.literal('missing'), column: z.string() }),
]);
export const SignalCondition: z.ZodType<Condition> = z.union([
  Single,
  z.object({ kind: z.literal('both'), of: z.tuple([Single, Single]) }),
]);

export const SignalBody = SignalFigures.extend({
  condition: SignalCondition,
  months: z.array(SignalLook.extend({ day: z.number().int() })),
});
export type SignalBody = z.infer<typeof SignalBody>;
export type KeptSignal = {
  readonly key: string;
  readonly state: SignalState;
  readonly reason: string;
  readonly body: SignalBody;
};

const HAPPENS: Readonly<Record<Outcome, string>> = { conversion: 'buy', expansion: 'expand', churn: 'leave' };

export const signalKey = (condition: Condition): string =>
  createHash('sha256').update(JSON.stringify(condition)).digest('base64url').slice(0, 32);

function bodyOf(
  outcome: Outcome,
  signal: Pick<Signal, 'condition' | 'evidence' | 'adjustedP' | 'actionable' | 'alternatives'>,
): SignalBody {
  const { condition, evidence, adjustedP, actionable, alternatives } = signal;
  return {
    ...{ condition, actionable, adjustedP, ...figuresOf(evidence) },
    words: wordsOf(condition),
    sentence: sentenceOf(condition, evidence, { unit: 'Accounts', happens: HAPPENS[outcome] }),
    alternatives: alternatives.map((other) => wordsOf(other)).slice(0, 5),
  };
}

function figuresOf(evidence: Evidence) {
  const { fired, hits, rows, lift, interval, precision, recall, stability, medianDaysAhead, periods } = evidence;
  return {
    ...{ fired, hits, rows, lift, precision, recall },
    low: interval.low,
    high: interval.high,
    stability: stability ?? null,
    medianDaysAhead: medianDaysAhead ?? null,
    months: periods.map((each) => ({ day: each.period, fired: each.fired, hits: each.hits, lift: each.lift })),
  };
}

/**
 * Signals after a new look at the past. What people confirmed stays, with the evidence of today. What they rejected stays away, unless its
 * lift is now outside of what it was between. What was only proposed goes where it is not proposed again.
 */
export function mergeSignals(outcome: Outcome, known: readonly KeptSignal[], found: readonly Signal[], cases: AsOf): KeptSignal[] {
  const byKey = new Map(known.map((each) => [each.key, each]));
  const fresh = found.map((signal): KeptSignal => {
    const key = signalKey(signal.condition);
    const body = bodyOf(outcome, signal);
    const before = byKey.get(key);
    byKey.delete(key);
    if (before === undefined) return { key, state: 'proposed', reason: '', body };
    const isOther = body.lift < before.body.low || body.lift > before.body.high;
    if (before.state === 'rejected' && !isOther) return before;
    return before.state === 'rejected' ? { key, state: 'proposed', reason: '', body } : { ...before, body };
  });
  const kept = [...byKey.values()].flatMap((each): KeptSignal[] => {
    if (each.state === 'proposed') return [];
    if (each.state === 'rejected') return [each];
    return [{ ...each, body: bodyOf(outcome, { ...each.body, evidence: evidenceOf(each.body.condition, cases), alternatives: [] }) }];
  });
  return [...fresh, ...kept];
}
