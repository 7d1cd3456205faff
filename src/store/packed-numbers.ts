/** Bytes of one text: an answer of `PARTS_PER_ANSWER` of them stays below 4 MiB. */
const MAX_BYTES = 1_400;
export const PARTS_PER_ANSWER = 1_900;

/**
 * What consists of a few whole numbers from 0 on, one after the other, in few bytes: every number in groups of seven bits. `numbersOf` may tell numbers
 * as distances from what came before in the same text; nothing is cut in two. The same numbers make the same texts.
 */
export function packNumbers<T>(items: readonly T[], numbersOf: (item: T, before: T | null) => readonly number[]): string[] {
  const texts: string[] = [];
  let bytes: number[] = [];
  let before: T | null = null;
  for (const item of items) {
    let own = bytesOf(numbersOf(item, before));
    if (bytes.length > 0 && bytes.length + own.length > MAX_BYTES) {
      texts.push(base64(bytes));
      bytes = [];
      own = bytesOf(numbersOf(item, null));
    }
    bytes.push(...own);
    before = item;
  }
  if (bytes.length > 0) texts.push(base64(bytes));
  return texts;
}

/** The numbers of a text, one with every call of `next`. */
export function numbersIn(text: string): { readonly next: () => number; readonly isOver: () => boolean } {
  const bytes = Buffer.from(text, 'base64');
  let at = 0;
  const next = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  return { next, isOver: () => at >= bytes.length };
}

function bytesOf(numbers: readonly number[]): number[] {
  const bytes: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return bytes;
}

/** Without filling at the end. */
const base64 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64url');
