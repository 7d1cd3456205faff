/** Whole tenths that add up to the total, each the nearest below or above its share, in the order of the shares. */
export function apportion(
  shares: readonly (readonly [source: string, tenths: number])[],
  total: number,
): { readonly source: string; readonly tenths: number }[] {
  const floors = shares.map(([source, value]) => ({ source, tenths: Math.floor(value), rest: value - Math.floor(value) }));
  let missing = total - floors.reduce((all, { tenths }) => all + tenths, 0);
  const order = [...floors.keys()].sort((a, b) => (floors[b]?.rest ?? 0) - (floors[a]?.rest ?? 0));
  const extra = new Map<number, number>();
  // Rounding of what the shares are of may leave one tenth too many: it comes off the part with the smallest rest.
  for (let place = 0; missing !== 0 && order.length > 0; place += 1) {
    const each = missing > 0 ? order[place % order.length] : order.at(-1 - (place % order.length));
    const step = Math.sign(missing);
    if (each !== undefined) extra.set(each, (extra.get(each) ?? 0) + step);
    missing -= step;
  }
  return floors.map(({ source, tenths }, place) => ({ source, tenths: tenths + (extra.get(place) ?? 0) }));
}
