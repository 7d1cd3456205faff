import { randomUUID } from 'node:crypto';
import { createBridgeClient } from '../../../src/tracking/bridge-client';
import type { OpenPage } from './replay';

/** Our page: the bridge client as it ships, with its own rules of when to send, or with another pause before it sends. */
export const batchingPage =
  (flushAfterMs?: number): OpenPage =>
  ({ now, schedule, invoke }) => {
    let hide = (): void => undefined;
    const client = createBridgeClient({
      invoke,
      now,
      newId: randomUUID,
      schedule,
      page: (callback) => {
        hide = callback;
        return () => undefined;
      },
      ...(flushAfterMs === undefined ? {} : { flushAfterMs }),
    });
    return {
      capture: client.enqueue,
      leave: () => {
        hide();
        client.close();
      },
    };
  };

/** The published pattern's page: a call for every event, at once, and nobody waits for it. */
export const oneByOnePage: OpenPage = ({ invoke }) => ({
  capture: (event) => {
    invoke('track', event).catch(() => undefined);
  },
  leave: () => undefined,
});
