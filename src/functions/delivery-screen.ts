import { deliveryReport, listLetters } from '../console/delivery';
import type { deliveryCalls } from '../contract/delivery';
import { httpDestination } from '../delivery/destinations';
import type { DestinationKey } from '../delivery/destinations';
import { replayLetters } from '../delivery/replay';
import { tryAgain } from '../delivery/try-again';
import { clockPort, kvsPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { FOLD_MS } from './console-resolver';
import { parkedLetters } from '../store/letters';
import type { ConsoleHandlers } from './console-resolver';
import { foldCaptured } from './upkeep';

const ports = { sql: sqlPort, kvs: kvsPort, queue: queuePort, variables: variablesPort, clock: clockPort };

/** The delivery screen's calls. `probe` sends something that finds out whether a blocked destination works again. */
export function deliveryHandlers(
  scope: 'vendor' | 'site',
  probe: (context: object, destination: DestinationKey) => Promise<void>,
): ConsoleHandlers<typeof deliveryCalls> {
  return {
    delivery: async (input, { isAdmin }) => {
      await foldCaptured(FOLD_MS);
      return await deliveryReport(ports, { scope, canChange: await isAdmin() }, input);
    },
    letters: (input) => listLetters(ports, input),
    replay: async ({ letterIds }, { onlyAdmin }) => {
      await onlyAdmin();
      return { replayed: await replayLetters(ports, letterIds) };
    },
    tryAgain: async ({ destination }, { onlyAdmin, context }) => {
      await onlyAdmin();
      if (destination === 'store' || httpDestination(destination, variablesPort) === null)
        return { state: destination === 'store' ? 'on' : 'off' };
      return { state: await tryAgain(kvsPort, destination, clockPort(), () => probe(context, destination)) };
    },
  };
}

/** On the vendor's site nothing is captured that could be tried with: a letter that waits is. */
export async function sendOneLetter(_context: object, destination: DestinationKey): Promise<void> {
  await replayLetters(ports, await parkedLetters(sqlPort, destination, 1));
}
