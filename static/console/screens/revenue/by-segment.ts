import type { AxisNames } from '../../parts/line-frame';
import { month, shortMonth } from '../../parts/months';
import type { SegmentChart } from '../../parts/segment-chart';

/** What a part of revenue shows of several segments side by side. */
export type Charts<Answer> = readonly SegmentChart<Answer>[];
export const TODAY = 'Of the accounts that are in each segment, or have a user in it, today.';
export const MONTHS: AxisNames = { long: month, short: shortMonth };
export const isRunning = (): boolean => true;
export const monthOf = (row: { readonly month: string }): string => row.month;
