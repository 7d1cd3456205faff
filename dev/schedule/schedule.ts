import { stableNumber } from '../host/ids';
import type { Cancel, Timeline } from '../host/timeline';
import type { Installation, Now } from '../services';
import { FIRST_RUN_AFTER_MS, INTERVAL_MS, LIVE_FIRST_RUN_WITHIN_MS, SPREAD_MS, type Interval } from './limits';

export type ScheduledTrigger = {
  readonly key: string;
  readonly functionKey: string;
  readonly interval: Interval;
  readonly onlyLicensed: boolean;
};
export type TriggerStatus = {
  readonly installation: Installation;
  readonly key: string;
  readonly interval: Interval;
  lastRunAt: string | null;
  lastOutcome: string | null;
};

export type Schedule = {
  readonly add: (installation: Installation, triggers: readonly ScheduledTrigger[]) => void;
  readonly remove: (installationId: string) => void;
  /** Runs a trigger now, out of turn. Null when there is no such trigger. */
  readonly runNow: (installation: Installation, key: string) => Promise<string | null>;
  readonly status: () => readonly TriggerStatus[];
  readonly idle: () => boolean;
};

/**
 * Each installation has its own turns, spread so that not all run at once. An error is logged by the function's own run
 * and otherwise swallowed: the next turn comes anyway.
 */
export function createSchedule(options: {
  now: Now;
  timeline: Timeline;
  live: boolean;
  readonly run: (installation: Installation, trigger: ScheduledTrigger) => Promise<string>;
}): Schedule {
  const entries: { readonly trigger: ScheduledTrigger; readonly status: TriggerStatus; cancel: Cancel; running: number }[] = [];
  type Entry = (typeof entries)[number];

  const runOnce = async (entry: Entry): Promise<string> => {
    const { installation } = entry.status;
    if (entry.trigger.onlyLicensed && installation.license?.active !== true) return note(entry, 'skipped: not licensed');
    entry.running += 1;
    try {
      return note(entry, await options.run(installation, entry.trigger));
    } finally {
      entry.running -= 1;
    }
  };
  const note = (entry: Entry, outcome: string): string => {
    entry.status.lastRunAt = new Date(options.now()).toISOString();
    entry.status.lastOutcome = outcome;
    return outcome;
  };

  const turnAt = (entry: Entry, dueAtMs: number): void => {
    entry.cancel = options.timeline.at(dueAtMs, () => {
      const intervalMs = INTERVAL_MS[entry.trigger.interval];
      // Turns that were missed, as while a laptop slept, are not made up for.
      turnAt(entry, Math.max(dueAtMs, options.now() - intervalMs + 1) + intervalMs);
      runOnce(entry).catch((error: unknown) => note(entry, String(error)));
    });
  };

  return {
    add(installation, triggers) {
      for (const trigger of triggers) {
        const status: TriggerStatus = { installation, key: trigger.key, interval: trigger.interval, lastRunAt: null, lastOutcome: null };
        const entry: Entry = { trigger, status, cancel: () => undefined, running: 0 };
        entries.push(entry);
        const name = `${installation.installationId}/${trigger.key}`;
        turnAt(
          entry,
          options.now() +
            (options.live ? stableNumber(name, LIVE_FIRST_RUN_WITHIN_MS) : FIRST_RUN_AFTER_MS + stableNumber(name, SPREAD_MS)),
        );
      }
    },
    remove(installationId) {
      for (const entry of entries.filter((candidate) => candidate.status.installation.installationId === installationId)) {
        entry.cancel();
        entries.splice(entries.indexOf(entry), 1);
      }
    },
    async runNow(installation, key) {
      const entry = entries.find((candidate) => candidate.status.installation === installation && candidate.trigger.key === key);
      return entry === undefined ? null : runOnce(entry);
    },
    status: () => entries.map((entry) => entry.status),
    idle: () => entries.every((entry) => entry.running === 0),
  };
}
