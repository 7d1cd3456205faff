import { z } from 'zod';
import { canonicalJson, hashOf } from './content-hash';
import { centsOf, clip, dayNumberOf, textOf } from './wire-value';

/** A value or a field that this version does not know: kept in the raw record, counted, shown. */
export type UnknownSighting = { readonly field: string; readonly value: string };

/** One row of an export: read, or set aside with the reason (which holds no value of the row) and its raw JSON. */
export type Read<Row> =
  | {
      readonly kind: 'row';
      readonly row: Row;
      readonly contentHash: string;
      readonly json: string;
      readonly unknown: readonly UnknownSighting[];
    }
  | {
      readonly kind: 'quarantined';
      readonly rowKey: string | null;
      readonly reason: string;
      readonly json: string;
      readonly rawHash: string;
    };

const anything = z.unknown().optional();

/** Text of at most so many characters, longer is cut; null for none. */
export const shown = (maxCharacters: number) =>
  anything.transform((value): string | null => {
    const text = textOf(value);
    return text === null ? null : clip(text, maxCharacters);
  });

/** An identifier: one that is too long is an error, because a cut one would be another. */
export const identifier = (maxCharacters: number) =>
  anything.transform((value, context): string | null => {
    const text = textOf(value);
    if (text !== null && text.length > maxCharacters) {
      context.addIssue({ code: 'custom', message: 'identifier too long' });
      return z.NEVER;
    }
    return text;
  });

export const requiredIdentifier = (maxCharacters: number) =>
  identifier(maxCharacters).transform((value, context): string => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: 'missing' });
    return z.NEVER;
  });

/** A day number, or null for none. */
export const optionalDay = anything.transform((value, context): number | null => {
  const day = dayNumberOf(value);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: 'not a day (YYYY-MM-DD)' });
  return z.NEVER;
});

export const requiredDay = optionalDay.transform((value, context): number => {
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: 'missing' });
  return z.NEVER;
});

/** US dollars as whole cents. */
export const cents = anything.transform((value, context): number => {
  const amount = centsOf(value);
  if (amount !== undefined) return amount;
  context.addIssue({ code: 'custom', message: 'not an amount' });
  return z.NEVER;
});

/** A nested object that may be absent or null. */
export const nested = <S extends z.ZodRawShape>(shape: S) => z.preprocess((value) => value ?? {}, z.object(shape));

const MAX_WORD = 20;

/** A word of an open set in its usual spelling, whatever case it came in; an unknown one as it came, at most 20 characters. */
export const word = (known: readonly string[]) =>
  anything.transform((value): string | null => {
    const text = textOf(value);
    if (text === null) return null;
    return known.find((candidate) => candidate.toLowerCase() === text.toLowerCase()) ?? clip(text, MAX_WORD);
  });

/** A constant of an open set in capitals with underscores, at most 40 characters. */
export const constant = (known: readonly string[]) =>
  anything.transform((value): string | null => {
    const text = textOf(value)?.toUpperCase().replaceAll(/[ -]/g, '_');
    if (text === undefined) return null;
    return known.includes(text) ? text : clip(text, 40);
  });

export function unknownWord(field: string, value: string | null, known: readonly string[]): UnknownSighting[] {
  return value === null || known.includes(value) ? [] : [{ field, value }];
}

export const UNKNOWN_FIELD = '(field)';

/** Top-level fields of a record that this version has never heard of. */
export function unknownFields(record: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): UnknownSighting[] {
  return Object.keys(record)
    .filter((name) => !known.has(name))
    .map((name) => ({ field: UNKNOWN_FIELD, value: clip(name, 80) }));
}

export function quarantined(raw: unknown, rowKey: string | null, reason: string): Read<never> {
  const json = JSON.stringify(raw);
  return {
    kind: 'quarantined',
    rowKey: rowKey === null ? null : clip(rowKey, 160),
    reason: clip(reason, 200),
    json,
    rawHash: hashOf(canonicalJson(raw)),
  };
}

/** The first thing wrong with a record, by path, without its value. */
export function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined
    ? 'unreadable'
    : `${issue.path.join('.') || 'record'}: ${issue.code === 'custom' ? issue.message : 'unexpected shape'}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
