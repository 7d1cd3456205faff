import type { Answer, ConsoleCall } from '../../../src/contract/console';
import type { Ask, AskInput, AskOutput } from './ask';
import { sharedWith } from './shared-value';

/** Long enough for a walk through the console and back, too short for a page that was left open to show yesterday. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 60;
/** Whoever asked ahead of a screen asked for it: an answer so fresh is not asked for again. */
const FRESH_MS = 1_000;
/** How full the database is changes by the day and is long to find out: once in the time that it is kept. */
const FRESH_WHILE_KEPT: ReadonlySet<ConsoleCall> = new Set<ConsoleCall>(['space']);

/** Calls that only read, for a screen that is returned to. Every other call is taken for one that changes something. */
const READS: ReadonlySet<ConsoleCall> = new Set<ConsoleCall>([
  'computedProperties',
  ...(['access', 'overview', 'releases', 'retention', 'lifecycle', 'stickiness', 'adoption', 'funnel', 'activation', 'seatUse'] as const),
  ...(['overviewDays', 'countedAnew', 'uptake', 'delivery', 'letters', 'privacy', 'views', 'funnels'] as const),
  ...(['accountFilter', 'accounts', 'account', 'members', 'user'] as const),
  ...(['revenueBridge', 'revenueMovements', 'revenueAccount', 'revenueRetention', 'revenueChurn', 'revenueTrials'] as const),
  ...(['revenueRenewals', 'revenueCustomers', 'revenueReconciliation', 'revenueDifferences', 'revenueFlags'] as const),
  ...(['revenueStatement', 'revenueStatementLines', 'revenueMargin', 'sync', 'changes', 'aside', 'unmatched', 'reviews'] as const),
  ...(['segments', 'segment', 'segmentMembers', 'segmentTurns', 'segmentOverlap', 'space'] as const),
  ...(['predictions', 'priorities', 'health', 'healthAccounts', 'customScores', 'profile', 'catalogue', 'stages', 'stageRules'] as const),
]);
/** Reads that are not shown again: they are neither kept nor a reason to forget. */
const PASSING: ReadonlySet<ConsoleCall> = new Set<ConsoleCall>([
  ...(['computedPreview', 'computedRemoval'] as const),
  'signalBuilder',
  ...(['findUsers', 'asideRaw', 'revenueRawLine'] as const),
  ...([
    'segmentBuilder',
    'healthRules',
    'customScoreBuilder',
    'segmentPreview',
    'segmentSubjects',
    'segmentWhy',
    'stagePreview',
    'retypePreview',
    'exportProfiles',
  ] as const),
]);

type Kept = { readonly value: unknown; readonly atMs: number };
const keptBy = new WeakMap<Ask, (key: string) => Kept | undefined>();

const keyOf = (call: ConsoleCall, input: unknown): string => `${call} ${JSON.stringify(input)}`;

/**
 * Remembers the last answer to each question for `lastValue`, in the memory of this page and so of one reader, and gives one that came within
 * the last second instead of asking again. Everything is forgotten
 * when a call may have changed something, and when an answer says that its reader may not see it.
 */
export function keepAnswers(ask: Ask, clock: () => number = Date.now): Ask {
  const kept = new Map<string, Kept>();
  /** Grows with everything that makes earlier answers doubtful, so that one that was on its way meanwhile is not kept. */
  let changes = 0;
  /** Questions without an answer yet: who asks the same meanwhile, and nothing has changed, hears the same answer. */
  const underWay = new Map<string, { readonly changes: number; readonly answer: Promise<unknown> }>();
  const forget = (): void => {
    changes += 1;
    kept.clear();
  };
  const keep = <T>(key: string, value: T): T => {
    const shared = sharedWith(kept.get(key)?.value, value);
    kept.delete(key);
    kept.set(key, { value: shared, atMs: clock() });
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
    return shared;
  };
  const asking = async <C extends ConsoleCall>(call: C, input: AskInput<C>): Promise<Answer<AskOutput<C>>> => {
    if (PASSING.has(call)) return await ask(call, input);
    const isRead = READS.has(call);
    if (!isRead) forget();
    const before = changes;
    const answer = await ask(call, input);
    if (!isRead || (!answer.ok && answer.code === 'not-allowed')) forget();
    if (!isRead || !answer.ok || before !== changes) return answer;
    return { ok: true, value: keep(keyOf(call, input), answer.value) };
  };
  const keeping = <C extends ConsoleCall>(call: C, input: AskInput<C>): Promise<Answer<AskOutput<C>>> => {
    if (!READS.has(call)) return asking(call, input);
    const key = keyOf(call, input);
    const same = underWay.get(key);
    const last = kept.get(key);
    // What is kept under a call's name is an answer to that call.
    if (same?.changes === changes) return same.answer as Promise<Answer<AskOutput<C>>>;
    const freshMs = FRESH_WHILE_KEPT.has(call) ? KEPT_MS : FRESH_MS;
    if (last !== undefined && clock() - last.atMs < freshMs) return Promise.resolve({ ok: true, value: last.value as AskOutput<C> });
    const answer = asking(call, input);
    underWay.set(key, { changes, answer });
    void answer.then(() => {
      if (underWay.get(key)?.answer === answer) underWay.delete(key);
    });
    return answer;
  };
  keptBy.set(keeping, (key) => {
    const found = kept.get(key);
    return found === undefined || clock() - found.atMs > KEPT_MS ? undefined : found;
  });
  return keeping;
}

/** What was last answered to the same question, while that is not long ago; null otherwise. */
export function lastValue<C extends ConsoleCall>(ask: Ask, call: C, input: AskInput<C>): AskOutput<C> | null {
  // What is kept under a call's name is an answer to that call.
  const found = keptBy.get(ask)?.(keyOf(call, input)) as { readonly value: AskOutput<C> } | undefined;
  return found === undefined ? null : found.value;
}
