import type { ClockPort } from '../platform/ports';

type Walk<Place> = {
  /** Where there is something to do; null: nowhere. */
  readonly begin: () => Promise<Place | null>;
  /** Does some of it. Where it goes on there, or null when that is done. */
  readonly slice: (place: Place) => Promise<Place | null>;
};

/**
 * Goes on where an earlier invocation stopped (`from`), and begins anew for as long as there is something to begin. Returns where the next
 * one goes on, once it is `deadline` (ms), or null when nothing is left.
 */
export async function walkInSlices<Place>(
  clock: ClockPort,
  from: Place | null,
  deadline: number,
  { begin, slice }: Walk<Place>,
): Promise<Place | null> {
  let place = from;
  for (;;) {
    if (place === null) {
      place = await begin();
      if (place === null) return null;
    }
    if (clock() >= deadline) return place;
    place = await slice(place);
  }
}
