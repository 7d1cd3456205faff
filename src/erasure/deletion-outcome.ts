import { backoffSeconds, retryAfterSeconds } from '../delivery/outcome';
import type { HttpOutcome } from '../platform/ports';
import type { PlaceOutcome } from './run-erasure';

/** `attempt`: tries before this one. `spread`: in [0, 1). */
export type DeletionTry = { readonly attempt: number; readonly spread: number; readonly timeoutMs: number };

const LATER = new Set([408, 425, 429]);

/**
 * What an answer to a deletion means. Only a clear yes is `done`; what may pass is asked again later, and everything else has
 * failed, with a code that says why. Asking again is harmless: who is gone cannot be deleted twice.
 */
export function outcomeOfDeletion(
  answer: HttpOutcome,
  { attempt, spread }: DeletionTry,
  isAccepted: (body: string, status: number) => boolean,
): PlaceOutcome {
  const afterSeconds = backoffSeconds(attempt, spread);
  switch (answer.kind) {
    case 'egress-blocked':
      return { kind: 'failed', reason: 'egress-off' };
    case 'unreachable':
      return { kind: 'waiting', afterSeconds, reason: 'unreachable' };
    case 'answered': {
      const { status } = answer;
      if (status >= 200 && status < 300) return isAccepted(answer.body, status) ? { kind: 'done' } : failed('unexpected-answer');
      if (status === 401 || status === 403) return failed(`key-refused-${String(status)}`);
      if (status >= 500 || LATER.has(status)) {
        const asked = retryAfterSeconds(answer.headers['retry-after']);
        return { kind: 'waiting', afterSeconds: asked ?? afterSeconds, reason: `status-${String(status)}` };
      }
      return failed(`status-${String(status)}`);
    }
  }
}

const failed = (reason: string): PlaceOutcome => ({ kind: 'failed', reason });
