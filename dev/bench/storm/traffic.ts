import { randomFrom, type Random } from '../../simulator/random';
import type { CapturedEvent } from '../../../src/tracking/bridge-client';

const HOUR_MS = 3_600_000;
/** From the evening before a leap day into its morning: every wrong clock is on the other side of midnight for a while. */
export const STARTS_AT = Date.parse('2028-02-28T20:00:00Z');
export const LASTS_MS = 8 * HOUR_MS;

const EVENTS_A_VISIT = 12;
const EVENTS_A_USER = 200;
const MEDIAN_GAP_MS = 4_000;
const MAX_GAP_MS = 60_000;

/** `valid` must arrive; `odd-clock` too, but nobody can know its day; what the page drops never leaves it; the rest is refused for that reason. */
export const kinds = ['valid', 'odd-clock', 'unknown-event', 'bad-properties', 'not-an-event', 'dropped-by-page'] as const;
export type Kind = (typeof kinds)[number];

/** One thing that a page captures. `serial` is written into a property, so that it can be told from all others wherever it arrives. */
export type Deed = { readonly at: number; readonly serial: number; readonly kind: Kind; readonly captured: CapturedEvent };
/** `skewMs`: by how much the page's clock is ahead. */
export type Visit = { readonly accountId: string; readonly skewMs: number; readonly deeds: readonly Deed[]; readonly leftAt: number };

export const userOf = (index: number): string => `user-${String(index).padStart(4, '0')}`;
export const usersFor = (events: number): number => Math.max(4, Math.ceil(events / EVENTS_A_USER));

/** What happens on the site's pages. The same seed gives the same visits, to the millisecond. */
export function visitsOf(seed: string, events: number): Visit[] {
  const users = usersFor(events);
  const visits: Visit[] = [];
  for (let serial = 1, index = 0; serial <= events; index += 1) {
    const random = randomFrom(seed, 'visit', index);
    const size = Math.min(events - serial + 1, random.int(1, 2 * EVENTS_A_VISIT - 1));
    let at = STARTS_AT + Math.floor(random.next() * LASTS_MS);
    const deeds: Deed[] = [];
    for (let step = 0; step < size; step += 1) {
      deeds.push({ at, serial, ...captureOf(random, serial) });
      serial += 1;
      at += Math.round(Math.min(MAX_GAP_MS, MEDIAN_GAP_MS * Math.exp(0.8 * random.normal())));
    }
    visits.push({ accountId: userOf(index % users), skewMs: skewOf(random), deeds, leftAt: at });
  }
  return visits;
}

/** Most clocks are right within seconds; one in eight is three hours off, either way. */
function skewOf(random: Random): number {
  if (random.chance(0.125)) return random.pick([-3 * HOUR_MS, 3 * HOUR_MS]);
  return random.int(-10_000, 10_000);
}

/** Events whose property `items` can carry the serial. */
const NAMES = ['Checklist Viewed', 'Item Added', 'Template Applied', 'Template Saved', 'Checklist Copied', 'Ticked Cleared'] as const;

function captureOf(random: Random, serial: number): Pick<Deed, 'kind' | 'captured'> {
  const right = { event: random.pick(NAMES), properties: { place: random.pick(['issue', 'page']), items: serial } };
  const draw = random.next();
  if (draw < 0.88) return { kind: 'valid', captured: right };
  if (draw < 0.9)
    return { kind: 'odd-clock', captured: { ...right, timestamp: random.pick(['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) } };
  if (draw < 0.93)
    return { kind: 'unknown-event', captured: { ...right, event: random.pick(['Item Eaten', 'constructor', '__proto__', '']) } };
  if (draw < 0.95) return { kind: 'bad-properties', captured: { ...right, properties: { ...right.properties, title: 'Buy milk' } } };
  if (draw < 0.96) return { kind: 'bad-properties', captured: { ...right, properties: { items: serial, place: 'x'.repeat(45_000) } } };
  if (draw < 0.97) return { kind: 'dropped-by-page', captured: { ...right, properties: { items: serial, place: 'x'.repeat(60_000) } } };
  return { kind: 'not-an-event', captured: { ...right, messageId: random.pick(['', 'mine', '1'.repeat(500)]) } };
}

/** What no page of ours would send, and the reasons that must be given for it, as often. */
export function junkOf(seed: string, index: number): { readonly payload: object; readonly reasons: Readonly<Record<string, number>> } {
  const random = randomFrom(seed, 'junk', index);
  const sentAt = '2028-02-29T00:00:00.000Z';
  const nested = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;
  return random.pick<{ readonly payload: object; readonly reasons: Readonly<Record<string, number>> }>([
    { payload: {}, reasons: { 'bad-payload': 1 } },
    { payload: { sentAt, events: 'all' }, reasons: { 'bad-payload': 1 } },
    { payload: { sentAt: 7, events: [{}] }, reasons: { 'bad-payload': 1 } },
    { payload: { sentAt, events: [] }, reasons: { 'bad-payload': 1 } },
    { payload: { sentAt, events: [null, 7, 'event', nested] }, reasons: { 'not-an-event': 4 } },
    { payload: { sentAt, events: Array.from({ length: 520 }, () => 0) }, reasons: { 'not-an-event': 500, 'too-many-events': 20 } },
  ]);
}
