import { jsonBytes } from './envelope';

export type Packing<T> = { readonly packs: readonly (readonly T[])[]; readonly tooLarge: readonly T[] };

/** Splits items, in order, into packs whose JSON stays within the budgets; an item that alone exceeds `maxItemBytes` is left out. */
export function packByBytes<T>(items: readonly T[], limits: { maxItemBytes: number; maxPackBytes: number; maxItems: number }): Packing<T> {
  const packs: T[][] = [];
  const tooLarge: T[] = [];
  let current: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const itemBytes = jsonBytes(item) + 1;
    if (itemBytes > limits.maxItemBytes) {
      tooLarge.push(item);
      continue;
    }
    if (current.length > 0 && (bytes + itemBytes > limits.maxPackBytes || current.length >= limits.maxItems)) {
      packs.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += itemBytes;
  }
  if (current.length > 0) packs.push(current);
  return { packs, tooLarge };
}
