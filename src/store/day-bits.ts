const BITS = 8;

/** Days, ascending, as a text: a bit for each day from the first one on. The same days make the same text. */
export function packBits(days: readonly number[]): string {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? -1];
  const bytes = Buffer.alloc(Math.ceil((last - first + 1) / BITS));
  for (const day of days) {
    const at = day - first;
    bytes[Math.floor(at / BITS)] = (bytes[Math.floor(at / BITS)] ?? 0) | (1 << (at % BITS));
  }
  return bytes.toString('base64');
}

/** The days of a text whose first day is `first`. */
export function unpackBits(first: number, text: string): number[] {
  const days: number[] = [];
  Buffer.from(text, 'base64').forEach((byte, index) => {
    for (let bit = 0; bit < BITS; bit += 1) if ((byte & (1 << bit)) !== 0) days.push(first + index * BITS + bit);
  });
  return days;
}
