import type { z } from 'zod';
import type { PrivacyState } from '../contract/privacy';
import { readReportedAt, REPORTED_KEY } from '../erasure/report-people';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { latestErasures } from '../store/queries/erasure-record';
import { sentExamples } from '../store/queries/sent-examples';
import type { IdentityMode } from '../tracking/identity';
import { readSwitches, readWatchUntil, SWITCHES_KEY, WATCH_KEY } from './keys';

export type PrivacyScope = 'vendor' | 'site';
type State = z.input<typeof PrivacyState>;

export type PrivacyPorts = {
  readonly sql: SqlPort;
  readonly kvs: Pick<KvsPort, 'getMany'>;
  readonly clock: ClockPort;
  readonly configuredIdentity: IdentityMode;
  readonly ownStore: boolean;
  readonly destinations: State['destinations'];
  /** Milliseconds; null while something may leave. */
  readonly egressOffSince: () => Promise<number | null>;
  readonly leaves: State['leaves'];
};

const MAX_EXAMPLES = 400;
const MAX_WATCHED = 200;
const MAX_ERASURES = 100;

/** All that the privacy screen shows. On the vendor's site nothing is captured from people, so there is nothing to switch. */
export async function privacyState(ports: PrivacyPorts, scope: PrivacyScope, canChange: boolean): Promise<State> {
  const now = ports.clock();
  const values = await ports.kvs.getMany([SWITCHES_KEY, WATCH_KEY, REPORTED_KEY]);
  const switches = scope === 'site' ? readSwitches(values.get(SWITCHES_KEY)) : { analytics: true, identity: true };
  const erasures = await latestErasures(ports.sql, MAX_ERASURES);
  return {
    scope,
    canChange,
    ...switches,
    configuredIdentity: ports.configuredIdentity,
    ownStore: ports.ownStore,
    watchUntil: isoOf(readWatchUntil(values.get(WATCH_KEY), now)),
    egressOffSince: isoOf(await ports.egressOffSince()),
    destinations: ports.destinations,
    leaves: scope === 'site' ? ports.leaves : [],
    examples: await sentExamples(ports.sql, false, MAX_EXAMPLES),
    watched: await sentExamples(ports.sql, true, MAX_WATCHED),
    erasures: erasures.map(({ requestedAt, cause, done }) => ({
      requestedAt,
      cause,
      done: done.map(({ place, state, reason }) => ({ place, state, ...(reason === null ? {} : { reason }) })),
    })),
    reportedAt: isoOf(readReportedAt(values.get(REPORTED_KEY))),
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
