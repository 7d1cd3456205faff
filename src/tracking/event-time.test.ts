import * as fc from 'fast-check';
import { eventTime } from './event-time';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2028, 1, 29, 0, 0, 30);
const iso = (at: number) => new Date(at).toISOString();
const utcDay = (at: number) => iso(at).slice(0, 10);

/** What the server makes of an event `ageMs` before it was sent, by a clock `aheadMs` ahead, in a call of `transitMs`. */
const timed = (happened: number, ageMs: number, aheadMs: number, transitMs: number) =>
  eventTime(iso(happened + aheadMs), iso(happened + ageMs + aheadMs), happened + ageMs + transitMs);

describe('eventTime', () => {
  it.each([
    ['a right clock is believed', NOW - 45 * SECOND, NOW - 200, NOW - 45 * SECOND],
    ['so is one that is a minute behind', NOW - 2 * MINUTE, NOW - MINUTE, NOW - 2 * MINUTE],
    ['and one that is a minute ahead', NOW, NOW + MINUTE, NOW],
    ['a clock three hours ahead is put right', NOW + 3 * HOUR - 45 * SECOND, NOW + 3 * HOUR - 200, NOW - 45 * SECOND],
    ['a clock three hours behind as well', NOW - 3 * HOUR - 45 * SECOND, NOW - 3 * HOUR - 200, NOW - 45 * SECOND],
    ['only by whole minutes', NOW - 90 * SECOND - 7, NOW - 90 * SECOND, NOW + 30 * SECOND - 7],
    ['an event of an earlier visit keeps its age', NOW - 3 * DAY, NOW - 200, NOW - 3 * DAY],
  ])('%s', (_name, happened, sent, expected) => {
    expect(eventTime(iso(happened), iso(sent), NOW)).toBe(expected);
  });

  it.each([
    ['no times at all', '', '', NOW],
    ['words', 'yesterday', 'today', NOW],
    ['no time of sending', iso(NOW - MINUTE), '', NOW],
    ['an event after its sending', iso(NOW + HOUR), iso(NOW), NOW],
    ['year 9999', '9999-12-31T23:59:59.999Z', iso(NOW), NOW],
    ['year 1', '0001-01-01T00:00:00.000Z', iso(NOW), NOW - 30 * DAY],
    ['a clock of year 9999', '9999-12-31T23:59:00.000Z', '9999-12-31T23:59:00.000Z', NOW],
    ['a clock of year 1', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z', NOW],
    ['the end of time', '+275760-09-13T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', NOW],
    ['31 days', iso(NOW - 31 * DAY), iso(NOW), NOW - 30 * DAY],
  ])('makes sense of %s', (_name, happened, sent, expected) => {
    expect(Math.abs(eventTime(happened, sent, NOW) - expected)).toBeLessThanOrEqual(30 * SECOND);
  });

  const happening = fc.integer({ min: Date.UTC(2024, 1, 28), max: Date.UTC(2028, 2, 2) });
  const age = fc.integer({ min: 0, max: 29 * DAY });
  const transit = fc.integer({ min: 0, max: 5 * SECOND });

  it('is right to the minute, and so is its day, for clocks up to three hours off', () => {
    fc.assert(
      fc.property(happening, age, fc.integer({ min: -3 * HOUR, max: 3 * HOUR }), transit, (happened, ageMs, aheadMs, transitMs) => {
        const at = timed(happened, ageMs, aheadMs, transitMs);
        expect(Math.abs(at - happened)).toBeLessThanOrEqual(MINUTE);
        expect([utcDay(happened - MINUTE), utcDay(happened), utcDay(happened + MINUTE)]).toContain(utcDay(at));
      }),
    );
  });

  it('is the same at every repeat of the call where the clock is right', () => {
    fc.assert(
      fc.property(
        happening,
        age,
        fc.integer({ min: -55 * SECOND, max: 55 * SECOND }),
        fc.array(transit),
        fc.array(age),
        (at, ageMs, aheadMs, transits, later) => {
          const first = timed(at, ageMs, aheadMs, 0);
          for (const [index, transitMs] of transits.entries()) {
            const laterMs = Math.min(later[index] ?? 0, 29 * DAY - ageMs);
            expect(timed(at, ageMs + laterMs, aheadMs, transitMs)).toBe(first);
          }
        },
      ),
    );
  });

  it('is the same at nearly every repeat where the clock is hours off: only at the edge of a minute can it differ', () => {
    let same = 0;
    let all = 0;
    fc.assert(
      fc.property(
        happening,
        age,
        fc.integer({ min: 2 * HOUR, max: 3 * HOUR }),
        fc.boolean(),
        transit,
        transit,
        (at, ageMs, off, ahead, one, other) => {
          const aheadMs = ahead ? off : -off;
          const [first, second] = [timed(at, ageMs, aheadMs, one), timed(at, ageMs, aheadMs, other)];
          all += 1;
          if (first === second) same += 1;
          expect([0, MINUTE]).toContain(Math.abs(first - second));
        },
      ),
      { numRuns: 2_000, seed: 4 },
    );
    expect(same / all).toBeGreaterThan(0.95);
  });

  it('never leaves the last 30 days and the next minute, whatever it is told', () => {
    const word = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    fc.assert(
      fc.property(word, word, (happened, sent) => {
        const at = eventTime(happened, sent, NOW);
        expect(at).toBeGreaterThanOrEqual(NOW - 30 * DAY);
        expect(at).toBeLessThanOrEqual(NOW + MINUTE);
      }),
    );
  });
});
