import { z } from 'zod';
import { DestinationName } from './delivery';

/** What the privacy screen asks: on a customer's site the admin's switches, on the vendor's the record of erasures. */
export const IdentityMode = z.enum(['accountId', 'pseudonym', 'site']);

/** A call as it was sent, as indented JSON. */
export const SentExample = z.object({ day: z.string(), at: z.string(), event: z.string(), json: z.string() });
export type SentExample = z.infer<typeof SentExample>;

/** What became of a request to erase someone. It names nobody. */
export const ErasureRow = z.object({
  requestedAt: z.string(),
  cause: z.enum(['admin', 'account-closed', 'requested']),
  /** What was done where; `waiting` and `failed` are tried again, for a month. */
  done: z.array(
    z.object({
      place: z.enum(['own-store', 'vendor', 'segment', 'journy']),
      state: z.enum(['done', 'waiting', 'failed', 'off']),
      /** A code, e.g. `key-refused-401`; only where it waits or failed. */
      reason: z.string().optional(),
    }),
  ),
});
export type ErasureRow = z.infer<typeof ErasureRow>;

export const PrivacyState = z.object({
  scope: z.enum(['vendor', 'site']),
  /** False: only an admin can change anything here. */
  canChange: z.boolean(),
  /** The site admin's switches; both true on the vendor's site. */
  analytics: z.boolean(),
  identity: z.boolean(),
  /** How the vendor's configuration names people; with `identity` off nobody is named, whatever it says. */
  configuredIdentity: IdentityMode,
  ownStore: z.boolean(),
  watchUntil: z.string().nullable(),
  /** Since when the platform lets nothing leave; null while it does. */
  egressOffSince: z.string().nullable(),
  destinations: z.array(z.object({ destination: DestinationName, host: z.string().nullable(), keepsBadge: z.boolean() })),
  /** Every event that may leave, from the tracking plan. Empty on the vendor's site. */
  leaves: z.array(
    z.object({
      event: z.string(),
      when: z.string(),
      properties: z.array(z.object({ name: z.string(), type: z.string() })),
      usage: z.boolean(),
    }),
  ),
  /** One of each event name and day, newest day first. */
  examples: z.array(SentExample),
  /** Everything sent while *watch* was on, newest first, at most 200. */
  watched: z.array(SentExample),
  erasures: z.array(ErasureRow),
  /** When account IDs were last reported to Atlassian, as its privacy rules ask every seven days; null: never, or none is stored. */
  reportedAt: z.string().nullable(),
});
export type PrivacyState = z.infer<typeof PrivacyState>;

const FoundUser = z.object({ accountId: z.string(), name: z.string() });

export const privacyCalls = {
  privacy: { input: z.strictObject({}), output: PrivacyState },
  setPrivacy: { input: z.strictObject({ analytics: z.boolean().optional(), identity: z.boolean().optional() }), output: PrivacyState },
  /** On for one hour. */
  watch: { input: z.strictObject({ on: z.boolean() }), output: PrivacyState },
  /** People of the site by name, as the asking admin may see them. */
  findUsers: { input: z.strictObject({ search: z.string().min(1).max(100) }), output: z.object({ users: z.array(FoundUser) }) },
  eraseUser: { input: z.strictObject({ accountId: z.string().min(1).max(128) }), output: PrivacyState },
} as const;
