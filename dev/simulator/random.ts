import { bitsFrom, SPAN_OF_BITS } from '../../src/prediction/random';

/** Seeded randomness: the same keys give the same draws on every machine. Nothing here is fit for secrets. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [min, max], both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** Standard normal. */
  normal(): number;
  /** How often something with this mean happens, Poisson. */
  count(mean: number): number;
  /** Shaped like a version 4 UUID. */
  uuid(): string;
};

/** 32 well-mixed bits of the keys. Order matters; numbers are taken as 32-bit integers. */
export function mix(...keys: readonly (string | number)[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = scramble(hash ^ (typeof key === 'number' ? scramble(key | 0) : fnv1a(key)));
  }
  return hash >>> 0;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

function scramble(value: number): number {
  let x = (value + 0x6d2b79f5) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** The last byte in two hex digits. */
const pair = (value: number): string => PAIRS[value & 255] ?? '00';

/** A stream of its own for these keys, so that one account's draws never shift another's. */
export function randomFrom(...keys: readonly (string | number)[]): Random {
  const a = mix(...keys);
  const b = scramble(a ^ 0x243f6a88);
  const bits = bitsFrom(a, b, scramble(b ^ 0x85a308d3), 8);
  const next = (): number => bits() / SPAN_OF_BITS;
  const hex = (): string => {
    const value = bits();
    return pair(value >>> 24) + pair(value >>> 16) + pair(value >>> 8) + pair(value);
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    count: (mean) => {
      const limit = Math.exp(-mean);
      let product = next();
      let times = 0;
      for (; product > limit; times += 1) product *= next();
      return times;
    },
    uuid: () => {
      const [p, q, r, s] = [hex(), hex(), hex(), hex()];
      const variant = '89ab'[Math.floor(next() * 4)] ?? '8';
      return `${p}-${q.slice(0, 4)}-4${q.slice(5)}-${variant}${r.slice(1, 4)}-${r.slice(4)}${s}`;
    },
  };
}
