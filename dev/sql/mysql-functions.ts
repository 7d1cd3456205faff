import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { JSValue, SQLiteValue } from 'node-sqlite3-wasm';
import { SCHEMA } from './names';

type Argument = SQLiteValue | undefined;
type MysqlFunction = (...args: Argument[]) => JSValue;

const text = (value: Argument): string => (value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value ?? ''));
/** MySQL reads the number at the start of a text, and 0 where there is none. */
const num = (value: Argument): number =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : Number.parseFloat(text(value)) || 0;
const big = (value: Argument): bigint => (typeof value === 'bigint' ? value : BigInt(Math.round(num(value))));
const safe = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
/** NULL in, NULL out: the rule for nearly every function. */
const strict =
  (of: MysqlFunction): MysqlFunction =>
  (...args) =>
    args.some((arg) => arg === null) ? null : of(...args);

function round(value: number, digits: number, mode: (value: number) => number): number {
  const scaled = Number(`${String(Math.abs(value))}e${String(digits)}`);
  const result = Number.isFinite(scaled) ? Number(`${String(mode(scaled))}e${String(-digits)}`) : Math.abs(value);
  return value < 0 ? 0 - result : result;
}

function part(source: string, from: number, length: number): string {
  const chars = Array.from(source);
  if (from === 0 || length < 1) return '';
  const start = from > 0 ? from - 1 : chars.length + from;
  return start < 0 ? '' : chars.slice(start, start + length).join('');
}

const pad = (source: string, length: number, filler: string): string | null => {
  const missing = length - Array.from(source).length;
  if (missing <= 0) return '';
  return filler === '' ? null : part(filler.repeat(missing), 1, missing);
};

/** Instants are UTC texts, `YYYY-MM-DD HH:MM:SS`. */
const instant = (value: SQLiteValue): number | null => {
  const source = text(value).trim().replace(' ', 'T');
  const ms = Date.parse(source.length <= 10 ? `${source}T00:00:00Z` : /Z$|[+-]\d\d:\d\d$/.test(source) ? source : `${source}Z`);
  return Number.isNaN(ms) ? null : ms;
};
const written = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const MS_PER_DAY = 86_400_000;
const STEPS: Readonly<Record<string, number>> = { SECOND: 1000, MINUTE: 60_000, HOUR: 3_600_000, DAY: MS_PER_DAY, WEEK: 7 * MS_PER_DAY };

function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}

function dateAdd(value: SQLiteValue, count: SQLiteValue, unit: SQLiteValue): string | null {
  const ms = instant(value);
  if (ms === null) return null;
  const name = text(unit);
  const step = STEPS[name];
  const moved =
    step !== undefined
      ? ms + Math.round(num(count)) * step
      : addMonths(ms, num(count) * (name === 'YEAR' ? 12 : name === 'QUARTER' ? 3 : 1));
  const isDay = text(value).trim().length <= 10 && (step === undefined || step >= MS_PER_DAY);
  return isDay ? written(moved).slice(0, 10) : written(moved);
}

function jsonAt(document: SQLiteValue, path: SQLiteValue): unknown {
  let at: unknown = JSON.parse(text(document));
  const steps = /^\$((?:\.(?:\w+|"[^"]*")|\[\d+\])*)$/.exec(text(path));
  if (!steps) throw new TypeError(`Cannot read the JSON path ${text(path)}`);
  for (const [step] of (steps[1] ?? '').matchAll(/\.(?:\w+|"[^"]*")|\[\d+\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[step.startsWith('[') ? step.slice(1, -1) : step.slice(1).replace(/^"|"$/g, '')];
  }
  return at;
}

const fold =
  (start: bigint, of: (a: bigint, b: bigint) => bigint): MysqlFunction =>
  (list) =>
    safe(text(list).split(',').filter(Boolean).map(BigInt).reduce(of, start));

const patterns = new Map<string, RegExp>();
/** LIKE compares case and all, as under a `_bin` collation; `\` escapes unless another character is named. */
function like(pattern: SQLiteValue, value: SQLiteValue, escape: SQLiteValue): JSValue {
  if (pattern === null || value === null) return null;
  const key = `${text(escape)}${text(pattern)}`;
  let regex = patterns.get(key);
  if (!regex) {
    let body = '';
    const chars = Array.from(text(pattern));
    for (let at = 0; at < chars.length; at += 1) {
      const char = chars[at] ?? '';
      if (char === text(escape) && at + 1 < chars.length) body += (chars[++at] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      else if (char === '%') body += '.*';
      else if (char === '_') body += '.';
      else body += char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
    regex = new RegExp(`^${body}$`, 'su');
    if (patterns.size > 500) patterns.clear();
    patterns.set(key, regex);
  }
  return regex.test(text(value));
}

const substring = strict((value, from, length) =>
  part(text(value), num(from), length === undefined ? Number.MAX_SAFE_INTEGER : num(length)),
);

/** Functions that depend on nothing but their arguments, under the name that the translation calls. */
export const PURE_FUNCTIONS: Readonly<Record<string, MysqlFunction>> = {
  mysql_database: () => SCHEMA,
  lower: strict((value) => text(value).toLowerCase()),
  upper: strict((value) => text(value).toUpperCase()),
  mysql_concat: strict((...args) => args.map(text).join('')),
  mysql_concat_ws: (separator, ...args) =>
    separator === null || separator === undefined
      ? null
      : args
          .filter((arg) => arg !== null)
          .map(text)
          .join(text(separator)),
  mysql_div: strict((a, b) =>
    num(b) === 0 ? null : typeof a === 'bigint' || typeof b === 'bigint' ? safe(big(a) / big(b)) : Math.trunc(num(a) / num(b)),
  ),
  mysql_mod: strict((a, b) =>
    num(b) === 0 ? null : typeof a === 'bigint' || typeof b === 'bigint' ? safe(big(a) % big(b)) : num(a) % num(b) || 0,
  ),
  mysql_round: strict((value, digits) => round(num(value), num(digits), (scaled) => Math.round(scaled))),
  mysql_truncate: strict((value, digits) => round(num(value), num(digits), Math.floor)),
  mysql_log: strict((a, b) =>
    b === undefined ? positive(num(a), Math.log) : positive(num(b), Math.log) === null ? null : Math.log(num(b)) / Math.log(num(a)),
  ),
  mysql_left: strict((value, length) => part(text(value), 1, num(length))),
  mysql_right: strict((value, length) => (num(length) < 1 ? '' : Array.from(text(value)).slice(-num(length)).join(''))),
  mysql_substring: substring,
  mysql_substr: substring,
  mysql_mid: substring,
  mysql_locate: strict((needle, value, from) => text(value).indexOf(text(needle), from === undefined ? 0 : num(from) - 1) + 1),
  mysql_substring_index: strict((value, mark, count) => {
    const parts = text(value).split(text(mark));
    return (num(count) >= 0 ? parts.slice(0, num(count)) : parts.slice(num(count))).join(text(mark));
  }),
  mysql_lpad: strict((value, length, filler) => padded(value, length, filler, true)),
  mysql_rpad: strict((value, length, filler) => padded(value, length, filler, false)),
  mysql_repeat: strict((value, count) => text(value).repeat(Math.max(0, num(count)))),
  mysql_reverse: strict((value) => Array.from(text(value)).reverse().join('')),
  mysql_conv: strict((value, from, to) => conv(text(value), num(from), num(to))),
  mysql_hex: strict((value) => (typeof value === 'string' ? Buffer.from(value).toString('hex') : big(value).toString(16)).toUpperCase()),
  mysql_md5: strict((value) => createHash('md5').update(text(value)).digest('hex')),
  mysql_sha1: strict((value) => createHash('sha1').update(text(value)).digest('hex')),
  mysql_sha2: strict((value, bits) =>
    createHash(`sha${String(num(bits) || 256)}`)
      .update(text(value))
      .digest('hex'),
  ),
  mysql_unhex: strict((value) => unhex(text(value))),
  /** In lines of 76 characters. */
  mysql_to_base64: strict((value) =>
    (
      Buffer.from(typeof value === 'string' || value instanceof Uint8Array ? value : text(value))
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n'),
  ),
  mysql_from_base64: strict((value) => fromBase64(text(value))),
  mysql_crc32: strict((value) => crc32(text(value))),
  mysql_bit_count: strict((value) => Array.from(BigInt.asUintN(64, big(value)).toString(2)).filter((bit) => bit === '1').length),
  mysql_isnull: (value) => value === null,
  mysql_field: (value, ...list) =>
    value === null || value === undefined ? 0 : list.findIndex((item) => item !== null && text(item) === text(value)) + 1,
  mysql_strcmp: strict((a, b) => Buffer.compare(Buffer.from(text(a)), Buffer.from(text(b)))),
  mysql_bit_or: fold(0n, (a, b) => a | b),
  mysql_bit_xor: fold(0n, (a, b) => a ^ b),
  mysql_bit_and: fold(0xffff_ffff_ffff_ffffn, (a, b) => a & b),
  mysql_cast_signed: strict((value) => safe(big(typeof value === 'string' ? Math.trunc(num(value)) : value))),
  mysql_cast_unsigned: strict((value) => {
    if (num(value) < 0) throw new RangeError('CAST AS UNSIGNED of a negative number');
    return safe(big(typeof value === 'string' ? Math.trunc(num(value)) : value));
  }),
  mysql_cast_char: strict((value) => text(value)),
  mysql_cast_date: strict((value) => day(value)),
  mysql_date: strict((value) => day(value)),
  mysql_datediff: strict((a, b) => daysBetween(instant(a ?? null), instant(b ?? null))),
  mysql_to_days: strict((value) => daysBetween(instant(value ?? null), Date.UTC(1970, 0, 1) - 719_528 * MS_PER_DAY)),
  mysql_year: strict((value) => dayPart(value, 0, 4)),
  mysql_month: strict((value) => dayPart(value, 5, 7)),
  mysql_day: strict((value) => dayPart(value, 8, 10)),
  mysql_from_unixtime: strict((value) => written(num(value) * 1000)),
  mysql_date_add: strict((value, count, unit) => dateAdd(value ?? null, count ?? null, unit ?? null)),
  mysql_json_extract: strict((document, path) => {
    const found = jsonAt(document ?? null, path ?? null);
    return found === undefined ? null : JSON.stringify(found);
  }),
  mysql_json_unquote: strict((value) => (text(value).startsWith('"') ? text(JSON.parse(text(value)) as string) : text(value))),
  mysql_json_length: strict((document, path) => {
    const found = jsonAt(document ?? null, path ?? '$');
    return found === undefined ? null : typeof found === 'object' && found !== null ? Object.keys(found).length : 1;
  }),
  like: (pattern = null, value = null) => like(pattern, value, '\\'),
  LIKE: (pattern = null, value = null, escape = null) => like(pattern, value, escape),
};
/** White space is passed over; what is of no such text is NULL. */
function fromBase64(source: string): Uint8Array | null {
  const digits = source.replace(/\s/g, '');
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(digits)
    ? new Uint8Array(Buffer.from(digits, 'base64'))
    : null;
}
/** The digits at the start of a text, of one base, in another; bases below zero, which mean signed numbers, have no answer here. */
function conv(digits: string, from: number, to: number): string | null {
  if ([from, to].some((base) => base < 2 || base > 36)) return null;
  const value = Number.parseInt(digits, from);
  if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('CONV of more than 53 bits');
  return Number.isNaN(value) ? '0' : value.toString(to).toUpperCase();
}
function positive(value: number, of: (value: number) => number): number | null {
  return value > 0 ? of(value) : null;
}
function padded(value: Argument, length: Argument, filler: Argument, isLeft: boolean): string | null {
  const kept = part(text(value), 1, num(length));
  const added = pad(text(value), num(length), text(filler));
  return added === null ? null : isLeft ? added + kept : kept + added;
}
function day(value: Argument): string | null {
  const ms = instant(value ?? null);
  return ms === null ? null : written(ms).slice(0, 10);
}
function dayPart(value: Argument, from: number, to: number): number | null {
  const found = day(value);
  return found === null ? null : Number(found.slice(from, to));
}
function daysBetween(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.floor(a / MS_PER_DAY) - Math.floor(b / MS_PER_DAY);
}

/** Functions that read the clock (ms since the epoch) or chance. */
export function clockFunctions(now: () => number): Readonly<Record<string, MysqlFunction>> {
  const instantNow: MysqlFunction = () => written(now());
  const today: MysqlFunction = () => written(now()).slice(0, 10);
  return {
    mysql_now: instantNow,
    mysql_utc_timestamp: instantNow,
    mysql_current_timestamp: instantNow,
    mysql_curdate: today,
    mysql_current_date: today,
    mysql_utc_date: today,
    mysql_unix_timestamp: (value) => {
      if (value === undefined) return Math.floor(now() / 1000);
      const ms = value === null ? null : instant(value);
      return ms === null ? null : Math.floor(ms / 1000);
    },
    mysql_rand: () => Math.random(),
  };
}

/** Null where anything is no hexadecimal digit; an odd number of digits has a nought before it. */
function unhex(digits: string): Uint8Array | null {
  if (/[^0-9a-f]/i.test(digits)) return null;
  return new Uint8Array(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'));
}
