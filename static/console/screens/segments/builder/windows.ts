import type { DayWindow, EventWindow, Window } from '../../../../../src/segments/window';

export type WindowType = Window['type'];

/** Every window that can be asked for, in the order of being offered; those that begin anew for each subject only of what was done. */
export const DAY_WINDOWS = [
  'lastDays',
  'today',
  'yesterday',
  'this',
  'last',
  'between',
  'nextDays',
  'moreThanDaysAgo',
] as const satisfies readonly DayWindow['type'][];
export const EVENT_WINDOWS = [
  'lastDays',
  'ever',
  'today',
  'yesterday',
  'this',
  'last',
  'between',
  'sinceStage',
  'sinceSegment',
] as const satisfies readonly EventWindow['type'][];
export const PERIODS = ['week', 'month', 'quarter', 'year'] as const;

/** A window of another type; the number of days or the period stays where both have one. `today` begins what names days. */
export function withWindowType(window: Window, type: WindowType, today: string): Window {
  if (window.type === type) return window;
  const days = 'days' in window ? window.days : 30;
  const period = 'period' in window ? window.period : 'month';
  switch (type) {
    case 'between':
      return { type, fromDay: today, throughDay: today };
    case 'lastDays':
    case 'nextDays':
    case 'moreThanDaysAgo':
      return { type, days };
    case 'this':
    case 'last':
      return { type, period };
    case 'today':
    case 'yesterday':
    case 'ever':
      return { type };
    case 'sinceStage':
      return { type, stage: null };
    case 'sinceSegment':
      return { type, segment: '' };
  }
}

export const asDayWindow = (window: Window): DayWindow => {
  const parsed = isDayWindow(window) ? window : null;
  return parsed ?? { type: 'lastDays', days: 30 };
};
export const asEventWindow = (window: Window): EventWindow => (isEventWindow(window) ? window : { type: 'lastDays', days: 30 });

const isDayWindow = (window: Window): window is DayWindow => DAY_WINDOWS.some((type) => type === window.type);
const isEventWindow = (window: Window): window is EventWindow => EVENT_WINDOWS.some((type) => type === window.type);
