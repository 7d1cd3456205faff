import { activation } from '../../../src/engagement/activation';
import { activeUnits, UNITS } from '../../../src/engagement/active-units';
import { featureAdoption, featureReach } from '../../../src/engagement/adoption';
import { GRAINS } from '../../../src/engagement/calendar';
import { featureOutcomes } from '../../../src/engagement/feature-outcomes';
import { funnel } from '../../../src/engagement/funnel';
import type { Difference } from '../../../src/engagement/intervals';
import { lifecycle } from '../../../src/engagement/lifecycle';
import { payingUsing, USES } from '../../../src/engagement/paying-using';
import { retention } from '../../../src/engagement/retention';
import { seatUse } from '../../../src/engagement/seat-use';
import type { Series } from '../../../src/engagement/series';
import { stickiness } from '../../../src/engagement/stickiness';
import { ACCOUNT_FUNNEL, ACTIVATION, FUNNEL_RANGE, FUNNEL_STEPS, LAST_DAY, OUTCOME_RANGE, USER_FUNNEL } from './questions';
import { FEATURES, type SampleAccount } from './rows';

/** Every series and answer, as the console would read them. */
export function readAll(series: Series, accounts: readonly SampleAccount[]) {
  const seats = new Map(accounts.map((each) => [each.accountId, each.seats]));
  const features = Array.from({ length: FEATURES }, (_, index) => index + 1);
  const steps = { eventIds: FUNNEL_STEPS, ...FUNNEL_RANGE };
  return {
    actives: UNITS.map((unit) => ({ unit, rows: activeUnits(series, unit) })),
    lifecycle: UNITS.flatMap((unit) => GRAINS.map((grain) => ({ unit, grain, rows: lifecycle(series, unit, grain, LAST_DAY) }))),
    stickiness: UNITS.flatMap((unit) =>
      (['week', 'month'] as const).map((grain) => ({ unit, grain, rows: stickiness(series, unit, grain) })),
    ),
    retention: UNITS.flatMap((unit) =>
      GRAINS.flatMap((grain) =>
        (['on', 'onOrAfter'] as const).map((when) => ({
          unit,
          grain,
          when,
          ofStart: retention(series, { unit, grain, when, of: 'start', asOfDay: LAST_DAY }),
          ofPrevious: retention(series, { unit, grain, when, of: 'previous', asOfDay: LAST_DAY }),
        })),
      ),
    ),
    reach: (['user', 'account'] as const).flatMap((unit) =>
      features.map((event) => ({ unit, event, rows: featureReach(series, unit, event) })),
    ),
    adoption: featureAdoption(series, LAST_DAY),
    seats: seatUse(series, (accountId) => seats.get(accountId) ?? null),
    matrix: payingUsing(series, LAST_DAY, accounts),
    outcomes: featureOutcomes(series, OUTCOME_RANGE.fromDay, OUTCOME_RANGE.toDay, accounts),
    activation: activation(series, ACTIVATION),
    funnels: [funnel(series, { ...steps, ...USER_FUNNEL }), funnel(series, { ...steps, ...ACCOUNT_FUNNEL })],
  };
}

/** One line for each number that is not 0, in no order, to be compared with those of another. */
export function linesOf(read: ReturnType<typeof readAll>): string[] {
  const lines: string[] = [];
  const put = (value: number, ...names: readonly (string | number)[]): void => {
    if (value !== 0) lines.push(`${names.join(' ')} ${Number(value.toFixed(6))}`);
  };
  for (const { unit, rows } of read.actives)
    for (const { day, daily, weekly, monthly, dailyOfWeekly, dailyOfMonthly } of rows) {
      [daily, weekly, monthly].forEach((units, window) => put(units, 'active', unit, day, window));
      put(dailyOfWeekly ?? 0, 'ratio', unit, day, 1);
      put(dailyOfMonthly ?? 0, 'ratio', unit, day, 2);
    }
  for (const { unit, grain, rows } of read.lifecycle)
    for (const row of rows)
      for (const name of ['new', 'returning', 'resurrected', 'dormant'] as const)
        put(row[name], 'lifecycle', unit, grain, row.startDay, name);
  for (const { unit, grain, rows } of read.stickiness)
    for (const { startDay, exact, atLeast } of rows) {
      exact.forEach((units, index) => put(units, 'stickiness', unit, grain, startDay, index + 1));
      atLeast.forEach((units, index) => put(units, 'stickiness', unit, grain, startDay, 'atLeast', index + 1));
    }
  for (const { unit, grain, when, ofStart, ofPrevious } of read.retention) {
    const name = ['retention', unit, grain, when];
    for (const { startDay, cells } of ofStart.cohorts) cells.forEach(({ units }, n) => put(units, ...name, startDay, n));
    for (const [of, { weighted, simple }] of [
      ['start', ofStart],
      ['previous', ofPrevious],
    ] as const) {
      weighted.forEach((share, n) => put(share ?? 0, ...name, of, 'weighted', n));
      simple.forEach((share, n) => put(share ?? 0, ...name, of, 'simple', n));
    }
  }
  for (const { unit, event, rows } of read.reach)
    for (const { day, daily, weekly, monthly, uses } of rows) {
      [daily, weekly, monthly].forEach((units, window) => put(units, 'reach', unit, event, day, window));
      if (unit === 'user') put(uses, 'uses', event, day);
    }
  for (const { eventId, users, accounts, frequency, depth } of read.adoption) {
    put(frequency ?? 0, 'frequency', eventId);
    put(depth ?? 0, 'depth', eventId);
    for (const [unit, of] of [
      ['user', users],
      ['account', accounts],
    ] as const) {
      of.everUsed.forEach((units, offset) => put(units, 'ever', unit, eventId, offset));
      put(of.medianDaysToAdopt ?? 0, 'median', unit, eventId);
      put(of.share ?? 0, 'share', unit, eventId);
      of.toAdopt.forEach((units, delay) => put(units, 'delay', unit, eventId, delay));
    }
  }
  for (const row of read.seats)
    for (const name of ['usersSeen', 'low', 'middle', 'high', 'accounts', 'seats', 'share'] as const)
      put(row[name] ?? 0, 'seats', row.day, name);
  for (const paying of ['paying', 'unpaid'] as const)
    for (const use of USES) {
      put(read.matrix[paying][use].accounts, 'matrix', paying, use, 'accounts');
      put(read.matrix[paying][use].mrrCents, 'matrix', paying, use, 'cents');
    }
  const putDifference = (difference: Difference | null, ...names: readonly (string | number)[]): void => {
    for (const name of ['value', 'low', 'high'] as const) put(difference?.[name] ?? 0, ...names, name);
  };
  for (const { eventId, users, ...outcome } of read.outcomes) {
    put(users.mrrCents, 'outcome', eventId, 'cents');
    for (const name of ['retained', 'expanded', 'churned'] as const) putDifference(outcome[name], 'outcome', eventId, name);
  }
  for (const { eventIds, atLeast, did, lift } of read.activation.candidates) {
    const name = ['activation', eventIds[0] ?? 0, eventIds[1] ?? eventIds[0] ?? 0, atLeast];
    put(did.accounts, ...name, 'did');
    put(did.retained, ...name, 'retained');
    putDifference(lift, ...name);
  }
  read.funnels.forEach((steps, which) => {
    steps.forEach(({ units }, step) => put(units, 'funnel', which, step));
  });
  return lines;
}
