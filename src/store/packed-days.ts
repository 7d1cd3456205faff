/** A user and the days, as offsets in a block below 128, ascending, each once. */
export type PackedUser = { readonly userId: number; readonly days: readonly number[] };

/** Bytes of one text: an answer of `PARTS_PER_ANSWER` of them stays below 4 MiB. */
const MAX_BYTES = 1_400;
export const PARTS_PER_ANSWER = 1_900;
/** The same where each may come with the uses of 90 days. */
export const PARTS_WITH_USES_PER_ANSWER = 1_200;

/**
 * Users and their days in few bytes: the distance from the user before, how many days, the distances between them; every number in
 * groups of seven bits. Users come ascending by id, each once, and a user is never cut in two. The same users make the same texts.
 */
export function packDays(users: readonly PackedUser[]): string[] {
  const texts: string[] = [];
  let bytes: number[] = [];
  let before = 0;
  for (const { userId, days } of users) {
    let own = packedUser(userId - before, days);
    if (bytes.length + own.length > MAX_BYTES) {
      texts.push(base64(bytes));
      bytes = [];
      own = packedUser(userId, days);
    }
    bytes.push(...own);
    before = userId;
  }
  if (bytes.length > 0) texts.push(base64(bytes));
  return texts;
}

/** Calls `visit` for each user and day of a text. */
export function unpackDays(text: string, visit: (userId: number, day: number) => void): void {
  const bytes = Buffer.from(text, 'base64');
  let at = 0;
  const next = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  let userId = 0;
  while (at < bytes.length) {
    userId += next();
    let day = -1;
    for (let left = next(); left > 0; left -= 1) {
      day += next() + 1;
      visit(userId, day);
    }
  }
}

function packedUser(distance: number, days: readonly number[]): number[] {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  put(distance);
  put(days.length);
  days.forEach((day, index) => {
    put(day - (days[index - 1] ?? -1) - 1);
  });
  return bytes;
}

const base64 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('base64');

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
