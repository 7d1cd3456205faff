import { unpackRaw } from '../marketplace/raw-text';
import { clip, textOf } from '../marketplace/wire-value';
import type { SqlPort } from '../platform/ports';
import type { RevenueQuestion } from '../revenue/read-model';
import { leavingWords, type DayRange } from '../store/queries/revenue-churn';

export type LeavingReason = {
  readonly reason: string;
  readonly answers: number;
  /** Accounts among them, and the MRR that went with these. */
  readonly accounts: number;
  readonly lostCents: number;
};

/** Why people said they removed the app, on `[fromDay, toDay)`, the reason given most first. */
export async function leavingReasons(sql: SqlPort, question: RevenueQuestion, range: DayRange): Promise<LeavingReason[]> {
  const reasons = new Map<string, { answers: number; accounts: Map<number, number> }>();
  for (const { raw, accountId, lostCents } of await leavingWords(sql, question, range)) {
    const reason = reasonOf(JSON.parse(unpackRaw(raw)));
    const known = reasons.get(reason) ?? { answers: 0, accounts: new Map<number, number>() };
    known.answers += 1;
    if (accountId !== null) known.accounts.set(accountId, lostCents);
    reasons.set(reason, known);
  }
  return [...reasons]
    .map(([reason, { answers, accounts }]) => ({
      reason,
      answers,
      accounts: accounts.size,
      lostCents: [...accounts.values()].reduce((sum, cents) => sum + cents, 0),
    }))
    .sort((a, b) => b.answers - a.answers || b.lostCents - a.lostCents);
}

/** The key of a reason rather than its words: the words may be anybody's. */
function reasonOf(row: unknown): string {
  const fields = typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>) : {};
  return clip(textOf(fields.reasonKey) ?? textOf(fields.reason) ?? 'other', 60);
}
