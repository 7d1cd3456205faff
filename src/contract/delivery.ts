import { z } from 'zod';

/** What the delivery screen asks. Days are UTC, instants ISO; counts are events, not requests. */
export const DestinationName = z.enum(['segment', 'journy', 'intake', 'store']);
export type DestinationName = z.infer<typeof DestinationName>;

/**
 * `off`: no key, nothing is sent. `failing`: it asks for later tries, which wait on the queue. `paused`: it refuses the key or
 * answers nonsense; events are parked. `egress-off`: the platform lets nothing leave, by the choice of the site's admin.
 */
export const DestinationState = z.enum(['on', 'off', 'failing', 'paused', 'egress-off']);
export type DestinationState = z.infer<typeof DestinationState>;

/** One day of one destination: `captured` is always the sum of the five that follow. `repeats`: sent again because nobody knows whether it arrived. */
export const AuditDay = z.object({
  day: z.string(),
  captured: z.number().int(),
  delivered: z.number().int(),
  pending: z.number().int(),
  parked: z.number().int(),
  dead: z.number().int(),
  refused: z.number().int(),
  repeats: z.number().int(),
});
export type AuditDay = z.infer<typeof AuditDay>;

export const DestinationHealth = z.object({
  destination: DestinationName,
  state: DestinationState,
  /** Where it is, without a path; null for the own store and for what is off. */
  host: z.string().nullable(),
  since: z.string().nullable(),
  /** A code, e.g. `status-503`, `key-refused-401`, `unreachable`. */
  reason: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  lastDeliveredAt: z.string().nullable(),
  /** False for a host that is no analytics tool of Atlassian's list: it costs the Runs on Atlassian badge. */
  keepsBadge: z.boolean(),
  /** Oldest first, one for each day of the range. */
  days: z.array(AuditDay),
});
export type DestinationHealth = z.infer<typeof DestinationHealth>;

/** `parked` waits for a replay, by hand or when the destination is back; `dead` was given up, and can be replayed by hand. */
export const LetterState = z.enum(['parked', 'dead']);
export const LetterRow = z.object({
  letterId: z.string(),
  destination: DestinationName,
  state: LetterState,
  reason: z.string(),
  events: z.number().int(),
  at: z.string(),
});
export type LetterRow = z.infer<typeof LetterRow>;
export const LettersRequest = z.strictObject({
  state: LetterState.nullable().default(null),
  destination: DestinationName.nullable().default(null),
  page: z.number().int().min(0).max(10_000).default(0),
  pageSize: z.number().int().min(1).max(200).default(25),
});
export type LettersRequest = z.infer<typeof LettersRequest>;
export const LettersPage = z.object({ rows: z.array(LetterRow), total: z.number().int() });
export type LettersPage = z.infer<typeof LettersPage>;

export const DeliveryRequest = z.strictObject({
  days: z.union([z.literal(7), z.literal(14), z.literal(30)]).default(14),
  letters: LettersRequest.prefault({}),
});
export type DeliveryRequest = z.infer<typeof DeliveryRequest>;

export const DeliveryReport = z.object({
  scope: z.enum(['vendor', 'site']),
  /** False: only an admin can replay letters and try a destination again. */
  canChange: z.boolean(),
  asOfDay: z.string(),
  generatedAt: z.string(),
  destinations: z.array(DestinationHealth),
  letters: LettersPage,
  /** Events refused before any queue in the range, by reason, most first. */
  refusals: z.array(z.object({ reason: z.string(), events: z.number().int() })),
  /** An estimate at Atlassian's published prices, without the free allowance. `dollarsPerMillion` is null without events. */
  cost: z.object({
    events: z.number().int(),
    batches: z.number().int(),
    dollars: z.number(),
    dollarsPerMillion: z.number().nullable(),
  }),
});
export type DeliveryReport = z.infer<typeof DeliveryReport>;

export const deliveryCalls = {
  delivery: { input: DeliveryRequest, output: DeliveryReport },
  letters: { input: LettersRequest, output: LettersPage },
  /** Puts letters back on the queue; those that are gone or on their way already are not counted. */
  replay: {
    input: z.strictObject({ letterIds: z.array(z.string().max(40)).min(1).max(100) }),
    output: z.object({ replayed: z.number().int() }),
  },
  /** Asks a destination at once whether it takes events again. */
  tryAgain: { input: z.strictObject({ destination: DestinationName }), output: z.object({ state: DestinationState }) },
} as const;
