import { createQueues } from '../queue/queues';
import { createQueueService } from '../queue/service';
import { createSchedule, type Schedule } from '../schedule/schedule';
import { createProductService, type ProductService } from '../product/service';
import type { Meter } from '../meter/meter';
import type { Refusal } from '../egress/egress';
import type { Installation, Now, User } from '../services';
import { createWebtriggerRegistry, type WebtriggerRegistry } from '../webtrigger/registry';
import type { HostedApp } from './app';
import { createCallRouter } from './calls';
import type { Clock } from './clock';
import { createFunctions, type Functions } from './functions';
import type { HostLog } from './host-log';
import { createInvoker, timeoutSecondsOf, type EgressHeard, type Invoker } from './invoker';
import type { Storage } from './storage';
import type { Timeline } from './timeline';

export type PlatformOptions = {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly log: HostLog;
  readonly live: boolean;
  readonly apps: ReadonlyMap<string, HostedApp>;
  readonly network: Readonly<Record<string, string>>;
  readonly ownUrl: () => string;
  readonly meter: Meter;
  readonly storage: Storage;
  readonly enforceRates: boolean;
  readonly maxRequestMs?: number | undefined;
  readonly onEgress?: ((heard: EgressHeard) => void) | undefined;
};

export type Platform = {
  readonly webtriggers: WebtriggerRegistry;
  readonly product: ProductService;
  readonly invoker: Invoker;
  readonly functions: Functions;
  readonly schedule: Schedule;
  readonly queues: ReturnType<typeof createQueues>;
  readonly setRefusal: (refusal: Refusal) => void;
  /** Resolves when no queue event is due and nothing scheduled runs. */
  readonly settled: () => Promise<void>;
  /** Moves the clock, running what falls due on the way, in order. */
  readonly advance: (ms: number) => Promise<void>;
};

/** Puts the services together around the apps: nothing here decides, everything is wired. */
export function createPlatform(options: PlatformOptions): Platform {
  const { clock, timeline, log, apps, meter, storage } = options;
  const now: Now = clock.now;
  const webtriggers = createWebtriggerRegistry();
  let refusal: Refusal = 'throw';

  const appOf = ({ appKey }: Installation): HostedApp => {
    const app = apps.get(appKey);
    if (app === undefined) throw new Error(`No app "${appKey}"`);
    return app;
  };
  const usersOf = (installation: Installation): readonly User[] => appOf(installation).users(installation.site.slug);
  const product = createProductService({
    manifestOf: (scope) => appOf(scope.installation).manifest,
    usersOf: (scope) => usersOf(scope.installation),
  });
  const queues = createQueues({ now, timeline, deliver: (event) => functions.consume(event) });
  const queue = createQueueService({
    queues,
    now,
    enforceRates: options.enforceRates,
    timeoutOf: ({ installation }, name) => {
      const { consumers, functions: declared } = appOf(installation).manifest;
      const consumer = consumers.find((candidate) => candidate.queue === name);
      return consumer === undefined ? null : timeoutSecondsOf('async', declared.get(consumer.function)?.timeoutSeconds);
    },
  });
  const answer = createCallRouter({
    clock,
    kvs: storage.kvs.service,
    sql: storage.sql.service,
    queue,
    product,
    webtriggers,
    network: options.network,
    refusal: () => refusal,
    ownUrl: options.ownUrl,
    maxRequestMs: options.maxRequestMs,
  });
  const invoker = createInvoker({ clock, log, meter, answer, onEgress: options.onEgress });
  const functions = createFunctions({ now, timeline, invoker, appOf });
  const schedule = createSchedule({
    now,
    timeline,
    live: options.live,
    run: (installation, trigger) => functions.scheduled(installation, trigger),
  });

  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
  const settled = async (): Promise<void> => {
    do {
      timeline.runDue();
      await pause();
    } while (!(queues.idle() && schedule.idle()));
  };

  return {
    webtriggers,
    product,
    invoker,
    functions,
    schedule,
    queues,
    setRefusal: (next) => {
      refusal = next;
    },
    settled,
    async advance(ms) {
      const target = now() + ms;
      for (let next = timeline.nextDueAt(); next !== null && next <= target; next = timeline.nextDueAt()) {
        clock.moveTo(next);
        await settled();
      }
      clock.moveTo(target);
      await settled();
    },
  };
}
