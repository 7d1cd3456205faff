import { randomBytes } from 'node:crypto';
import { batchIdOf } from '../delivery/batch-id';
import { deliverJob } from '../delivery/deliver-job';
import { enabledDestinations } from '../delivery/destinations';
import type { SegmentCall } from '../delivery/envelope';
import { HEALTH_KEY, readHealth } from '../delivery/health';
import { continueHere, eraseHere } from '../erasure/erase-here';
import type { HerePorts, SendOutcome } from '../erasure/erase-here';
import { peopleHere } from '../erasure/people-here';
import { reportPeople } from '../erasure/report-people';
import { dayNumberOf } from '../platform/days';
import { clockPort, kvsPort, logPort, pseudonymOf, sqlPort, variablesPort } from '../platform/forge-ports';
import { reportPersonalData } from '../platform/forge-privacy';
import { memberKey } from '../privacy/keys';
import { customerMigrations } from '../store/migrations/customer';
import { deliveryPorts } from './delivery-ports';
import { invocationFacts } from './facts';
import { withSchema } from './schema';
import { foldCaptured } from './upkeep';
import { identityMode } from './variables';

const migrated = withSchema(customerMigrations);

/** A page, or a function that runs a minute, waits for it; what takes longer is finished by the next run. */
const FOLD_MS = 6_000;

/** An admin of this site asks to erase one of its users. */
export async function eraseUserHere(accountId: string, context: object): Promise<void> {
  await migrated(() => eraseHere(herePorts(context), { accountId, cause: 'admin' }));
}

/** Daily: finishes erasures, then reports the account IDs that are due, and erases whose account is closed. */
export async function erasuresHere(context: object): Promise<void> {
  const ports = herePorts(context);
  await migrated(async () => {
    // Who was captured since the last round is known from here on.
    await ports.fold();
    await continueHere(ports);
    await reportPeople({
      report: reportPersonalData,
      people: peopleHere(sqlPort),
      kvs: kvsPort,
      clock: clockPort,
      log: logPort,
      erase: async (accountId) => {
        await eraseHere(ports, { accountId, cause: 'account-closed' });
      },
      refresh,
    });
  });
}

/** What destinations know of these people is out of date: they are told anew when they next come, but did not join anew. */
async function refresh(accountIds: readonly string[]): Promise<void> {
  for (const accountId of accountIds) {
    const key = memberKey(accountId);
    const note = await kvsPort.get(key);
    if (typeof note === 'object' && note !== null) await kvsPort.set(key, { ...note, at: 0 });
  }
}

function herePorts(context: object): HerePorts {
  return {
    sql: sqlPort,
    kvs: kvsPort,
    clock: clockPort,
    log: logPort,
    randomId: () => randomBytes(16).toString('base64url'),
    facts: invocationFacts(context),
    fold: async () => {
      await foldCaptured(FOLD_MS);
    },
    knownAs,
    send,
  };
}

function knownAs(accountId: string): string | null {
  switch (identityMode()) {
    case 'accountId':
      return accountId;
    case 'pseudonym':
      return pseudonymOf(accountId);
    case 'site':
      return null;
  }
}

/**
 * Past the ledger and the own store, which would remember the person again; and past the site's switch, because it is a request
 * to delete. What the platform itself holds back is sent by a later run.
 */
async function send(calls: readonly SegmentCall[]): Promise<SendOutcome> {
  const to = enabledDestinations(variablesPort).filter((key) => key !== 'store');
  if (to.length === 0) return 'off';
  const now = clockPort();
  // A batch that was refused is over in the books; the request of another day is another batch.
  const batch = `${batchIdOf(calls).slice(0, 24)}-${String(dayNumberOf(now))}`;
  await deliverJob(deliveryPorts, { to, receivedAt: now, attempt: 0, repeats: 0, batch, calls: [...calls] }, 0);
  const health = readHealth(await kvsPort.get(HEALTH_KEY));
  return to.every((key) => health[key]?.state === 'egress-off') ? 'waiting' : 'sent';
}
