import type { SegmentCall } from '../delivery/envelope';
import type { KvsPort, LogPort } from '../platform/ports';
import { accountLife, mergeCalls, type Occasion } from './account-life';
import { readAccountLife } from './account-life-state';
import { checkedValues, type AccountValues } from './account-properties';
import type { Traits } from './define-plan';
import type { InvocationFacts } from './identity';

/** Key of what was last told of the account. */
export const ACCOUNT_LIFE_KEY = 'account:life';

export type AccountLifePorts = {
  readonly kvs: Pick<KvsPort, 'get' | 'set'>;
  readonly log: LogPort;
  /** Hands calls to the destinations. `probe`: they may try one that was blocked. */
  readonly capture: (facts: InvocationFacts, calls: readonly SegmentCall[], options?: { readonly probe?: boolean }) => Promise<void>;
};

export type AccountLifeReport = {
  readonly occasion: Occasion;
  /** Milliseconds. */
  readonly now: number;
  /** Cloud ids of the vendor's own sites. */
  readonly internalSites: ReadonlySet<string>;
  /** Counts what exists, for the daily look; its answer is checked against `properties`. */
  readonly snapshot?: { readonly properties: Traits; readonly count: () => Promise<unknown> };
  /** Users that destinations know, for when the account gets another id. Without it they are told when they next come. */
  readonly members?: () => Promise<readonly { readonly knownAs: string }[]>;
};

/**
 * Looks at the account and tells what is new of it. What was told is kept only after it was handed over: whoever fails in between
 * says the same again under the same ids.
 */
export async function reportAccountLife(ports: AccountLifePorts, facts: InvocationFacts, report: AccountLifeReport): Promise<void> {
  const { occasion, now, internalSites, members } = report;
  const probe = occasion.kind === 'heartbeat' || occasion.kind === 'upgraded' || occasion.kind === 'asked';
  const before = readAccountLife(await ports.kvs.get(ACCOUNT_LIFE_KEY), facts.cloudId);
  const snapshot = occasion.kind === 'heartbeat' ? await countedNow(ports.log, report.snapshot) : {};
  const { calls, after, merged } = accountLife(before, facts, snapshot, now, { occasion, internalSites });
  const nobody: InvocationFacts = { ...facts, accountId: null };
  if (calls.length > 0) await ports.capture(nobody, calls, { probe });
  if (merged !== null && members !== undefined) {
    const links = mergeCalls(await members(), nobody, { now });
    if (links.length > 0) await ports.capture(nobody, links);
  }
  await ports.kvs.set(ACCOUNT_LIFE_KEY, after);
}

/** An app that cannot count must not silence the sign of life. */
async function countedNow(log: LogPort, snapshot: AccountLifeReport['snapshot']): Promise<AccountValues> {
  if (snapshot === undefined) return {};
  try {
    const { values, refused } = checkedValues(snapshot.properties, await snapshot.count());
    if (refused.length > 0) log('warn', 'snapshot-refused', { refused: refused.length });
    return values;
  } catch (error) {
    log('warn', 'snapshot-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return {};
  }
}
