/** Numbers in [0, 1), the same for the same seed on every machine. Not fit for secrets. */
export type Draws = () => number;

/**
 * 32 bits at a time from three numbers, after the first `rounds` that still look like them. This is sfc32: short, fast, and with a longer
 * period than anything here needs.
 */
export function bitsFrom(a: number, b: number, c: number, rounds: number): () => number {
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < rounds; round += 1) next();
  return next;
}

export const SPAN_OF_BITS = 4_294_967_296;

/** A stream of its own for each seed (any number; taken as 32 bits). */
export function drawsFrom(seed: number): Draws {
  const bits = bitsFrom(0x9e3779b9 ^ seed, 0x243f6a88, Math.imul(seed, 0x85ebca6b), 12);
  return () => bits() / SPAN_OF_BITS;
}

/** Fisher and Yates, in place. */
export function shuffle(values: Int32Array, draw: Draws): Int32Array {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    const kept = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = kept;
  }
  return values;
}

/** The fold, 0 to `folds` - 1, of each row: as many of each class in every fold as can be. */
export function stratifiedFolds(outcome: Uint8Array, folds: number, draw: Draws): Uint16Array {
  const fold = new Uint16Array(outcome.length);
  let place = 0;
  for (const label of [1, 0]) {
    const rows = Int32Array.from(outcome.keys()).filter((row) => outcome[row] === label);
    for (const row of shuffle(rows, draw)) {
      fold[row] = place % folds;
      place += 1;
    }
  }
  return fold;
}
