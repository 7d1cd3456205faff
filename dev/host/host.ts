import type { DeadLetter, ExportRequest, SinkEvent } from '../api';
import type { Refusal } from '../egress/egress';
import type { Cost } from '../meter/meter';
import type { QueueFaults } from '../queue/queues';
import type { Installation, License, Now } from '../services';
import type { KvsDump } from '../kvs/store';
import type { SqlEngine } from '../sql/engine';
import type { AppOptions } from './app';
import type { LogLine } from './host-log';
import type { EgressHeard, InvocationCounts, Kill } from './invoker';

export type HostOptions = {
  readonly apps: readonly AppOptions[];
  /** 0 takes any free port. */
  readonly port: number;
  /** Where Custom UI is served; any free port when left out. */
  readonly customUiPort?: number;
  /** The clock that everything follows; real time when left out. `advance` is added on top. */
  readonly now?: Now;
  readonly sqlEngineFor: (installationId: string) => Promise<SqlEngine>;
  /** Host name to the base URL of a local server, as `'api.segment.io': 'http://127.0.0.1:4001'`. No other host can be reached. */
  readonly network: Readonly<Record<string, string>>;
  /** The built pages of the host. */
  readonly shellDir?: string;
  /** Runs schedules and delays by real time; otherwise time passes through `advance` only. */
  readonly live: boolean;
  /** False lets bulk loads under a standing clock pass the rates of SQL, KVS and queues; every other limit stays. */
  readonly enforceRates?: boolean;
  /** How long the outside may take to answer, in real time; the platform's limit when left out. A scenario has no minutes to wait. */
  readonly maxRequestMs?: number;
  readonly onEgress?: (heard: EgressHeard) => void;
  readonly logger?: (line: LogLine) => void;
  /** Shown on the host's first page. */
  readonly links?: readonly { label: string; href: string }[];
  /** What the Segment-protocol sink received, newest first; the host asks for no more than it shows. */
  readonly sink?: (limit: number) => Promise<readonly SinkEvent[]>;
  /** How many captured events have arrived since the start, where somebody counts them: what the cost is divided by. */
  readonly eventsDelivered?: () => number;
};

/** A UI's call of a resolver function. `accountId` null: an anonymous visitor. */
export type Invocation = {
  readonly site: string;
  readonly appKey: string;
  readonly accountId: string | null;
  readonly moduleKey: string;
  readonly functionKey: string;
  readonly payload?: unknown;
  readonly extension?: Readonly<Record<string, unknown>>;
};

export type Host = {
  readonly url: string;
  readonly customUiUrl: string;
  readonly now: Now;
  /** Throws an `InvokeError`, as the bridge would reject. */
  readonly invoke: (invocation: Invocation) => Promise<unknown>;
  /** What an app puts into an exported page in its macro's place. Not known, and so assumed: that it runs for whoever exports. */
  readonly exportMacro: (asked: ExportRequest) => Promise<unknown>;
  /** Runs a scheduled trigger out of turn; resolves to `ok` or to why it failed. */
  readonly runTrigger: (site: string, appKey: string, key: string) => Promise<string>;
  /** Until nothing is due and nothing runs; events whose time has not come stay (see `advance`). */
  readonly drainQueues: () => Promise<void>;
  /** Moves the clock, running what falls due on the way, in order. */
  readonly advance: (ms: number) => Promise<void>;
  readonly installation: (appKey: string, site: string) => Installation;
  /** Where the web trigger is reached on this machine. */
  readonly webtriggerUrl: (appKey: string, site: string, key: string) => string;
  readonly setLicense: (appKey: string, site: string, license: License | null) => void;
  readonly setAnalyticsEgress: (appKey: string, site: string, allow: boolean) => void;
  /** How refused egress shows in the app: a thrown error (the default) or a 403. */
  readonly setEgressRefusal: (refusal: Refusal) => void;
  readonly queueFaults: (faults: QueueFaults) => void;
  readonly killAfter: (kill: Kill) => void;
  /** The Atlassian account is closed, or changes now: the next personal data report says so. */
  readonly closeAccount: (accountId: string) => void;
  readonly changeAccount: (accountId: string) => void;
  readonly deadLetters: () => readonly DeadLetter[];
  readonly cost: (of?: { readonly appKey?: string; readonly site?: string }) => Cost;
  readonly resetCost: () => void;
  readonly counts: () => InvocationCounts;
  /** Runs `preUninstall`, then forgets the installation. What it stored cannot be reached any more. */
  readonly uninstall: (appKey: string, site: string) => Promise<void>;
  readonly sendLifecycle: (appKey: string, site: string, kind: 'installed' | 'upgraded') => Promise<void>;
  /** What an app declares and this host does not emulate. */
  readonly unsupported: (appKey: string) => readonly string[];
  /** All Key-Value data of all installations, to keep or to bring back. */
  readonly kvs: { readonly dump: () => KvsDump; readonly load: (dump: KvsDump) => void; readonly reset: () => void };
  readonly log: readonly LogLine[];
  readonly stop: () => Promise<void>;
};
