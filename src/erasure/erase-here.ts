import type { SegmentCall } from '../delivery/envelope';
import type { InvocationFacts } from '../tracking/identity';
import { memberKey } from '../privacy/keys';
import { personOf } from '../store/queries/person';
import { isStoredUser } from '../store/queries/erasure-rows';
import { openErasures } from './open-erasure';
import type { OpenErasure } from './open-erasure';
import { leavingCalls } from './person-calls';
import { runErasure } from './run-erasure';
import type { ErasureOutcome, Place, RunPorts } from './run-erasure';

/**
 * `sent`: delivered, or delivery will see to it. `waiting`: nothing may leave now. `off`: there is no destination.
 */
export type SendOutcome = 'sent' | 'waiting' | 'off';

export type HerePorts = RunPorts & {
  readonly facts: InvocationFacts;
  /** Brings everything captured so far into the database, so that none of it is missed. */
  readonly fold: () => Promise<void>;
  /** How the person is named at destinations by today's configuration; null: not at all. */
  readonly knownAs: (accountId: string) => string | null;
  /** To HTTP destinations only: nothing of it may become a row, a person or an example here again. */
  readonly send: (calls: readonly SegmentCall[]) => Promise<SendOutcome>;
};

const TELL_AGAIN_SECONDS = 900;

/** Erases somebody from this site and asks the vendor to do the same. Asked twice, the second request finds nothing and tells nobody. */
export async function eraseHere(
  ports: HerePorts,
  { accountId, cause }: { readonly accountId: string; readonly cause: 'admin' | 'account-closed' },
): Promise<ErasureOutcome> {
  await ports.fold();
  const known = await openErasures(ports.kvs, 'here');
  const unfinished = known.find((each) => each.erasure.accountId === accountId && each.erasure.told.length > 0);
  const fresh = await describe(ports, accountId, cause);
  // A request that was cut short knows names that are gone from the rows by now.
  const erasure = fresh.told.length === 0 && unfinished !== undefined ? unfinished.erasure : fresh;
  return await run(ports, erasure, 0);
}

async function describe(ports: HerePorts, accountId: string, cause: OpenErasure['cause']): Promise<OpenErasure> {
  const person = await personOf(ports.sql, accountId);
  const current = ports.knownAs(accountId);
  const names = [...new Set([...(person === null ? [] : [person.knownAs]), ...(current === null ? [] : [current])])];
  return {
    erasureId: ports.randomId(),
    cause,
    requestedAt: ports.clock(),
    accountId,
    names,
    told: person !== null ? [person.knownAs] : current !== null && (await wasSeen(ports, accountId, current)) ? [current] : [],
  };
}

/** Only whom this site sent something about may it have erased elsewhere: anybody else is another site's user. */
async function wasSeen(ports: HerePorts, accountId: string, knownAs: string): Promise<boolean> {
  return ((await ports.kvs.get(memberKey(accountId))) ?? null) !== null || (await isStoredUser(ports.sql, knownAs));
}

/** Daily: finishes what was cut short or could not be told, and sweeps once more after a day. */
export async function continueHere(ports: HerePorts): Promise<void> {
  for (const { erasure } of await openErasures(ports.kvs, 'here')) await run(ports, erasure, 1);
}

async function run(ports: HerePorts, erasure: OpenErasure, attempt: number): Promise<ErasureOutcome> {
  return await runErasure(ports, { kind: 'here', erasure, places: [atTheVendor(ports)], attempt });
}

function atTheVendor({ facts, send }: HerePorts): Place {
  return {
    place: 'vendor',
    erase: async (erasure) => {
      const calls = leavingCalls(facts, erasure);
      const outcome = calls.length === 0 ? 'off' : await send(calls);
      switch (outcome) {
        case 'sent':
          return { kind: 'done' };
        case 'off':
          return { kind: 'off' };
        case 'waiting':
          return { kind: 'waiting', afterSeconds: TELL_AGAIN_SECONDS, reason: 'nothing-may-leave' };
      }
    },
  };
}
