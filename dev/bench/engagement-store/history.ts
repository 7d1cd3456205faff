import type { ActivityColumns } from '../../../src/engagement/activity';
import type { SegmentCall } from '../../../src/delivery/envelope';
import { dayFromNumber } from '../../../src/platform/days';
import { FEATURES } from '../engagement/rows';

/** One key of activity, each once: days are days since 1970-01-01, user 0 is nobody in particular. */
export type Use = { readonly account: number; readonly user: number; readonly event: number; readonly day: number; readonly count: number };

const SIGN_OF_LIFE = 'Site Observed';

export const accountName = (account: number) => `E-BENCH-${String(account).padStart(8, '0')}`;
/** As long as the ids of the platform. */
export const userName = (user: number) => `712020:00000000-0000-4000-8000-${String(user).padStart(12, '0')}`;
export const eventName = (event: number) => (event > FEATURES + 1 ? SIGN_OF_LIFE : `Feature ${event} Used`);
export const isFeature = (event: number) => event <= FEATURES;
export const APP = 'bench-app';

/** Rows by key, the larger of two counts, in the order of days. */
export function usesOf(rows: ActivityColumns): Use[] {
  const order = Array.from(rows.account.keys()).sort(
    (a, b) =>
      (rows.day[a] ?? 0) - (rows.day[b] ?? 0) ||
      (rows.account[a] ?? 0) - (rows.account[b] ?? 0) ||
      (rows.user[a] ?? 0) - (rows.user[b] ?? 0) ||
      (rows.event[a] ?? 0) - (rows.event[b] ?? 0),
  );
  const uses: Use[] = [];
  for (const row of order) {
    const use = {
      account: rows.account[row] ?? 0,
      user: rows.user[row] ?? 0,
      event: rows.event[row] ?? 0,
      day: rows.day[row] ?? 0,
      count: rows.count[row] ?? 0,
    };
    const before = uses.at(-1);
    const isRepeat = before?.day === use.day && before.account === use.account && before.user === use.user && before.event === use.event;
    if (isRepeat) uses[uses.length - 1] = { ...use, count: Math.max(use.count, before.count) };
    else uses.push(use);
  }
  return uses;
}

/** The same as it comes through the intake: as many calls as the count says. */
export function callsOf({ account, user, event, day, count }: Use): SegmentCall[] {
  return Array.from({ length: count }, (_, index): SegmentCall => ({
    type: 'track',
    messageId: messageOf({ account, user, event, day }, index),
    timestamp: `${dayFromNumber(day)}T12:00:00.000Z`,
    event: eventName(event),
    ...(user === 0 ? { anonymousId: accountName(account) } : { userId: userName(user) }),
    context: { groupId: accountName(account), app: { name: APP }, forge: { appKey: APP, feature: isFeature(event) } },
  }));
}

export const messageOf = ({ account, user, event, day }: Omit<Use, 'count'>, index: number) =>
  `${account}.${user}.${event}.${day}.${index}`;
