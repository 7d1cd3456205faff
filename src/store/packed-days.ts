import { numbersIn, packNumbers } from './packed-numbers';

/** A user and the days, as offsets in a block below 128, ascending, each once. */
export type PackedUser = { readonly userId: number; readonly days: readonly number[] };

/** So many texts, each of which may come with the uses of 90 days, are an answer below 4 MiB. */
export const PARTS_WITH_USES_PER_ANSWER = 1_200;

/**
 * Users and their days in few bytes: the distance from the user before, how many days, the distances between them. Users come ascending by id,
 * each once, and a user is never cut in two.
 */
export function packDays(users: readonly PackedUser[]): string[] {
  return packNumbers(users, ({ userId, days }, before) => [
    userId - (before?.userId ?? 0),
    days.length,
    ...days.map((day, index) => day - (days[index - 1] ?? -1) - 1),
  ]);
}

/** Calls `visit` for each user and day of a text. */
export function unpackDays(text: string, visit: (userId: number, day: number) => void): void {
  const { next, isOver } = numbersIn(text);
  let userId = 0;
  while (!isOver()) {
    userId += next();
    let day = -1;
    for (let left = next(); left > 0; left -= 1) {
      day += next() + 1;
      visit(userId, day);
    }
  }
}

/** Uses by day as text, days as offsets in a block, ascending: `0:3,12:1`. */
export function writeUses(uses: ReadonlyMap<number, number>): string {
  return [...uses]
    .sort(([a], [b]) => a - b)
    .map((each) => each.join(':'))
    .join(',');
}

/** Calls `visit` for each day of such a text. */
export function readUses(text: string, visit: (day: number, uses: number) => void): void {
  if (text === '') return;
  for (const each of text.split(',')) {
    const [day = 0, uses = 0] = each.split(':').map(Number);
    visit(day, uses);
  }
}
