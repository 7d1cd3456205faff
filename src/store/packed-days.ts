import { numbersIn, packNumbers } from './packed-numbers';
import { BLOCK_DAYS } from './stale-blocks';

/** A user and how often something was done on which days, as offsets in a block, ascending, at least one. */
export type UserUses = { readonly userId: number; readonly uses: ReadonlyMap<number, number> };
/** Some users and their days, and how often they did it, together, on each day on which one of them did. */
export type PackedUses = { readonly packed: string; readonly uses: string };

/** So many texts, each of which may come with the uses of 90 days, are an answer below 4 MiB. */
export const PARTS_WITH_USES_PER_ANSWER = 1_200;

/**
 * Users and their days in few bytes: the distance from the user before, how many days and the first of them in one number, the distances between
 * days. Users come ascending by id, each once, and a user is never cut in two.
 */
export function packUses(users: readonly UserUses[]): PackedUses[] {
  const texts = packNumbers(users, 7, ({ userId, uses }, before) => {
    const [first = 0, ...later] = uses.keys();
    let last = first;
    const gaps = later.map((day) => {
      const gap = day - last - 1;
      last = day;
      return gap;
    });
    return [userId - (before?.userId ?? 0), later.length * BLOCK_DAYS + first, ...gaps];
  });
  const usesOf = new Map(users.map(({ userId, uses }) => [userId, uses]));
  return texts.map((packed) => {
    const sums = new Map<number, number>();
    unpackDays(packed, (userId, day) => sums.set(day, (sums.get(day) ?? 0) + (usesOf.get(userId)?.get(day) ?? 0)));
    return { packed, uses: inOrder(sums.keys(), (day) => sums.get(day)).join(',') };
  });
}

/** Calls `visit` for each user and day of a text. */
export function unpackDays(text: string, visit: (userId: number, day: number) => void): void {
  const { next, isOver } = numbersIn(text);
  let userId = 0;
  while (!isOver()) {
    userId += next();
    const start = next();
    let day = start % BLOCK_DAYS;
    visit(userId, day);
    for (let left = (start - day) / BLOCK_DAYS; left > 0; left -= 1) {
      day += next() + 1;
      visit(userId, day);
    }
  }
}

/** The same, and how often it was done on each of the days. */
export function unpackUses({ packed, uses }: PackedUses, visit: UseVisitor): void {
  const days = new Set<number>();
  unpackDays(packed, (userId, day) => {
    days.add(day);
    visit.onUser(userId, day);
  });
  const times = uses.split(',');
  inOrder(days, (day, index) => visit.onUses(day, Number(times[index])));
}

export type UseVisitor = {
  readonly onUser: (userId: number, day: number) => void;
  readonly onUses: (day: number, uses: number) => void;
};

const inOrder = <T>(days: Iterable<number>, each: (day: number, index: number) => T): T[] => [...days].sort((a, b) => a - b).map(each);
