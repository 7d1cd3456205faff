/** After so many days without anything an account is not observed. */
export const GAP_DAYS = 8;

/** Whether something came of an account at least every eighth day; a bit for each of at most 31 days. */
export function isObserved(heard: number, days: number): boolean {
  let gap = 0;
  for (let day = 0; day < days; day += 1) {
    gap = (heard & (1 << day)) === 0 ? gap + 1 : 0;
    if (gap >= GAP_DAYS) return false;
  }
  return true;
}

export function daysIn(bits: number): number {
  let days = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) days += 1;
  return days;
}
