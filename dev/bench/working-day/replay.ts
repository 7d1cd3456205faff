import type { CapturedEvent } from '../../../src/tracking/bridge-client';
import type { Stage } from './stage';
import type { Visit } from './working-day';

/** What the page of one visit does with its events. */
export type Page = { readonly capture: (event: CapturedEvent) => void; readonly leave: () => void };
/** What a page may use of the world: its clock, timers, and the call of its app. */
export type Surroundings = {
  readonly now: () => number;
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  readonly invoke: (functionKey: string, payload: object) => Promise<unknown>;
};
export type OpenPage = (surroundings: Surroundings) => Page;
/** Where visits happen: a stage, or anything else that has a clock and answers. */
export type World = { readonly host: Pick<Stage['host'], 'now' | 'advance' | 'drainQueues'>; readonly invoke: Stage['invoke'] };

type Due = { readonly at: number; readonly run: () => void };

/** Lives through all visits in the order of their times: moves the host's clock from one happening to the next and lets each settle. */
export async function replay(
  stage: World,
  visits: readonly Visit[],
  openPage: (surroundings: Surroundings, visit: Visit) => Page,
): Promise<void> {
  const { host } = stage;
  const due: Due[] = [];
  const put = (entry: Due): void => {
    const index = due.findIndex(({ at }) => at > entry.at);
    due.splice(index < 0 ? due.length : index, 0, entry);
  };
  const underWay = new Set<Promise<unknown>>();

  const open = (visit: Visit): void => {
    const page = openPage(
      {
        now: host.now,
        schedule: (callback, delayMs) => {
          const timer = { at: host.now() + delayMs, run: callback };
          put(timer);
          return () => {
            const index = due.indexOf(timer);
            if (index >= 0) due.splice(index, 1);
          };
        },
        invoke: (functionKey, payload) => {
          const call = stage.invoke(visit.accountId, functionKey, payload);
          const settled = call
            .catch(() => undefined)
            .finally(() => {
              underWay.delete(settled);
            });
          underWay.add(settled);
          return call;
        },
      },
      visit,
    );
    for (const { at, ...event } of visit.steps) {
      put({
        at,
        run: () => {
          page.capture(event);
        },
      });
    }
    put({ at: visit.leftAt, run: page.leave });
  };
  for (const visit of visits) {
    const first = visit.steps[0];
    if (first !== undefined)
      put({
        at: first.at,
        run: () => {
          open(visit);
        },
      });
  }

  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    if (next.at > host.now()) await host.advance(next.at - host.now());
    next.run();
    await turn();
    while (underWay.size > 0) {
      await Promise.all(underWay);
      // A finished call may start the next one, one turn later.
      await turn();
    }
    await host.drainQueues();
  }
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
