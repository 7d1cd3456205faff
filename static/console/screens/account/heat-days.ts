/** A square of the strip: a day, its users and events, and how strong it is drawn: 0 for nobody, 4 for the busiest. */
export type HeatDay = { readonly day: string; readonly users: number; readonly events: number; readonly level: 0 | 1 | 2 | 3 | 4 };
type ActiveDay = { readonly day: string; readonly users: number; readonly events: number };

const DAY_MS = 86_400_000;
const WEEKS = 53;
const WEEKDAYS = 7;

/** Of the drawing, in units of its own: a square's side, and the way from one square to the next. */
const SIDE = 10;
const STEP = 13;
export const STRIP = { width: WEEKS * STEP - (STEP - SIDE), height: WEEKDAYS * STEP - (STEP - SIDE) } as const;
/** A square with its corners rounded, from the left of its upper edge. */
const SQUARE = 'h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z';

/**
 * Weeks from Monday to Sunday, the last one with `asOfDay` (null after it). A level is a quarter of the busiest day's users, because
 * accounts of five and of five thousand users are looked at on the same page.
 */
export function heatWeeks(days: readonly ActiveDay[], asOfDay: string): readonly (readonly (HeatDay | null)[])[] {
  const known = new Map(days.map((each) => [each.day, each]));
  const most = Math.max(1, ...days.map(({ users }) => users));
  const end = Date.parse(`${asOfDay}T00:00:00Z`);
  const sinceMonday = (new Date(end).getUTCDay() + 6) % 7;
  const start = end - (sinceMonday + (WEEKS - 1) * WEEKDAYS) * DAY_MS;
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: WEEKDAYS }, (__, weekday): HeatDay | null => {
      const at = start + (week * WEEKDAYS + weekday) * DAY_MS;
      if (at > end) return null;
      const day = new Date(at).toISOString().slice(0, 10);
      const { users, events } = known.get(day) ?? { users: 0, events: 0 };
      return { day, users, events, level: levelOf(users, events, most) };
    }),
  );
}

type Weeks = ReturnType<typeof heatWeeks>;

/** The outline of all squares of a level: one element instead of hundreds. */
export function squaresOf(weeks: Weeks, level: HeatDay['level']): string {
  return weeks
    .flatMap((week, x) => week.map((each, y) => (each?.level === level ? `M${String(x * STEP + 2)} ${String(y * STEP)}${SQUARE}` : '')))
    .join('');
}

/** The square at a place of the drawing, given as parts of its width and height. */
export const squareAt = (weeks: Weeks, right: number, down: number): HeatDay | null =>
  weeks[Math.floor((right * STRIP.width) / STEP)]?.[Math.floor((down * STRIP.height) / STEP)] ?? null;

function levelOf(users: number, events: number, most: number): HeatDay['level'] {
  // Events of nobody in particular are activity as well.
  if (users === 0) return events > 0 ? 1 : 0;
  return Math.min(4, Math.ceil((users / most) * 4)) as HeatDay['level'];
}
