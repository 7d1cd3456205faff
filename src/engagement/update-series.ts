import { longer } from './activity';
import { moveDelay, tallyMoreUse } from './feature-tally';
import { accountDays } from './series';
import type { Series } from './series';
import { tallyMoreDay } from './unit-tally';

/** An event was counted `more` times in an account on a day: adds it to the account's days and uses. `days` is working memory. */
export function noteAccountUse(series: Series, account: number, event: number, day: number, more: number, days: Int32Array): void {
  if (series.included[account] === 0 || series.counted[event] === 0) return;
  const use = event * series.activity.span.days + day;
  series.uses[use] = (series.uses[use] ?? 0) + more;
  if (isUsed(series, account, event, day)) return;
  const length = accountDays(series, account, days);
  const oldFirst = length > 0 ? (days[0] ?? 0) : day;
  const unitFirst = Math.min(oldFirst, day);
  if (!days.subarray(0, length).includes(day)) tallyMoreDay(series.accountUnits, days, length, day);
  if (unitFirst < oldFirst) adoptedLater(series, account, oldFirst, unitFirst);
  const near = { before: nextUse(series, account, event, day, -1), after: nextUse(series, account, event, day, 1), unitFirst };
  tallyMoreUse(series.accountFeatures, event, day, near);
  const word = wordOf(series, account, event, day);
  series.used[word] = (series.used[word] ?? 0) | (1 << (event & 31));
}

const wordOf = (series: Series, account: number, event: number, day: number): number =>
  (account * series.activity.span.days + day) * series.words + (event >>> 5);

/** Whether an account used an event on a day; both are indices. */
export function isUsed(series: Series, account: number, event: number, day: number): boolean {
  return (((series.used[wordOf(series, account, event, day)] ?? 0) >>> (event & 31)) & 1) === 1;
}

function nextUse(series: Series, account: number, event: number, day: number, step: 1 | -1): number | null {
  for (let each = day + step; each >= 0 && each < series.activity.span.days; each += step)
    if (isUsed(series, account, event, each)) return each;
  return null;
}

function adoptedLater(series: Series, account: number, oldFirst: number, newFirst: number): void {
  for (let event = 0; event < series.activity.events.length; event += 1) {
    const firstUse = nextUse(series, account, event, -1, 1);
    if (firstUse !== null) moveDelay(series.accountFeatures, event, firstUse, oldFirst, newFirst);
  }
}

/** Makes room for the accounts that came since. */
export function roomForAccounts(series: Series): void {
  const needed = series.activity.accounts.ids.length;
  if (needed <= series.accountRoom) return;
  const room = needed * 2;
  const [seen1, seen7, seen30] = series.seen;
  const width = room * series.seenWidth;
  series.seen = [longer(seen1, width), longer(seen7, width), longer(seen30, width)];
  const used = new Uint32Array(room * series.activity.span.days * series.words);
  used.set(series.used);
  series.used = used;
  const included = new Uint8Array(room);
  included.set(series.included);
  series.included = included;
  series.accountRoom = room;
}
