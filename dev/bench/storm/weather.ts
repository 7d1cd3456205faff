import type { Fault } from '../../sink/faults';
import { randomFrom, type Random } from '../../simulator/random';
import { LASTS_MS, STARTS_AT, type Visit } from './traffic';

const MINUTE_MS = 60_000;
/** Shares of the whole time. */
const FAIR = { from: 0.5, to: 0.74 } as const;

/** A spell of one fault at the destination. */
export type Gust = { readonly from: number; readonly to: number; readonly kind: Fault['kind'] };
export type Death = { readonly at: number; readonly who: 'resolver' | 'consumer'; readonly when: 'before' | 'after' };
export type Span = { readonly from: number; readonly to: number };

/** Everything that goes wrong, and when. Instants in ms. */
export type Weather = {
  readonly gusts: readonly Gust[];
  /** Each kind befalls at least one request: the first after its instant. */
  readonly bolts: readonly { readonly at: number; readonly kind: Fault['kind'] }[];
  readonly deaths: readonly Death[];
  /** The site's admin forbids analytics egress. */
  readonly egressOff: Span;
  /** When the admin presses "try again" after that. */
  readonly tryAgainAt: number;
  readonly keyRevoked: Span & { readonly answer: 401 | 403 };
  readonly duplicated: readonly Span[];
  readonly reordered: readonly Span[];
  /** Deliveries of the queue that are lost before the function runs. */
  readonly lostRuns: readonly { readonly at: number; readonly count: number }[];
};

export const faultKinds = ['429', '500', 'redirect', 'html', 'error-body', 'reset', 'reset-after', 'silence', 'slow'] as const;
/** How often each kind comes up, beside once for certain. An answer that is waited for costs real time, so silence is rare. */
const LIKELY = [
  '429',
  '429',
  '500',
  '500',
  'reset',
  'reset',
  'reset-after',
  'reset-after',
  'html',
  'error-body',
  'redirect',
  'slow',
] as const;

/** The weather over these visits: it strikes where somebody is at work. Bounded: all is fair again before the last visit's end. */
export function weatherOf(seed: string, visits: readonly Visit[]): Weather {
  const random = randomFrom(seed, 'weather');
  const events = visits.reduce((sum, { deeds }) => sum + deeds.length, 0);
  const busy = visits.flatMap(({ deeds }) => deeds.slice(0, 1)).map(({ at }) => at);
  // Fair before the egress block: a destination that is left alone because it fails is not asked, and the block goes unnoticed.
  const rough = busy.filter((at) => at < STARTS_AT + FAIR.from * LASTS_MS || at >= STARTS_AT + FAIR.to * LASTS_MS);
  const moment = (): number => (rough[random.int(0, Math.max(0, rough.length - 1))] ?? STARTS_AT) + random.int(0, 20_000);
  const several = <T>(count: number, make: () => T): T[] => Array.from({ length: Math.round(count) }, make);
  /** Begins at work, between two shares of the whole time, so that spells of different kinds keep apart. */
  const spell = (afterShare: number, beforeShare: number, lengthMs: number): Span => {
    const begins = busy.filter((at) => at >= STARTS_AT + afterShare * LASTS_MS && at < STARTS_AT + beforeShare * LASTS_MS);
    const from = begins[random.int(0, Math.max(0, begins.length - 1))] ?? STARTS_AT + afterShare * LASTS_MS;
    return { from, to: from + lengthMs };
  };
  const egressOff = spell(0.64, 0.7, 10 * MINUTE_MS);
  return {
    gusts: several(Math.max(12, events / 60), () => gustAt(random, moment())),
    bolts: faultKinds.map((kind) => ({ at: moment(), kind })),
    deaths: several(Math.max(8, events / 80), () => ({
      at: moment(),
      who: random.pick(['resolver', 'resolver', 'consumer']),
      when: random.pick(['before', 'after']),
    })),
    egressOff,
    tryAgainAt: egressOff.to + random.int(1, 120) * 1_000,
    keyRevoked: { ...spell(0.2, 0.3, random.int(30, 90) * MINUTE_MS), answer: random.pick([401, 403]) },
    duplicated: several(Math.max(2, events / 2_000), () => spell(0, 1, random.int(5, 20) * MINUTE_MS)),
    reordered: several(Math.max(2, events / 2_000), () => spell(0, 1, random.int(5, 20) * MINUTE_MS)),
    lostRuns: several(Math.max(3, events / 500), () => ({ at: moment(), count: random.int(1, 3) })),
  };
}

function gustAt(random: Random, from: number): Gust {
  return { from, to: from + random.int(10, 90) * 1_000, kind: random.pick(LIKELY) };
}

/** A redirect leads to where nobody of ours is, or to another path of the same host, where only a web page answers. */
const ELSEWHERE = ['https://login.example.com/', '/v1/sign-in', 'https://api.segment.io/'] as const;

export function faultOf(kind: Fault['kind'], random: Random): Fault {
  switch (kind) {
    case '429':
      return { kind, retryAfterSeconds: random.pick([null, random.int(1, 600)]) };
    case 'redirect':
      return { kind, status: random.pick([301, 302, 307, 308]), location: random.pick(ELSEWHERE) };
    case 'slow':
      return { kind, answersAfterMs: 40 };
    default:
      return { kind };
  }
}

/** What befalls a request at this instant: within a gust most requests, outside none. */
export function weatherNow(seed: string, { gusts }: Weather, now: () => number): () => Fault | undefined {
  const random = randomFrom(seed, 'requests');
  return () => {
    const at = now();
    const gust = gusts.find(({ from, to }) => from <= at && at < to);
    return gust !== undefined && random.chance(0.75) ? faultOf(gust.kind, random) : undefined;
  };
}
