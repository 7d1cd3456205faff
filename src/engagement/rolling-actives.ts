/** A user who got value from a feature on a day. Days are days since 1970-01-01. */
export type UserDay = { readonly userId: number; readonly day: number };
export type RollingActives = { readonly day: number; readonly users1: number; readonly users7: number; readonly users30: number };

export const WINDOWS = [1, 7, 30] as const;

/**
 * Distinct users active in the 1, 7 and 30 days that end on each day of [from, to). One sweep: a user active on day d, and
 * next on day p, counts in a window of w days on [d, min(d + w, p)).
 * `userDays` holds each (user, day) at most once, from at least 29 days before `from`.
 */
export function rollingActives(userDays: readonly UserDay[], from: number, to: number): RollingActives[] {
  const length = Math.max(0, to - from);
  const steps = WINDOWS.map(() => new Int32Array(length + 1));
  const daysOf = new Map<number, number[]>();
  for (const { userId, day } of userDays) {
    const days = daysOf.get(userId);
    if (days === undefined) daysOf.set(userId, [day]);
    else days.push(day);
  }
  for (const days of daysOf.values()) {
    days.sort((a, b) => a - b);
    days.forEach((day, index) => {
      const next = days[index + 1] ?? Infinity;
      WINDOWS.forEach((window, which) => {
        addInterval(steps[which], Math.max(day, from) - from, Math.min(day + window, next, to) - from);
      });
    });
  }
  const running = WINDOWS.map(() => 0);
  return Array.from({ length }, (_, offset) => {
    steps.forEach((step, which) => {
      running[which] = (running[which] ?? 0) + (step[offset] ?? 0);
    });
    return { day: from + offset, users1: running[0] ?? 0, users7: running[1] ?? 0, users30: running[2] ?? 0 };
  });
}

function addInterval(step: Int32Array | undefined, start: number, end: number): void {
  if (step === undefined || start >= end) return;
  step[start] = (step[start] ?? 0) + 1;
  step[end] = (step[end] ?? 0) - 1;
}
