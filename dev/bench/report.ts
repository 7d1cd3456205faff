/**
 * What every bench ends with. `agree`: the answers of what was compared were the same (true when nothing is compared).
 * `ratio`: the measured value against its goal or its rival; `pass` says whether that is good enough.
 */
export type BenchReport = { readonly bench: string; readonly agree: boolean; readonly ratio: number; readonly pass: boolean } & Readonly<
  Record<string, string | number | boolean>
>;

/** Prints the report as the last line, JSON, and makes the process fail when the bench did not pass. */
export function report(result: BenchReport): void {
  console.log(JSON.stringify(result));
  process.exitCode = result.pass && result.agree ? 0 : 1;
}

/** The middle value; of an even number, the mean of the middle two. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (high === undefined || low === undefined) throw new RangeError('No values, no median');
  return (low + high) / 2;
}
