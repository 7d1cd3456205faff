const COUNT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
export const count = (value: number): string => COUNT.format(value);

/** Small sums keep enough digits to be told from nothing: $0.000123. */
export function dollars(value: number): string {
  if (value === 0) return '$0';
  const digits = Math.abs(value) >= 1 ? 2 : Math.min(10, 2 - Math.floor(Math.log10(Math.abs(value))));
  return `$${value.toFixed(digits)}`;
}

/** `2026-03-01 09:30:05 UTC`; whatever is no instant stays as it is. */
export function instant(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far a clock is ahead, in words: `8 days 2 h ahead`. */
export function ahead(offsetMs: number): string {
  if (Math.abs(offsetMs) < 60_000) return 'real time';
  const days = Math.floor(Math.abs(offsetMs) / DAY_MS);
  const hours = Math.round((Math.abs(offsetMs) % DAY_MS) / HOUR_MS);
  const words = [days > 0 ? `${String(days)} ${days === 1 ? 'day' : 'days'}` : '', hours > 0 ? `${String(hours)} h` : ''].filter(
    (word) => word !== '',
  );
  return `${words.length > 0 ? words.join(' ') : 'less than an hour'} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}

/** Dollars for a million events; null until any were delivered. */
export const dollarsPerMillion = (total: number, events: number | undefined): number | null =>
  events === undefined || events === 0 ? null : (total / events) * 1_000_000;
