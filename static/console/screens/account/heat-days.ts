/** A square of the strip: a day, its users and events, and how strong it is drawn: 0 for nobody, 4 for the busiest. */
export type HeatDay = { readonly day: string; readonly users: number; readonly events: number; readonly level: 0 | 1 | 2 | 3 | 4 };
type ActiveDay = { readonly day: string; readonly users: number; readonly events: number };

const DAY_MS = 86_400_000;
const WEEKS = 53;

/**
 * Weeks from Monday to Sunday, the last one with `asOfDay` (null after it). A level is a quarter of the busiest day's users, because
 * accounts of five and of five thousand users are looked at on the same page.
 */
export function heatWeeks(days: readonly ActiveDay[], asOfDay: string): readonly (readonly (HeatDay | null)[])[] {
  const known = new Map(days.map((each) => [each.day, each]));
  const most = Math.max(1, ...days.map(({ users }) => users));
  const end = Date.parse(`${asOfDay}T00:00:00Z`);
  const sinceMonday = (new Date(end).getUTCDay() + 6) % 7;
  const start = end - (sinceMonday + (WEEKS - 1) * 7) * DAY_MS;
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday): HeatDay | null => {
      const at = start + (week * 7 + weekday) * DAY_MS;
      if (at > end) return null;
      const day = new Date(at).toISOString().slice(0, 10);
      const { users, events } = known.get(day) ?? { users: 0, events: 0 };
      return { day, users, events, level: levelOf(users, events, most) };
    }),
  );
}

function levelOf(users: number, events: number, most: number): HeatDay['level'] {
  // Events of nobody in particular are activity as well.
  if (users === 0) return events > 0 ? 1 : 0;
  return Math.min(4, Math.ceil((users / most) * 4)) as HeatDay['level'];
}
