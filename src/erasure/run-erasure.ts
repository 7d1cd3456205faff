import type { ClockPort, KvsPort, LogPort, SqlPort } from '../platform/ports';
import { erasureRecord, noteErasure, notePlace } from '../store/queries/erasure-record';
import type { ErasurePlace } from '../store/queries/erasure-record';
import { erasePerson } from './erase-person';
import { closeErasure, keepOpen } from './open-erasure';
import type { ErasureKind, OpenErasure } from './open-erasure';

/** What became of telling one place. `failed` is tried again daily, because a token that is wrong today may be put right. */
export type PlaceOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'off' }
  | { readonly kind: 'waiting'; readonly afterSeconds: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Somebody beyond this installation who holds something of the person. */
export type Place = {
  readonly place: Exclude<ErasurePlace, 'own-store'>;
  readonly erase: (erasure: OpenErasure, attempt: number) => Promise<PlaceOutcome>;
};

export type RunPorts = {
  readonly sql: SqlPort;
  readonly kvs: KvsPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly randomId: () => string;
};

export type ErasureOutcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string };

/** What was on its way arrives within a day: only then is it certain that nothing comes after the erasure. */
const LATE_MS = 86_400_000;
/** An erasure is due within a month; what cannot be done by then is left as failed, and the id goes. */
const GIVE_UP_MS = 30 * 86_400_000;

/**
 * Erases the person here, then tells every place that does not have it yet, and writes down what became of each. Safe to run
 * again, from the start, at any time: what is done is not repeated at other places, and the own rows are swept once more.
 * `attempt`: runs before this one.
 */
export async function runErasure(
  ports: RunPorts,
  { kind, erasure, places, attempt }: { kind: ErasureKind; erasure: OpenErasure; places: readonly Place[]; attempt: number },
): Promise<ErasureOutcome> {
  const now = ports.clock();
  const { erasureId } = erasure;
  // Kept before the first row goes, because after that nobody else knows whom it is about.
  await keepOpen(ports.kvs, kind, erasure, now);
  await noteErasure(ports.sql, erasure);
  await erasePerson(ports, { ...erasure, keepsChoice: erasure.cause !== 'account-closed' });
  await notePlace(ports.sql, erasureId, { place: 'own-store', state: 'done', reason: null });

  const isLate = now - erasure.requestedAt >= GIVE_UP_MS;
  const before = (await erasureRecord(ports.sql, erasureId))?.done ?? [];
  const open = places.filter(
    ({ place }) => !before.some((each) => each.place === place && (each.state === 'done' || each.state === 'off')),
  );
  const outcomes: PlaceOutcome[] = [];
  for (const { place, erase } of open) {
    const tried = await erase(erasure, attempt);
    const outcome: PlaceOutcome = isLate && tried.kind === 'waiting' ? { kind: 'failed', reason: 'too-old' } : tried;
    outcomes.push(outcome);
    const reason = outcome.kind === 'done' || outcome.kind === 'off' ? null : outcome.reason;
    await notePlace(ports.sql, erasureId, { place, state: outcome.kind, reason });
    if (reason !== null) ports.log('warn', 'erasure', { place, outcome: outcome.kind, reason, attempt });
  }

  const isSettled = outcomes.every((outcome) => outcome.kind === 'done' || outcome.kind === 'off');
  if (isLate || (isSettled && now - erasure.requestedAt >= LATE_MS)) await closeErasure(ports.kvs, kind, erasure);
  return retryOf(outcomes);
}

function retryOf(outcomes: readonly PlaceOutcome[]): ErasureOutcome {
  const waiting = outcomes.filter((outcome) => outcome.kind === 'waiting');
  const [first] = waiting.toSorted((a, b) => a.afterSeconds - b.afterSeconds);
  return first === undefined ? { kind: 'done' } : { kind: 'retry', afterSeconds: first.afterSeconds, reason: first.reason };
}
