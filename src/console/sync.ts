import type { PassName, SyncReport } from '../contract/sync';
import type { ClockPort, SqlPort, VariablesPort } from '../platform/ports';
import { MARKETPLACE_FEEDS } from '../store/queries/sync-feed';
import type { MarketplaceFeed } from '../store/queries/sync-feed';
import { readPieces, setAsideRows, storedRows } from '../store/queries/sync-screen-figures';
import { syncStates } from '../store/queries/sync-state';
import { syncStatus } from '../store/queries/sync-status';
import { unknownValues } from '../store/queries/sync-unknown-values';
import { pauseFeed, syncWishes, wantPass } from '../store/queries/sync-wishes';
import { connectionOf } from './sync-connection';
import { passOf, reportStanding } from './sync-standing';

export type SyncScreenPorts = { readonly sql: SqlPort; readonly variables: VariablesPort; readonly clock: ClockPort };

/** How each report stands, in the order of the table of reports, and what this version did not understand of them. */
export async function syncReport(ports: SyncScreenPorts, { canChange }: { readonly canChange: boolean }): Promise<SyncReport> {
  const { sql } = ports;
  const now = ports.clock();
  const states = await syncStates(sql);
  const runs = states.flatMap(({ run, doneRun }) => [run, ...(doneRun === null ? [] : [doneRun])]);
  const facts = {
    states,
    wishes: await syncWishes(sql),
    pieces: await readPieces(sql, [...new Set(runs)]),
    stored: await storedRows(sql),
    setAside: await setAsideRows(sql),
    now,
  };
  return {
    canChange,
    generatedAt: new Date(now).toISOString(),
    connection: connectionOf(ports.variables),
    reports: MARKETPLACE_FEEDS.map((report) => reportStanding(report, facts)),
    toTell: (await syncStatus(sql)).pending,
    unknown: (await unknownValues(sql)).map(({ feed, ...rest }) => ({ report: feed, ...rest })),
  };
}

/** The report of that name, or undefined: a page may be older or younger than the table of reports. */
export function reportNamed(name: string): MarketplaceFeed | undefined {
  return MARKETPLACE_FEEDS.find((report) => report === name);
}

/** Asks for a pass of one report, or of all that do not rest by somebody's choice. */
export async function askForPass(ports: Pick<SyncScreenPorts, 'sql' | 'clock'>, name: string | null, pass: PassName): Promise<void> {
  const at = new Date(ports.clock()).toISOString();
  const paused = new Set((await syncWishes(ports.sql)).filter(({ pausedAt }) => pausedAt !== null).map(({ feed }) => feed));
  const asked = MARKETPLACE_FEEDS.filter((report) => (name === null || report === name) && !paused.has(report));
  for (const report of asked) await wantPass(ports.sql, report, passOf(report, pass), at);
}

export async function pauseOrResume(ports: Pick<SyncScreenPorts, 'sql' | 'clock'>, name: string, paused: boolean): Promise<void> {
  const report = reportNamed(name);
  if (report !== undefined) await pauseFeed(ports.sql, report, paused ? new Date(ports.clock()).toISOString() : null);
}
