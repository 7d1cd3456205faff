import { dayNumber, isDay } from '../platform/days';

/** What reports write for "nothing here": not applicable, not yet known, or null turned into text. */
const ABSENT = new Set(['', 'na', 'n/a', 'pending', 'null']);
/** What reports write where a person was erased. */
const ERASED = 'RTBF';

/** The trimmed text, or null where the report says that there is none. Numbers become text; objects have none. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return ABSENT.has(text.toLowerCase()) || text === ERASED ? null : text;
}

/** True where a report says that the person was erased. */
export function isErased(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ERASED;
}

/** At most so many characters; never cuts a surrogate pair. */
export function clip(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : Array.from(text).slice(0, maxCharacters).join('');
}

/** The day number of a strict `YYYY-MM-DD`, null for none, `undefined` for anything else. */
export function dayNumberOf(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') return undefined;
  const text = textOf(value);
  if (text === null) return null;
  return isDay(text) ? dayNumber(text) : undefined;
}

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d+))?$/;

/**
 * US dollars to whole cents, half away from zero, read digit by digit because 100 × 1.005 is not 100.5 in floating point.
 * `undefined` for what is no amount. A number too small for plain digits is zero.
 */
export function centsOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e-6) return 0;
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const fraction = (match[3] ?? '').padEnd(3, '0');
  const cents = Number(match[2]) * 100 + Number(fraction.slice(0, 2)) + (Number(fraction[2]) >= 5 ? 1 : 0);
  return match[1] === '-' && cents !== 0 ? -cents : cents;
}

const SEATS = /^(?:Per Unit Pricing \()?([\d,]+) Users?\)?$/i;

/** Seats of a tier: "15 Users" is 15, "Per Unit Pricing (593 Users)" is 593; unlimited, evaluation and unknown wording have none. */
export function seatsOf(tier: string | null): number | null {
  const match = tier === null ? null : SEATS.exec(tier);
  const digits = match?.[1]?.replaceAll(',', '');
  return digits === undefined || digits === '' ? null : Number(digits);
}

const MARKDOWN_MAIL = /^\[([^\]]+)\]\(mailto:[^)]*\)$/;

/** The lower-case e-mail address, also out of a Markdown link; null for none or an erased one. */
export function emailOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const address = (MARKDOWN_MAIL.exec(text)?.[1] ?? text).trim().toLowerCase();
  return address.includes('@') ? address : null;
}

/** Yes 1, No 0, anything else unknown. */
export function yesNoOf(value: unknown): 0 | 1 | null {
  const text = textOf(value)?.toLowerCase();
  return text === 'yes' ? 1 : text === 'no' ? 0 : null;
}

/** Of anything that is no object: undefined. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>)[name] : undefined;
}
