import { dayOf } from '../../../src/platform/days';
import type { Taken } from './recorder';
import type { Storm } from './run-storm';
import type { Deed, Kind } from './traffic';

/** Clocks are believed to the minute, so an event so close to midnight may be dated on either side of it. */
const MIDNIGHT_MS = 61_000;
const DAY_MS = 86_400_000;
/** What a queue may have held when the block began: its longest delay, and what an app adds to spread it. */
const HELD_MS = 930_000;

/** How an app came through, counted in events that somebody did. */
export type Score = {
  /** Right events, whose arrival is owed unless the site's admin let nothing leave. */
  readonly valid: number;
  readonly arrived: number;
  /** Of them, those that came, or whose turn on the queue came, while nothing might leave: not sent, as the admin chose. */
  readonly refused: number;
  readonly lost: number;
  /** Arrived more than once, as events that the destination cannot tell from new ones. */
  readonly doubled: number;
  readonly misdated: number;
  /** Captured while nothing might leave and the app had noticed, and sent all the same. */
  readonly smuggled: number;
  /** Captured before the app noticed, because it left the destination alone just then for another reason; no wrong of its. */
  readonly unnoticed: number;
  /** Not in the tracking plan or with properties that are not, and sent all the same. */
  readonly passedOn: number;
  /** One event of each fault, to look at. */
  readonly examples: Readonly<Partial<Record<'lost' | 'doubled' | 'misdated' | 'smuggled' | 'passedOn', number>>>;
};

const ARRIVES: readonly Kind[] = ['valid', 'odd-clock'];
/** What only breaks the form of a call is no fault of an app whose calls have another form. */
const NEVER_ARRIVES: readonly Kind[] = ['unknown-event', 'bad-properties', 'dropped-by-page'];

export function scoreOf({ deeds, weather, answeredAt, stage }: Storm): Score {
  const arrivals = bySerial(stage.recorder.messages.values());
  const { egressOff, tryAgainAt } = weather;
  const within = (at: number | undefined, from: number, to: number): boolean => at !== undefined && at >= from && at < to;
  const refusedAt = ({ serial }: Deed): boolean =>
    stage.recorder.blockedSerials.has(serial) || within(answeredAt.get(serial), egressOff.from - HELD_MS, tryAgainAt);
  const of = (deed: Deed): readonly Taken[] => arrivals.get(deed.serial) ?? [];

  const right = deeds.filter(({ kind }) => ARRIVES.includes(kind));
  const missing = right.filter((deed) => of(deed).length === 0);
  const lost = missing.filter((deed) => !refusedAt(deed));
  const doubled = right.filter((deed) => of(deed).length > 1);
  const misdated = right.filter((deed) => deed.kind === 'valid' && of(deed).some(({ timestamp }) => !isRightDay(deed.at, timestamp)));
  const noticedAt = stage.recorder.firstBlockedAt() ?? Infinity;
  const sentLater = right.filter(
    (deed) =>
      within(answeredAt.get(deed.serial), egressOff.from, egressOff.to) &&
      of(deed).some(({ takenAt }) => takenAt.some((at) => at >= egressOff.from)),
  );
  const smuggled = sentLater.filter(({ serial }) => (answeredAt.get(serial) ?? 0) >= noticedAt);
  const passedOn = deeds.filter((deed) => NEVER_ARRIVES.includes(deed.kind) && of(deed).length > 0);
  const faults = { lost, doubled, misdated, smuggled, passedOn };
  return {
    valid: right.length,
    arrived: right.length - missing.length,
    refused: missing.length - lost.length,
    lost: lost.length,
    doubled: doubled.length,
    misdated: misdated.length,
    smuggled: smuggled.length,
    unnoticed: sentLater.length - smuggled.length,
    passedOn: passedOn.length,
    examples: Object.fromEntries(Object.entries(faults).flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first.serial]]))),
  };
}

export const wrongEvents = ({ lost, doubled, misdated, smuggled }: Score): number => lost + doubled + misdated + smuggled;

function bySerial(messages: Iterable<Taken>): Map<number, Taken[]> {
  const arrivals = new Map<number, Taken[]>();
  for (const message of messages) {
    if (message.type !== 'track' || message.serial === null) continue;
    arrivals.set(message.serial, [...(arrivals.get(message.serial) ?? []), message]);
  }
  return arrivals;
}

function isRightDay(happenedAt: number, timestamp: number): boolean {
  const sinceMidnight = happenedAt % DAY_MS;
  return dayOf(happenedAt) === dayOf(timestamp) || sinceMidnight < MIDNIGHT_MS || DAY_MS - sinceMidnight < MIDNIGHT_MS;
}
