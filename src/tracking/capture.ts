import { stateOf } from '../delivery/audit';
import { batchIdOf } from '../delivery/batch-id';
import type { HttpDestinationKey } from '../delivery/destinations';
import { enabledDestinations } from '../delivery/destinations';
import type { DeliveryJob, Letter } from '../delivery/deliver-job';
import { QUEUES } from '../delivery/enqueue';
import { MAX_EVENT_BYTES, MAX_QUEUE_EVENT_BYTES, SegmentCall } from '../delivery/envelope';
import { ledgerKey } from '../delivery/ledger-entry';
import type { LedgerEntry } from '../delivery/ledger-entry';
import { packByBytes } from '../delivery/packing';
import { tryDestinations } from '../delivery/try-destinations';
import type { Tried, TryPorts } from '../delivery/try-destinations';
import type { KvsPort, LogPort, QueuePort } from '../platform/ports';
import { effectiveIdentity } from '../privacy/keys';
import { pack } from '../platform/packed';
import { examplesOf } from './examples';
import type { IdentityMode, InvocationFacts } from './identity';
import { memberCalls } from './member-calls';
import { readNotes } from './notes';
import type { Notes } from './notes';
import type { Recorded, Refusal, RefusalReason } from './record';

export type CapturePorts = TryPorts & {
  readonly kvs: KvsPort;
  readonly queue: QueuePort;
  readonly log: LogPort;
  readonly pseudonymOf: (accountId: string) => string;
  /** Of an app without books: keeps what a destination refused for good, or until a key is put right. */
  readonly keepLetter: (letter: Letter) => Promise<void>;
};

export type CaptureOptions = {
  readonly identity: IdentityMode;
  /** Where relationship properties of a user in an account go, as a member of `context`; null: nowhere. */
  readonly relationshipKey: string | null;
  /** Whether this app folds the ledger into a database; without one nothing is written there. */
  readonly keepsBooks: boolean;
};

export type Capture = {
  readonly facts: InvocationFacts;
  /** The calls, with people named as told. Called once more when a site's admin wants nobody named. */
  readonly record: (identity: IdentityMode) => Recorded;
  /** `now`: posted before this resolves. `queued`: for a caller that somebody waits for. */
  readonly when: 'now' | 'queued';
  /** These calls may find out whether a blocked destination works again. */
  readonly probe?: boolean;
};

export type CaptureAnswer = { readonly accepted: number; readonly refused: readonly Refusal[] };

/** A page waits for no one, but its app's function may run 25 s at most; whoever takes longer gets the batch through the queue. */
const TIMEOUT_MS = 8_000;
const MAX_CALLS_PER_BATCH = 500;
/** What a queue event carries beside the calls. */
const JOB_BYTES = 400;

/**
 * Takes what was captured: asks the site's and the user's choices, posts it to every healthy destination at once, and hands
 * the rest to the queue. The answer says what was taken; it is given only after a record of it stands in storage, so that
 * what a page was told is accepted is in the books. Throws when the platform's queue or storage is away; the page sends again.
 */
export async function capture(
  ports: CapturePorts,
  options: CaptureOptions,
  { facts, record, when, probe = false }: Capture,
): Promise<CaptureAnswer> {
  const now = ports.clock();
  const first = record(options.identity);
  const packs = packsOf(first.calls);
  const ids = packs.packs.map(batchIdOf);
  const notes = await readNotes(ports.kvs, { accountId: facts.accountId, batches: ids.slice(0, 10), now });

  const closed = closedBy(notes, facts);
  if (closed !== null) return await turnAway(ports, options, closed, first, now);
  const identity = effectiveIdentity(notes.switches, options.identity);
  const recorded = identity === options.identity ? first : record(identity);
  const { packs: batches, tooLarge } = identity === options.identity ? packs : packsOf(recorded.calls);
  const refused = [...recorded.refused, ...tooLarge.map(({ messageId }) => ({ messageId, reason: 'too-large' as const }))];

  let remaining: readonly Refusal[] = refused;
  for (const calls of batches) {
    if (notes.known.has(batchIdOf(calls))) {
      // What was refused with it is counted already.
      remaining = [];
      continue;
    }
    await captureBatch(ports, options, { facts, identity, calls, notes, refused: remaining, when, probe, now });
    remaining = [];
  }
  if (remaining.length > 0) await turnAway(ports, options, null, { calls: [], refused: remaining }, now);
  return { accepted: batches.reduce((sum, calls) => sum + calls.length, 0), refused };
}

const packsOf = (calls: readonly SegmentCall[]) =>
  packByBytes(calls, { maxItemBytes: MAX_EVENT_BYTES, maxPackBytes: MAX_QUEUE_EVENT_BYTES - JOB_BYTES, maxItems: MAX_CALLS_PER_BATCH });

/** Who closed the door; the account's own calls are nobody's personal choice. */
function closedBy(notes: Notes, facts: InvocationFacts): 'switched-off' | 'do-not-track' | null {
  if (!notes.switches.analytics) return 'switched-off';
  return notes.declined && facts.accountId !== null ? 'do-not-track' : null;
}

/** Nothing of it is kept but the count. */
async function turnAway(
  ports: CapturePorts,
  options: CaptureOptions,
  reason: 'switched-off' | 'do-not-track' | null,
  { calls, refused }: Recorded,
  now: number,
): Promise<CaptureAnswer> {
  const all: Refusal[] = [...refused, ...(reason === null ? [] : calls.map(({ messageId }) => ({ messageId, reason })))];
  if (all.length > 0 && options.keepsBooks) {
    // Never the name of a batch: an id that was refused once may be right the next time. What has no id is named by its moment.
    const own = `${String(now)}-${String(ports.spread())}`;
    const batch = `door-${batchIdOf(all.map(({ messageId }) => ({ messageId: messageId ?? own })))}`;
    await ports.kvs.set(ledgerKey(batch), { at: now, n: 0, to: {}, door: countsOf(all) } satisfies LedgerEntry);
  } else if (all.length > 0) {
    ports.log('warn', 'events-refused', { refused: all.length, reasons: Object.keys(countsOf(all)).join(' ') });
  }
  return { accepted: 0, refused: all };
}

function countsOf(refused: readonly Refusal[]): Record<string, number> {
  const counts: Partial<Record<RefusalReason, number>> = {};
  for (const { reason } of refused) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

type Batch = {
  readonly facts: InvocationFacts;
  readonly identity: IdentityMode;
  readonly calls: readonly SegmentCall[];
  readonly notes: Notes;
  readonly refused: readonly Refusal[];
  readonly when: 'now' | 'queued';
  readonly probe: boolean;
  readonly now: number;
};

async function captureBatch(ports: CapturePorts, options: CaptureOptions, batch: Batch): Promise<void> {
  const { facts, identity, notes, now } = batch;
  const to = enabledDestinations(ports.variables).filter((key) => key !== 'store' || options.keepsBooks);
  if (to.length === 0) {
    await turnAway(ports, options, null, { calls: [], refused: batch.refused }, now);
    return;
  }
  const id = batchIdOf(batch.calls);
  const member = memberCalls(facts, notes.member, {
    ...options,
    identity,
    pseudonymOf: ports.pseudonymOf,
    now,
    at: Date.parse(batch.calls[0]?.timestamp ?? new Date(now).toISOString()),
    batchId: id,
  });
  // The user and their account are introduced before their first event. Read as the queue will read them, their members are in
  // one order: a repeat has the bytes of the first try.
  const calls = [...member.calls, ...batch.calls].map((call) => SegmentCall.parse(call));

  const http = to.filter((key): key is HttpDestinationKey => key !== 'store');
  const tried: readonly Tried[] =
    batch.when === 'queued'
      ? http.map((key) => ({ key, outcome: { kind: 'retry', afterSeconds: 0, reason: 'queued' }, tried: false }))
      : await tryDestinations(ports, { calls, to: http, health: notes.health, attempt: 0, timeoutMs: TIMEOUT_MS, probe: batch.probe });
  await queueTheRest(ports, { batch: id, calls }, tried, now);

  const keepsCalls = to.includes('store') || tried.some(({ outcome }) => outcome.kind === 'park' || outcome.kind === 'drop');
  // What did not leave is not shown as sent.
  const hasLeft = tried.some(({ outcome }) => outcome.kind === 'done');
  const watched = notes.watched && hasLeft;
  if (options.keepsBooks) {
    const entry: LedgerEntry = {
      at: now,
      n: calls.length,
      to: Object.fromEntries([
        ...tried.map(({ key, outcome }) => [key, { s: stateOf(outcome), ...(outcome.kind === 'done' ? {} : { r: outcome.reason }) }]),
        ...(to.includes('store') ? [['store', { s: 'pending' as const }]] : []),
      ]) as LedgerEntry['to'],
      ...(batch.refused.length === 0 ? {} : { door: countsOf(batch.refused) }),
      ...(facts.accountId === null || identity === 'site'
        ? {}
        : { who: [facts.accountId, identity === 'pseudonym' ? ports.pseudonymOf(facts.accountId) : facts.accountId] }),
      ...(keepsCalls || watched ? { calls: pack(calls) } : {}),
      ...(watched ? { watched: 1 } : {}),
    };
    await ports.kvs.set(ledgerKey(id), entry);
  } else {
    for (const { key, outcome } of tried) {
      if (outcome.kind !== 'park' && outcome.kind !== 'drop') continue;
      await ports.keepLetter({
        batch: id,
        destination: key,
        state: outcome.kind === 'park' ? 'parked' : 'dead',
        reason: outcome.reason,
        calls,
        at: now,
        attempts: 1,
      });
    }
  }
  if (member.note !== null && facts.accountId !== null) await ports.kvs.set(notes.memberKey, member.note);
  if (options.keepsBooks && hasLeft) await examplesOf(ports.kvs, calls, notes, now);
}

/** One job for each destination that asked for a later try: their delays differ. */
async function queueTheRest(
  ports: CapturePorts,
  { batch, calls }: { readonly batch: string; readonly calls: readonly SegmentCall[] },
  tried: readonly Tried[],
  now: number,
): Promise<void> {
  const events = tried.flatMap(({ key, outcome, tried: asked }) => {
    if (outcome.kind !== 'retry') return [];
    const job: DeliveryJob = {
      to: [key],
      receivedAt: now,
      attempt: asked ? 1 : 0,
      repeats: asked && outcome.unknown === true ? 1 : 0,
      batch,
      calls: [...calls],
    };
    return [{ body: job, delayInSeconds: outcome.afterSeconds }];
  });
  if (events.length > 0) await ports.queue(QUEUES.events, events);
}
