import type { AccountOutlook } from '../contract/accounts';
import type { ClockPort, SqlPort } from '../platform/ports';
import { accountHealth } from './health';
import { madeScores } from './made-scores';
import { accountScores } from './predictions';

/** What is said of an account: its health, what is foretold of it, and the scores that are made of other things. */
export async function accountOutlook(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort },
  accountId: number,
): Promise<AccountOutlook> {
  const [health, scores, made] = await Promise.all([
    accountHealth(ports, accountId),
    accountScores(ports, accountId),
    madeScores(ports, accountId),
  ]);
  return { health, scores, madeScores: made };
}
