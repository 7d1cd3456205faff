import { randomUUID } from 'node:crypto';
import type { DeliveryPorts } from '../delivery/deliver-job';
import { signBody } from '../intake/authorise';
import { clockPort, httpPort, logPort, pseudonymOf, queuePort, variablesPort } from '../platform/forge-outbound';
import { kvsPort } from '../platform/forge-kvs';
import { currentInvocation, type Invocation } from '../platform/invocation';

/** What the kit needs of the platform. */
export type BackendPorts = Omit<DeliveryPorts, 'store' | 'keepLetter' | 'audit'> & {
  readonly pseudonymOf: (accountId: string) => string;
  readonly invocation: () => Omit<Invocation, 'moduleKey'>;
  readonly newId: () => string;
};

/** Forge itself. */
export const forgeBackendPorts: BackendPorts = {
  http: httpPort,
  queue: queuePort,
  kvs: kvsPort,
  variables: variablesPort,
  clock: clockPort,
  log: logPort,
  spread: Math.random,
  sign: signBody,
  pseudonymOf,
  invocation: currentInvocation,
  newId: randomUUID,
};
