import { randomBytes } from 'node:crypto';
import type { SegmentCall } from '../delivery/envelope';
import { continueAsked, eraseAsked, erasuresIn, queueErasures } from '../erasure/asked-erasures';
import type { AskedPorts } from '../erasure/asked-erasures';
import { OpenErasure } from '../erasure/open-erasure';
import { peopleAsked } from '../erasure/people-asked';
import { reportPeople } from '../erasure/report-people';
import { clockPort, httpPort, kvsPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { reportPersonalData } from '../platform/forge-privacy';
import { vendorMigrations } from '../store/migrations/vendor';
import { subjectsNamed } from '../store/segment-members';
import { noteTouched } from '../store/segment-touched';
import { consumer } from './consumer';
import { withSchema } from './schema';
import { followTouched } from './segments';
import { identityMode } from './variables';

const migrated = withSchema(vendorMigrations);
const randomId = () => randomBytes(16).toString('base64url');

const ports: AskedPorts = {
  sql: sqlPort,
  kvs: kvsPort,
  clock: clockPort,
  log: logPort,
  http: httpPort,
  variables: variablesPort,
  spread: Math.random,
  randomId,
};

/** The consumer of queue `erasure`: one person, everywhere that the vendor can reach. */
export const erasePeople = consumer(OpenErasure, (erasure, redeliveries) =>
  migrated(async () => {
    const touched = await subjectsNamed(sqlPort, erasure.names);
    // Noted before, because afterwards nobody knows any more who it was.
    await noteTouched(sqlPort, touched);
    const outcome = await eraseAsked(ports, erasure, redeliveries);
    await followTouched(touched);
    return outcome;
  }),
);

/** Puts the requests to erase somebody that are among calls which arrived on the queue. After the calls are stored. */
export async function askedErasures(calls: readonly SegmentCall[], receivedAt: number): Promise<void> {
  await queueErasures({ queue: queuePort }, erasuresIn(calls), receivedAt);
}

/** An admin of the vendor's site asks to erase a user, by the id that destinations know. */
export async function eraseUserAsked(knownAs: string): Promise<void> {
  await queueErasures({ queue: queuePort }, [{ knownAs, cause: 'admin', messageId: randomId() }], clockPort());
}

/**
 * Hourly: erasures that are not over, and the account IDs that are due to be reported. Where users are pseudonyms nothing can
 * be reported here: the customers' installations know the account IDs, report them, and send the requests.
 */
export async function erasuresAsked(): Promise<void> {
  await migrated(async () => {
    await continueAsked({ kvs: kvsPort, queue: queuePort, clock: clockPort });
    if (identityMode() !== 'accountId') return;
    await reportPeople({
      report: reportPersonalData,
      people: peopleAsked(sqlPort, kvsPort),
      kvs: kvsPort,
      clock: clockPort,
      log: logPort,
      erase: (accountId) =>
        queueErasures({ queue: queuePort }, [{ knownAs: accountId, cause: 'account-closed', messageId: randomId() }], clockPort()),
      // The vendor's store holds nothing of a person but the id, which does not change.
      refresh: () => Promise.resolve(),
    });
  });
}
