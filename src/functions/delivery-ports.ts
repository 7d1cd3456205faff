import type { DeliveryPorts } from '../delivery/deliver-job';
import { signBody } from '../intake/authorise';
import { storeBatch } from '../intake/store-batch';
import type { StoredBatch } from '../intake/store-batch';
import { clockPort, httpPort, kvsPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { auditIn } from '../store/delivery-batches';
import { keepLetters } from '../store/letters';
import { customerMigrations } from '../store/migrations/customer';
import { withSchema } from './schema';

const migrated = withSchema(customerMigrations);
const audit = auditIn(sqlPort);

const followers: ((stored: StoredBatch) => Promise<void>)[] = [];

/** Has somebody hear of what was stored: an entry file of an app whose install knows more than what was done says so when it is loaded. */
export function followStored(follow: (stored: StoredBatch) => Promise<void>): void {
  followers.push(follow);
}

/** What delivery needs of this installation. */
export const deliveryPorts: DeliveryPorts = {
  http: httpPort,
  queue: queuePort,
  kvs: kvsPort,
  variables: variablesPort,
  clock: clockPort,
  log: logPort,
  spread: Math.random,
  sign: signBody,
  store: async (calls, receivedAt) => {
    const stored = await migrated(() => storeBatch(sqlPort, calls, receivedAt));
    for (const follow of followers) await follow(stored);
  },
  keepLetter: (letter) => migrated(() => keepLetters(sqlPort, [letter])),
  audit: {
    settled: (batch) => migrated(() => audit.settled(batch)),
    note: (rows) => migrated(() => audit.note(rows)),
  },
};
