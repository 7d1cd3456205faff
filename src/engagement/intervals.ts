export type Interval = { readonly low: number; readonly high: number };
export type Difference = Interval & { readonly value: number };

/** Two-sided 95 %. */
const Z = 1.959963984540054;

/** Wilson's interval of a share: holds with few cases and near 0 and 1. `of` is above 0. */
export function shareInterval(hits: number, of: number): Interval {
  const share = hits / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/** The difference of two independent shares with Newcombe's interval, made of Wilson's; null where a group is empty. */
export function shareDifference(hits: number, of: number, otherHits: number, ofOthers: number): Difference | null {
  if (of === 0 || ofOthers === 0) return null;
  const [share, other] = [hits / of, otherHits / ofOthers];
  const [own, others] = [shareInterval(hits, of), shareInterval(otherHits, ofOthers)];
  const value = share - other;
  return {
    value,
    low: value - Math.hypot(share - own.low, others.high - other),
    high: value + Math.hypot(own.high - share, other - others.low),
  };
}
