import { count, counted } from './format';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its largest sensible unit: `8 s`, `12 min`, `3 h`, `2 days`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 2 * MINUTE) return `${count(whole)} s`;
  if (whole < 2 * HOUR) return `${count(Math.round(whole / MINUTE))} min`;
  if (whole < 2 * DAY) return `${count(Math.round(whole / HOUR))} h`;
  return counted(Math.round(whole / DAY), 'day');
}

/** The time between two instants. */
export const span = (from: string, to: string): string => duration((Date.parse(to) - Date.parse(from)) / 1000);
