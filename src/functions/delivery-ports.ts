import type { DeliveryPorts } from '../delivery/deliver-job';
import { signBody } from '../intake/authorise';
import { storeBatch } from '../intake/store-batch';
import { clockPort, httpPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { keepLetter } from '../store/letters';
import { customerMigrations } from '../store/migrations/customer';
import { withSchema } from './schema';

const migrated = withSchema(customerMigrations);

/** What delivery needs of this installation. */
export const deliveryPorts: DeliveryPorts = {
  http: httpPort,
  queue: queuePort,
  variables: variablesPort,
  clock: clockPort,
  log: logPort,
  spread: Math.random,
  sign: signBody,
  store: async (calls, receivedAt) => {
    await migrated(() => storeBatch(sqlPort, calls, receivedAt));
  },
  keepLetter: (letter) => migrated(() => keepLetter(sqlPort, letter)),
};
