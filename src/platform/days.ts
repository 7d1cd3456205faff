/** A UTC calendar day, `YYYY-MM-DD`. */
export type Day = string & { readonly __day?: never };

const MS_PER_DAY = 86_400_000;

/** The UTC day of an instant in milliseconds. */
export function dayOf(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** Days since 1970-01-01 of an instant in milliseconds. */
export function dayNumberOf(epochMs: number): number {
  return Math.floor(epochMs / MS_PER_DAY);
}

/** Days since 1970-01-01: how the store keys days, four bytes instead of ten. */
export function dayNumber(day: Day): number {
  return dayNumberOf(Date.parse(`${day}T00:00:00Z`));
}

export function dayFromNumber(dayIndex: number): Day {
  return dayOf(dayIndex * MS_PER_DAY);
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** True for a real calendar day written `YYYY-MM-DD`; `2026-02-30` is none. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayOf(Date.parse(`${text}T00:00:00Z`)) === text
  );
}
