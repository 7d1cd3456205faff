import { createHash } from 'node:crypto';
import type { SegmentCall } from '../delivery/envelope';
import type { ClockPort, HttpPort, KvsPort, QueuePort, VariablesPort } from '../platform/ports';
import { ERASURE_REQUESTED } from '../store/leaving-events';
import { ERASED_PREFIX } from '../store/queries/erasure-rows';
import type { ErasureCause } from '../store/queries/erasure-record';
import { keepOpen, openErasures } from './open-erasure';
import type { OpenErasure } from './open-erasure';
import { deleteAtJourny } from './journy-deletion';
import { runErasure } from './run-erasure';
import type { ErasureOutcome, Place, RunPorts } from './run-erasure';
import { deleteAtSegment } from './segment-deletion';

/** The queue of the vendor's app that carries one person to erase in each event. */
export const ERASURE_QUEUE = 'erasure';

/** Somebody whom the vendor was asked to erase. `messageId` tells a repeat of the same request. */
export type AskedErasure = { readonly knownAs: string; readonly cause: ErasureCause; readonly messageId: string };

/** The requests to erase somebody among calls that arrived. A call that names nobody asks for nothing. */
export function erasuresIn(calls: readonly SegmentCall[]): AskedErasure[] {
  return calls.flatMap(({ type, event, userId, messageId, properties }) =>
    type === 'track' && event === ERASURE_REQUESTED && typeof userId === 'string' && !userId.startsWith(ERASED_PREFIX)
      ? [{ knownAs: userId, cause: causeOf(properties?.cause), messageId }]
      : [],
  );
}

function causeOf(cause: unknown): ErasureCause {
  return cause === 'admin' || cause === 'account-closed' ? cause : 'requested';
}

/** Forge takes at most 50 events in one push. */
const MAX_PUSH_EVENTS = 50;

/** Puts requests on the queue. A repeat of a request is the same erasure. `requestedAt` in milliseconds. */
export async function queueErasures(
  { queue }: { readonly queue: QueuePort },
  asked: readonly AskedErasure[],
  requestedAt: number,
): Promise<void> {
  const jobs = asked.map(({ knownAs, cause, messageId }): OpenErasure => {
    const erasureId = createHash('sha256').update(messageId).digest('base64url').slice(0, 22);
    return { erasureId, cause, requestedAt, accountId: null, names: [knownAs], told: [knownAs] };
  });
  for (let start = 0; start < jobs.length; start += MAX_PUSH_EVENTS) {
    const events = jobs.slice(start, start + MAX_PUSH_EVENTS).map((job) => ({ body: { ...job } }));
    await queue(ERASURE_QUEUE, events);
  }
}

export type AskedPorts = RunPorts & {
  readonly http: HttpPort;
  readonly variables: VariablesPort;
  /** In [0, 1): spreads retries. */
  readonly spread: () => number;
};

const TIMEOUT_MS = 20_000;

/** Erases one person from the vendor's store, and at the tools whose tokens the vendor set. */
export async function eraseAsked(ports: AskedPorts, erasure: OpenErasure, attempt: number): Promise<ErasureOutcome> {
  return await runErasure(ports, { kind: 'asked', erasure, places: placesOf(ports), attempt });
}

function placesOf({ http, variables, spread }: AskedPorts): Place[] {
  const tried = (attempt: number) => ({ attempt, spread: spread(), timeoutMs: TIMEOUT_MS });
  return [
    {
      place: 'segment',
      erase: async (erasure, attempt) => {
        const token = variables('SEGMENT_PUBLIC_TOKEN') ?? '';
        return token === '' ? { kind: 'off' } : await deleteAtSegment(http, token, erasure.told, tried(attempt));
      },
    },
    {
      place: 'journy',
      erase: async ({ told }, attempt) => {
        const apiKey = variables('JOURNY_API_KEY') ?? '';
        const [userId] = told;
        return apiKey === '' || userId === undefined ? { kind: 'off' } : await deleteAtJourny(http, apiKey, userId, tried(attempt));
      },
    },
  ];
}

/** Hourly: puts erasures that are not over on the queue again, each once a day. */
export async function continueAsked(ports: {
  readonly kvs: Pick<KvsPort, 'list' | 'set'>;
  readonly queue: QueuePort;
  readonly clock: ClockPort;
}): Promise<void> {
  const now = ports.clock();
  for (const { erasure, nextAt } of await openErasures(ports.kvs, 'asked')) {
    if (nextAt > now) continue;
    await ports.queue(ERASURE_QUEUE, [{ body: { ...erasure } }]);
    await keepOpen(ports.kvs, 'asked', erasure, now);
  }
}
