import type { WeekChange } from '../../../../src/contract/week-changes';
import { counted, day, money, roundMoney } from '../../parts/format';

/** `what` follows the account’s name; `evidence` are the figures behind it, each a phrase. */
export type ChangeWords = { readonly what: string; readonly evidence: readonly string[] };

type Use = { readonly users: number; readonly usersBefore: number };

/** What happened, in a sentence that the account’s name begins. */
export function changeWords(change: WeekChange): ChangeWords {
  switch (change.kind) {
    case 'mrr-up':
    case 'mrr-down': {
      const { beforeCents, afterCents, use } = change;
      const amount = amountsBy(change.movedCents);
      const evidence = [`MRR ${amount(beforeCents)} → ${amount(afterCents)}`, `last moved on ${day(change.day)}`];
      return { what: moneyWords(change), evidence: use === null ? evidence : [...evidence, usersThen(use)] };
    }
    case 'use-up':
    case 'use-down': {
      const { users, usersBefore, mrrCents } = change;
      const verb = change.kind === 'use-up' ? 'gained' : 'lost';
      const what =
        change.kind === 'use-up' && usersBefore === 0
          ? `is in use: ${counted(users, 'weekly user')} after a week without any.`
          : change.kind === 'use-down' && users === 0
            ? `went quiet: none of its ${counted(usersBefore, 'weekly user')} came.`
            : `${verb} ${counted(Math.abs(users - usersBefore), 'weekly user')}.`;
      return { what, evidence: [usersThen(change), mrrCents === 0 ? 'pays nothing' : `pays ${roundMoney(mrrCents)} a month`] };
    }
    case 'silent':
      return {
        what: `pays ${roundMoney(change.mrrCents)} a month and has fallen silent: thirty days without use.`,
        evidence: [
          `last used on ${day(change.lastActiveDay)}`,
          ...(change.users30 === 0 ? [] : [`${counted(change.users30, 'user')} in the month up to then`]),
        ],
      };
    case 'trial':
      return {
        what: `took off in its trial: ${counted(change.users, 'weekly user')}${change.usersBefore === 0 ? ', none the week before' : ` after ${String(change.usersBefore)}`}.`,
        evidence: [usersThen(change), `day ${String(change.trialDay)} of the trial`],
      };
  }
}

function moneyWords(change: Extract<WeekChange, { kind: 'mrr-up' | 'mrr-down' }>): string {
  const { beforeCents, afterCents, movedCents, isReturning } = change;
  const moved = amountsBy(movedCents)(Math.abs(movedCents));
  if (change.kind === 'mrr-down') return afterCents <= 0 ? `stopped paying: ${moved} of MRR is gone.` : `pays ${moved} a month less.`;
  if (beforeCents > 0) return `pays ${moved} a month more.`;
  return isReturning ? `came back: it pays ${moved} a month again.` : `became a customer: ${moved} of new MRR.`;
}

const usersThen = ({ users, usersBefore }: Use): string => `weekly users ${String(usersBefore)} → ${String(users)}`;

/** Below a hundred dollars cents are part of the story. */
const amountsBy = (movedCents: number) => (Math.abs(movedCents) < 10_000 ? money : roundMoney);
