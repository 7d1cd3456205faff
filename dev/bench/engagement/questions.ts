import { SPAN } from './rows';

/** What both are asked beside the series. Days count from 1970-01-01. */
export const LAST_DAY = SPAN.fromDay + SPAN.days - 1;
/** Retention of days is followed for a quarter, of weeks and months to the end of the span. */
export const COLUMNS = { day: 92, week: 105, month: 61 } as const;

export const FUNNEL_STEPS = [1, 2, 3, 4, 5] as const;
export const USER_FUNNEL = { unit: 'user', limit: { perStepDays: 14 } } as const;
export const ACCOUNT_FUNNEL = { unit: 'account', limit: { totalDays: 10 } } as const;
/** First steps up to two months before the end. */
export const FUNNEL_RANGE = { fromDay: SPAN.fromDay, toDay: LAST_DAY - 60 };
export const ACTIVATION = { earlyDays: 7, retainedFrom: 30, retainedTo: 60, atLeast: [1, 3, 5], asOfDay: LAST_DAY } as const;
export const OUTCOME_RANGE = { fromDay: LAST_DAY - 59, toDay: LAST_DAY - 29 };
