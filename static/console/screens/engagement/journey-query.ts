import { EarlyDays, KeptFrom } from '../../../../src/contract/activation';
import { FunnelLimitDays, FunnelLimitOf, MAX_FUNNEL_STEPS } from '../../../../src/contract/funnel';

/** What the address holds of the ways that units take. */
export type JourneyQuery = {
  /** A funnel's events in their order, each once. */
  readonly steps: readonly string[];
  readonly limitDays: FunnelLimitDays;
  readonly limitOf: FunnelLimitOf;
  /** Activation looks at so many first days, and at activity from that day on. */
  readonly earlyDays: EarlyDays;
  readonly keptFrom: KeptFrom;
};

export const DEFAULT_JOURNEY: JourneyQuery = { steps: [], limitDays: 14, limitOf: 'whole', earlyDays: 7, keptFrom: 30 };
const LONGEST_STEP = 200;

/** Reads an address that anyone may have typed: what does not fit is left out, or falls back to the default. */
export function readJourney(params: URLSearchParams): JourneyQuery {
  const steps = params.getAll('step').filter((step) => step !== '' && step.length <= LONGEST_STEP);
  const number = (name: string): number => Number(params.get(name) ?? NaN);
  const limitDays = FunnelLimitDays.safeParse(number('within'));
  const limitOf = FunnelLimitOf.safeParse(params.get('limit'));
  const earlyDays = EarlyDays.safeParse(number('early'));
  const keptFrom = KeptFrom.safeParse(number('kept'));
  return {
    steps: [...new Set(steps)].slice(0, MAX_FUNNEL_STEPS),
    limitDays: limitDays.success ? limitDays.data : DEFAULT_JOURNEY.limitDays,
    limitOf: limitOf.success ? limitOf.data : DEFAULT_JOURNEY.limitOf,
    earlyDays: earlyDays.success ? earlyDays.data : DEFAULT_JOURNEY.earlyDays,
    keptFrom: keptFrom.success ? keptFrom.data : DEFAULT_JOURNEY.keptFrom,
  };
}

/** The inverse of `readJourney`, added to an address; what is default is left out. */
export function writeJourney(params: URLSearchParams, journey: JourneyQuery): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const step of journey.steps) written.append('step', step);
  const names = { limitDays: 'within', limitOf: 'limit', earlyDays: 'early', keptFrom: 'kept' } as const;
  for (const key of ['limitDays', 'limitOf', 'earlyDays', 'keptFrom'] as const)
    if (journey[key] !== DEFAULT_JOURNEY[key]) written.set(names[key], String(journey[key]));
  return written;
}
