import { z } from 'zod';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import { RangeDays } from '../../../../src/contract/overview';
import { EngagementGrain, EngagementUnit } from '../../../../src/contract/engagement';
import { readFilter, writeFilter } from '../../parts/account-filter';
import { readBeside, writeBeside } from '../../parts/beside';
import { type ChosenRange, readRange, USUAL_RANGE, writeRange } from '../../parts/chosen-range';
import { formatHash } from '../../parts/hash';
import type { Scope } from '../../parts/page-scope';
import { DEFAULT_JOURNEY, type JourneyQuery, readJourney, writeJourney } from './journey-query';

export const SECTIONS = ['adoption', 'uptake', 'retention', 'lifecycle', 'stickiness', 'funnel', 'activation', 'seats'] as const;
export type Section = (typeof SECTIONS)[number];
/** One account cannot be told apart from others by how it began or what it uses. */
const OF_MANY: readonly Section[] = ['uptake', 'activation'];
export const sectionsIn = (scope: Scope): readonly Section[] =>
  scope === 'vendor' ? SECTIONS : SECTIONS.filter((section) => !OF_MANY.includes(section));
/** Sections about the ways that units take; they are asked for other things than the rest. */
const JOURNEYS: readonly Section[] = ['uptake', 'funnel', 'activation', 'seats'];
export const isJourney = (section: Section): boolean => JOURNEYS.includes(section);

const When = z.enum(['on', 'onOrAfter']);
export type When = z.infer<typeof When>;
const Of = z.enum(['start', 'previous']);
export type Of = z.infer<typeof Of>;
const Days = z.enum(['exact', 'atLeast']);
export type Days = z.infer<typeof Days>;

/** What the engagement screen's address holds. Each section reads what it needs and leaves the rest as it is. */
export type EngagementQuery = {
  readonly section: Section;
  readonly filter: AccountFilter;
  readonly rangeDays: RangeDays;
  readonly unit: EngagementUnit;
  readonly grain: EngagementGrain;
  readonly when: When;
  readonly of: Of;
  /** Stickiness counts units with exactly so many active days, or with so many or more. */
  readonly days: Days;
  /** The days that a chart over time is of. */
  readonly range: ChosenRange;
  readonly journey: JourneyQuery;
  /** Segments that stand side by side. */
  readonly beside: readonly string[];
};

export const DEFAULT_QUERY: EngagementQuery = {
  section: 'adoption',
  filter: {},
  rangeDays: 30,
  unit: 'user',
  grain: 'week',
  when: 'on',
  of: 'start',
  days: 'exact',
  range: USUAL_RANGE,
  journey: DEFAULT_JOURNEY,
  beside: [],
};
const ALL_ACCOUNTS: AccountFilter = {};

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): EngagementQuery {
  return {
    section: orElse(z.enum(SECTIONS), params.get('section'), DEFAULT_QUERY.section),
    filter: readFilter(params),
    rangeDays: orElse(RangeDays, Number(params.get('range')), DEFAULT_QUERY.rangeDays),
    unit: orElse(EngagementUnit, params.get('unit'), DEFAULT_QUERY.unit),
    grain: orElse(EngagementGrain, params.get('by'), DEFAULT_QUERY.grain),
    when: orElse(When, params.get('when'), DEFAULT_QUERY.when),
    of: orElse(Of, params.get('of'), DEFAULT_QUERY.of),
    days: orElse(Days, params.get('days'), DEFAULT_QUERY.days),
    range: readRange(params),
    journey: readJourney(params),
    beside: readBeside(params),
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery(query: EngagementQuery): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | number, usual: string | number): void => {
    if (value !== usual) params.set(name, String(value));
  };
  set('section', query.section, DEFAULT_QUERY.section);
  set('range', query.rangeDays, DEFAULT_QUERY.rangeDays);
  set('unit', query.unit, DEFAULT_QUERY.unit);
  set('by', query.grain, DEFAULT_QUERY.grain);
  set('when', query.when, DEFAULT_QUERY.when);
  set('of', query.of, DEFAULT_QUERY.of);
  set('days', query.days, DEFAULT_QUERY.days);
  const written = writeRange(writeJourney(params, query.journey), query.range);
  return writeBeside(writeFilter(written, query.filter), query.beside);
}

/** The address of the screen as it is, but for `change`. */
export const linkTo = (query: EngagementQuery, change: Partial<EngagementQuery>): string =>
  formatHash({ screen: 'engagement', params: writeQuery({ ...query, ...change }) });

/** What an address asks for in its section: a site is one account, and days have no distribution of days. */
export function askedIn(scope: Scope, query: EngagementQuery): EngagementQuery {
  const grain = query.section === 'stickiness' && query.grain === 'day' ? DEFAULT_QUERY.grain : query.grain;
  if (scope === 'vendor') return { ...query, grain };
  const section = sectionsIn('site').includes(query.section) ? query.section : DEFAULT_QUERY.section;
  return { ...query, section, grain, filter: ALL_ACCOUNTS, beside: [], unit: 'user' };
}

function orElse<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
