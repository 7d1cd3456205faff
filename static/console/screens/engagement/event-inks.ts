import type { EventColor } from '../../../../src/contract/profiles';

export type Ink = { readonly colorToken: string; readonly fallback: string };

/** Colours that stay apart in both themes and for the colour-blind. */
const FIRST: Ink = { colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' };
const INKS: readonly Ink[] = [
  FIRST,
  { colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
];
const OWN: Readonly<Record<EventColor, Ink>> = {
  blue: { colorToken: '--ds-chart-blue-bold', fallback: '#4688EC' },
  teal: { colorToken: '--ds-chart-teal-bold', fallback: '#2898BD' },
  green: { colorToken: '--ds-chart-green-bold', fallback: '#22A06B' },
  lime: { colorToken: '--ds-chart-lime-bold', fallback: '#6A9A23' },
  yellow: { colorToken: '--ds-chart-yellow-bold', fallback: '#B38600' },
  orange: { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
  red: { colorToken: '--ds-chart-red-bold', fallback: '#F15B50' },
  magenta: { colorToken: '--ds-chart-magenta-bold', fallback: '#DA62AC' },
  purple: { colorToken: '--ds-chart-purple-bold', fallback: '#BF63F3' },
  grey: { colorToken: '--ds-chart-gray-bold', fallback: '#8C8F97' },
};

/** Each event in the colour that was chosen for it, the others in colours that nobody chose, as long as there are some. */
export function eventInks(colors: readonly (EventColor | null)[]): readonly Ink[] {
  const chosen = new Set(colors.flatMap((color) => (color === null ? [] : [OWN[color].colorToken])));
  const free = INKS.filter(({ colorToken }) => !chosen.has(colorToken));
  let next = 0;
  return colors.map((color) => {
    if (color !== null) return OWN[color];
    const ink = free[next % free.length] ?? FIRST;
    next += 1;
    return ink;
  });
}
