import { z } from 'zod';
import { sql } from '../platform/sql';
import { firstUseDay } from './day-figures';

/** The rest of the columns, of rows that have nothing more to say. */
export const NO_INTS = sql`NULL AS d, NULL AS e, NULL AS f, NULL AS g, NULL AS h, NULL AS i, NULL AS j`;
export const NO_TEXTS = sql`NULL AS u, NULL AS v, NULL AS w, NULL AS x, NULL AS y, NULL AS z, NULL AS s, NULL AS l, NULL AS k`;

const int = z.coerce.number();
const maybe = z.coerce.number().nullable();
const text = z.string().nullable();
/** One thing that is known of the subjects of a condition, or of what is around them; columns are short because every kind of row has the same. */
export const NeighbourhoodRow = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('account'),
    account_id: int,
    a: maybe.describe('seats'),
    b: maybe.describe('MRR, cents'),
    c: maybe.describe('last active day'),
    d: maybe.describe('last event day'),
    e: maybe.transform(firstUseDay).describe('first day of use'),
    f: maybe.describe('users today'),
    g: maybe.describe('users in 7 days'),
    h: maybe.describe('users in 30 days'),
    i: maybe.describe('users ever'),
    j: maybe.describe('uses in 30 days, from `uses`'),
    t: text.describe('app'),
    u: text.describe('company'),
    v: text.describe('tier'),
    w: text.describe('status'),
    x: text.describe('edition'),
    y: text.describe('hosting'),
    z: text.describe('region'),
    s: text.describe('stage'),
    l: text.describe('stage by licence'),
    k: text.describe('contacts, JSON'),
  }),
  z.object({ what: z.literal('user'), user_id: int, a: int.describe('1: erased') }),
  z.object({ what: z.literal('member'), account_id: int, user_id: int, a: int.describe('1: erased'), b: maybe, c: maybe }),
  z.object({ what: z.literal('profile'), account_id: int, user_id: int, t: z.string() }),
  z.object({ what: z.literal('uses'), account_id: int, a: int.describe('block'), t: z.string().describe('events of each day') }),
  z.object({ what: z.literal('stage'), account_id: int, a: int.describe('the last day on which it was entered'), t: z.string() }),
  z.object({
    what: z.literal('outlook'),
    account_id: int,
    a: maybe.describe('chance to leave, tenths of a point'),
    b: maybe.describe('to expand'),
    c: maybe.describe('to buy'),
    t: text.describe('health'),
    u: text.describe('signals that fire, JSON'),
  }),
  z.object({
    what: z.literal('use'),
    account_id: int,
    user_id: int.describe('0: whoever is not looked at'),
    a: int.describe('day'),
    b: int.describe('event'),
    c: int.describe('times'),
    t: text.describe('properties, JSON: of those times that are in a row without, so many had these; null for all'),
  }),
  z.object({ what: z.literal('kept'), account_id: int, user_id: int, a: int.describe('unit'), b: int.describe('day of entry') }),
  z.object({ what: z.literal('stages'), a: int.describe('version of the set of stages') }),
  z.object({ what: z.literal('rank'), account_id: int, user_id: int, a: int.describe('unit'), b: maybe.describe('kept place') }),
  z.object({ what: z.literal('first'), account_id: int, user_id: int, a: int.describe('unit'), b: maybe.describe('kept place') }),
  z.object({ what: z.literal('doubt'), account_id: int, user_id: int, a: int.describe('unit that they may be anywhere in') }),
  z.object({ what: z.literal('among'), account_id: int, user_id: int, a: int.describe('unit'), b: int.describe('day of entry') }),
  z.object({ what: z.literal('ranked'), a: int.describe('unit'), b: int.describe('how many have a place') }),
  z.object({
    what: z.literal('told'),
    account_id: int,
    user_id: int,
    a: maybe.describe('how often it was looked at whether they have something to hear'),
    b: maybe.describe('notes'),
    t: text.describe('names that were heard, JSON'),
    u: text.describe('app'),
    v: text.describe('site'),
    w: text.describe('entitlement'),
    x: text.describe('its number'),
    y: text.describe('user, as destinations know them'),
  }),
  z.object({ what: z.literal('name'), account_id: int, user_id: int, t: z.string().describe('a segment that they are in') }),
]);
export type NeighbourhoodRow = z.infer<typeof NeighbourhoodRow>;
