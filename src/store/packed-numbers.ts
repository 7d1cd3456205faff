/** Bytes of one text: an answer of `PARTS_PER_ANSWER` of them stays below 4 MiB. */
const MAX_BYTES = 1_400;
export const PARTS_PER_ANSWER = 1_900;

/** Of what a number is made: each group has a bit that says whether another one follows. Most numbers are small, some mostly below eight. */
export type GroupBits = 3 | 7;
/** Begins a text of groups of three bits, two of them in a byte; no other text begins like this. */
const IN_THREES = '.';
/** Fills the last byte: a number that has no end. */
const FILLING = 8;

/**
 * What consists of a few whole numbers from 0 on, one after the other, in few bytes. `numbersOf` may tell numbers as distances from what came before in
 * the same text; nothing is cut in two. The same numbers make the same texts.
 */
export function packNumbers<T>(
  items: readonly T[],
  bits: GroupBits,
  numbersOf: (item: T, before: T | null) => readonly number[],
): string[] {
  const most = bits === 7 ? MAX_BYTES : MAX_BYTES * 2;
  const texts: string[] = [];
  let groups: number[] = [];
  let before: T | null = null;
  for (const item of items) {
    let own = groupsOf(numbersOf(item, before), bits);
    if (groups.length > 0 && groups.length + own.length > most) {
      texts.push(textOf(groups, bits));
      groups = [];
      own = groupsOf(numbersOf(item, null), bits);
    }
    groups.push(...own);
    before = item;
  }
  if (groups.length > 0) texts.push(textOf(groups, bits));
  return texts;
}

/** The numbers of a text, one with every call of `next`. */
export function numbersIn(text: string): { readonly next: () => number; readonly isOver: () => boolean } {
  const isInThrees = text.startsWith(IN_THREES);
  const groups = isInThrees ? halvesOf(Buffer.from(text.slice(1), 'base64')) : Buffer.from(text, 'base64');
  const more = isInThrees ? 8 : 128;
  let at = 0;
  const next = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const group = groups[at] ?? 0;
      at += 1;
      value += (group % more) * scale;
      if (group < more) return value;
      scale *= more;
    }
  };
  const end = isInThrees && groups.at(-1) === FILLING ? groups.length - 1 : groups.length;
  return { next, isOver: () => at >= end };
}

function groupsOf(numbers: readonly number[], bits: GroupBits): number[] {
  const more = 2 ** bits;
  const groups: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest >= more; rest = Math.floor(rest / more)) groups.push((rest % more) + more);
    groups.push(rest);
  }
  return groups;
}

function textOf(groups: readonly number[], bits: GroupBits): string {
  if (bits === 7) return base64(groups);
  const bytes: number[] = [];
  for (let at = 0; at < groups.length; at += 2) bytes.push((groups[at] ?? 0) * 16 + (groups[at + 1] ?? FILLING));
  return `${IN_THREES}${base64(bytes)}`;
}

const halvesOf = (bytes: Buffer): Uint8Array => {
  const halves = new Uint8Array(bytes.length * 2);
  for (const [at, byte] of bytes.entries()) {
    halves[at * 2] = byte >> 4;
    halves[at * 2 + 1] = byte & 15;
  }
  return halves;
};

/** Without filling at the end. */
const base64 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64url');
