/** An evaluation and the first day on which its account, or the one it became, was paid for; null for not yet. */
export type Trial = {
  readonly account: string;
  readonly startDay: number;
  readonly firstPaidDay: number | null;
  readonly expectedCents: number | null;
};

/** Evaluations run so long. */
export const TRIAL_DAYS = 30;

export type TrialConversion = {
  readonly trials: number;
  /** Paid within the days asked for, over trials of which all have had that long. */
  readonly bounded: number | null;
  /** Paid at any time until now: grows as late ones convert. */
  readonly ever: number | null;
  readonly medianDaysToConvert: number | null;
};

/**
 * Conversion of the trials started on `[fromDay, toDay)`. Only trials that have had their thirty days and `withinDays` more by
 * `today` count in `bounded`, so that a young cohort looks neither better nor worse than it is.
 */
export function trialConversion(
  trials: Iterable<Trial>,
  fromDay: number,
  toDay: number,
  today: number,
  withinDays: number,
): TrialConversion {
  const limit = TRIAL_DAYS + withinDays;
  let [started, mature, inTime] = [0, 0, 0];
  const days: number[] = [];
  for (const { startDay, firstPaidDay } of trials) {
    if (startDay < fromDay || startDay >= toDay) continue;
    started += 1;
    const taken = firstPaidDay === null || firstPaidDay > today ? null : firstPaidDay - startDay;
    if (taken !== null) days.push(taken);
    if (startDay + limit > today) continue;
    mature += 1;
    if (taken !== null && taken <= limit) inTime += 1;
  }
  return {
    trials: started,
    bounded: mature === 0 ? null : inTime / mature,
    ever: started === 0 ? null : days.length / started,
    medianDaysToConvert: middleOf(days),
  };
}

function middleOf(values: number[]): number | null {
  values.sort((a, b) => a - b);
  const [low, high] = [values[Math.floor((values.length - 1) / 2)], values[Math.floor(values.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Trials by the day that they are in, 1 the first, and what those that run may come to. */
export function runningTrials(
  trials: Iterable<Trial>,
  today: number,
): { readonly day: number; readonly trials: number; readonly expectedCents: number }[] {
  const days = new Map<number, { trials: number; expectedCents: number }>();
  for (const { startDay, firstPaidDay, expectedCents } of trials) {
    const day = today - startDay + 1;
    if (day < 1 || day > TRIAL_DAYS || (firstPaidDay !== null && firstPaidDay <= today)) continue;
    const sums = days.get(day) ?? { trials: 0, expectedCents: 0 };
    days.set(day, { trials: sums.trials + 1, expectedCents: sums.expectedCents + (expectedCents ?? 0) });
  }
  return [...days].sort(([a], [b]) => a - b).map(([day, sums]) => ({ day, ...sums }));
}
