import type { AnalyticsBrowser, Context, Plugin } from '@segment/analytics-next';
import type { BridgeClient, CapturedEvent, Properties, WatchHidden } from './bridge-client';
import type { Track, TrackingPlan } from './define-plan';
import { watchPageHidden } from './page-lifecycle';

type Sink = Pick<BridgeClient, 'enqueue' | 'flush'>;
type LoadSdk = () => Promise<{ readonly AnalyticsBrowser: typeof AnalyticsBrowser }>;

export type Analytics<P extends TrackingPlan> = {
  readonly track: Track<P>;
  /** True once the SDK runs, false if it could not be loaded; events arrive either way. */
  readonly ready: Promise<boolean>;
};

export type AnalyticsOptions = {
  /** Further plugins, as product engineers know them; what they add to an event stays on the page. */
  readonly plugins?: readonly Plugin[];
  readonly loadSdk?: LoadSdk;
  readonly afterFirstPaint?: () => Promise<void>;
  readonly page?: WatchHidden;
};

/**
 * Segment's browser SDK over the bridge: typed by the plan, loaded after the first paint. The SDK never reaches the
 * network or any storage; its only destination hands events to the client. Events before it is there are kept with
 * their time, and if it never comes they go to the client directly.
 */
export function createAnalytics<P extends TrackingPlan>(_plan: P, client: Sink, options: AnalyticsOptions = {}): Analytics<P> {
  const early: { event: string; properties: Properties; timestamp: Date }[] = [];
  let send: ((event: string, properties: Properties, timestamp: Date) => void) | null = null;

  const start = (next: NonNullable<typeof send>) => {
    send = next;
    for (const { event, properties, timestamp } of early.splice(0)) next(event, properties, timestamp);
  };
  const direct = (event: string, properties: Properties, timestamp: Date) => {
    client.enqueue({ event, properties, timestamp: timestamp.toISOString() });
  };

  (options.page ?? watchPageHidden)(() => {
    // The page may be gone before the SDK is there.
    for (const { event, properties, timestamp } of early.splice(0)) direct(event, properties, timestamp);
    void client.flush();
  });

  const load = async (): Promise<boolean> => {
    try {
      await (options.afterFirstPaint ?? firstPaint)();
      const sdk = await (options.loadSdk ?? loadSegment)();
      const analytics = startSegment(sdk.AnalyticsBrowser, client, options.plugins ?? []);
      start((event, properties, timestamp) => {
        analytics.track(event, properties, { timestamp }).catch(() => {
          direct(event, properties, timestamp);
        });
      });
      return true;
    } catch {
      start(direct);
      return false;
    }
  };

  return {
    ready: load(),
    track: (event, properties) => {
      const known = properties as Properties;
      if (send === null) early.push({ event, properties: known, timestamp: new Date() });
      else send(event, known, new Date());
    },
  };
}

const loadSegment: LoadSdk = () => import('@segment/analytics-next');

function startSegment(browser: typeof AnalyticsBrowser, client: Sink, plugins: readonly Plugin[]): AnalyticsBrowser {
  return browser.load(
    {
      writeKey: 'unused',
      // Settings given here are not asked from a CDN; the sample rate stops the SDK's own metrics.
      cdnSettings: { integrations: { 'Segment.io': { apiKey: '' } }, metrics: { sampleRate: 0 } },
      plugins: [bridgeDestination(client), ...plugins],
    },
    {
      integrations: { 'Segment.io': false },
      disableClientPersistence: true,
      initialPageview: false,
      useQueryString: false,
      retryQueue: false,
    },
  );
}

/** The SDK swallows what a destination throws and tries no more, so the client behind it does the queueing and the retries. */
function bridgeDestination(client: Sink): Plugin {
  return {
    name: 'Forge Bridge',
    type: 'destination',
    version: '1.0.0',
    isLoaded: () => true,
    load: () => Promise.resolve(),
    track: (context: Context) => {
      client.enqueue(allowed(context.event));
      return Promise.resolve(context);
    },
  };
}

/**
 * Exactly three fields go on, and the client mints the id: the SDK's ids are windows sliding over one pool of random bytes,
 * too much alike for de-duplication that spans all sites. The SDK adds the page's address and title, the referrer, the user agent, locale, time zone
 * and an anonymous id: none of them is named here, so none of them leaves, whatever a later version adds.
 */
function allowed({ event, properties, timestamp }: Context['event']): CapturedEvent {
  return {
    event: event ?? '',
    properties: Object.fromEntries(
      Object.entries(properties ?? {}).filter((entry): entry is [string, string | number | boolean] => isPlain(entry[1])),
    ),
    timestamp: new Date(timestamp ?? Date.now()).toISOString(),
  };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Resolves after the browser has drawn once; in a hidden page, where nothing is drawn, after a second. */
async function firstPaint(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1_000);
    requestAnimationFrame(() => {
      setTimeout(resolve, 0);
    });
  });
}
