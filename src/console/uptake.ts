import type { AccountFilter } from '../contract/account-filter';
import { LONGEST_TO_ADOPT } from '../contract/uptake';
import type { UptakeAnswer, UptakeRequest } from '../contract/uptake';
import { medianOf } from '../engagement/adoption';
import { meansOf } from '../engagement/feature-use';
import { shareDifference } from '../engagement/intervals';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { eventColors } from '../store/event-catalogue';
import { featureSums, staleCount } from '../store/queries/engagement-sums';
import { knownEvents } from '../store/queries/event-days';
import { outcomesByFeature, outcomesOfAll } from '../store/queries/feature-outcomes';
import type { OutcomeCounts } from '../store/queries/feature-outcomes';
import { daysToAdopt, firstUses } from '../store/queries/first-use';
import { accountsToPack, BLOCK_DAYS, blockOf } from '../store/stale-blocks';

/** What became of accounts is looked at after so many days at least. */
const MIN_OUTCOME_DAYS = 60;
const WINDOW_DAYS = 30;
const CURVE_DAYS = 90;
const MOST_FEATURES = 40;
/** A line each in one chart. */
const CURVES = 3;
const NONE: OutcomeCounts = { accounts: 0, retained: [0, 0], expanded: [0, 0], churned: [0, 0] };

/** How features were taken up, and what goes with their use. Reads a row an account and feature, whatever the number of uses. */
export async function uptakeAnswer(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort },
  { filter }: UptakeRequest,
): Promise<UptakeAnswer> {
  const today = dayNumberOf(ports.clock());
  const block = blockOf(today + 1 - MIN_OUTCOME_DAYS) - 1;
  const asked = { block, today, filter };
  const all = await outcomesOfAll(ports.sql, asked);
  const using = await outcomesByFeature(ports.sql, asked);
  const known = await featuresByAdopters(ports.sql, filter);
  const lately = new Map((await featureSums(ports.sql, { filter, window: WINDOW_DAYS, today })).map((row) => [row.event, row]));
  return {
    asOfDay: dayFromNumber(today),
    waiting: Math.max(await accountsToPack(ports.sql), await staleCount(ports.sql)),
    fromDay: dayFromNumber(block * BLOCK_DAYS),
    toDay: dayFromNumber((block + 1) * BLOCK_DAYS),
    accounts: all.accounts,
    features: known.map(({ event, adopters, delays }) => {
      const own = using.get(event) ?? NONE;
      const { users, uses, user_days } = lately.get(event) ?? { users: 0, uses: 0, user_days: 0 };
      return {
        event,
        adopters,
        medianDaysToAdopt: medianOf(delays),
        users,
        ...meansOf(users, user_days, uses),
        using: own.accounts,
        retained: difference(own.retained, all.retained),
        expanded: difference(own.expanded, all.expanded),
        churned: difference(own.churned, all.churned),
      };
    }),
    firstUse: await firstUseOf(ports.sql, known.slice(0, CURVES), today, filter),
  };
}

type Known = { readonly eventId: number; readonly event: string; readonly adopters: number; readonly delays: readonly number[] };

/** The most widespread features, and how long their accounts took to them. */
async function featuresByAdopters(sqlPort: SqlPort, filter: AccountFilter): Promise<readonly Known[]> {
  const features = (await knownEvents(sqlPort)).filter(({ isFeature }) => isFeature).slice(0, MOST_FEATURES);
  const eventIds = features.map(({ eventId }) => eventId);
  const delaysOf = await daysToAdopt(sqlPort, { eventIds, filter, longest: LONGEST_TO_ADOPT });
  return features
    .map(({ eventId, event }) => {
      const delays = delaysOf.get(eventId) ?? [];
      return { eventId, event, delays, adopters: delays.reduce((sum, accounts) => sum + accounts, 0) };
    })
    .sort((a, b) => b.adopters - a.adopters);
}

async function firstUseOf(
  sqlPort: SqlPort,
  features: readonly Known[],
  today: number,
  filter: AccountFilter,
): Promise<UptakeAnswer['firstUse']> {
  const fromDay = today + 1 - CURVE_DAYS;
  const eventIds = features.map(({ eventId }) => eventId);
  const firsts = await firstUses(sqlPort, { eventIds, filter, fromDay, toDay: today });
  const colors = await eventColors(sqlPort, eventIds);
  return {
    days: Array.from({ length: CURVE_DAYS }, (_, offset) => dayFromNumber(fromDay + offset)),
    curves: features.map(({ eventId, event }) => {
      const counts = firsts.get(eventId) ?? [];
      let ever = counts[0] ?? 0;
      const accounts = Array.from({ length: CURVE_DAYS }, (_, offset) => (ever += counts[offset + 1] ?? 0));
      return { event, color: colors.get(eventId) ?? null, accounts };
    }),
  };
}

function difference([hits, of]: readonly [number, number], [allHits, allOf]: readonly [number, number]) {
  const found = shareDifference(hits, of, allHits - hits, allOf - of);
  return found === null ? null : { value: found.value, low: found.low, high: found.high };
}
