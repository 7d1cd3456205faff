import { z } from 'zod';
import type { SegmentCall } from '../delivery/envelope';
import { dayOf } from '../platform/days';
import { contextOf, digestOf, messageIdOf } from './call-parts';
import { subjectOf } from './identity';
import type { IdentityMode, InvocationFacts } from './identity';
import { ROLES } from './kit-plan';

type Role = (typeof ROLES)[number];

/** What destinations were last told of a user in an account. `hash` is of all that was told, `at` in milliseconds. */
const MemberNote = z.object({ hash: z.string(), at: z.number(), firstSeenDay: z.iso.date(), role: z.enum(ROLES) });
export type MemberNote = z.infer<typeof MemberNote>;

export type MemberOptions = {
  readonly identity: IdentityMode;
  readonly pseudonymOf: (accountId: string) => string;
  /** Member of the `group` call's `context` that carries the properties of the pair; null: they are not sent. */
  readonly relationshipKey: string | null;
  /** Milliseconds, the server's clock. */
  readonly now: number;
  /** When what is captured together happened: a repeat of it is told with the same time. */
  readonly at: number;
  /** What is captured together. A repeat of it says the same under the same ids. */
  readonly batchId: string;
};

export type MemberCalls = {
  readonly calls: readonly SegmentCall[];
  /** What to keep once the calls were handed over; null: what is kept still holds. */
  readonly note: MemberNote | null;
  /** This user was never told of before. */
  readonly joined: boolean;
};

/** Destinations that lost a call hear it again after so long. */
const TOLD_FOR_MS = 7 * 86_400_000;
const NOTHING: MemberCalls = { calls: [], note: null, joined: false };

/**
 * Introduces a user and links them to the account, before their first event, whenever that would now be told otherwise, and
 * once a week. What belongs to the pair (role, first day) travels beside the account's traits, never among them: there the
 * last user to come would overwrite the account's. Who is nobody is not introduced. `known` is what storage holds of the user;
 * what cannot be read counts as never told.
 */
export function memberCalls(facts: InvocationFacts, known: unknown, options: MemberOptions): MemberCalls {
  const subject = subjectOf(facts, options.identity, options.pseudonymOf);
  if (!('userId' in subject)) return NOTHING;
  const { userId } = subject;
  const parsed = MemberNote.safeParse(known);
  const before = parsed.success ? parsed.data : null;

  const role = roleOf(facts) ?? before?.role ?? 'unknown';
  const firstSeenDay = before?.firstSeenDay ?? dayOf(options.at);
  const context = contextOf(facts);
  const { groupId } = context;
  const traits = { accountType: role };
  const relationship = { role, firstSeenDay };

  const hash = digestOf([userId, groupId, traits, options.relationshipKey, relationship]);
  const age = before === null ? 0 : options.now - before.at;
  if (before?.hash === hash && age >= 0 && age < TOLD_FOR_MS) return NOTHING;

  const timestamp = new Date(options.at).toISOString();
  const idOf = (kind: string) => messageIdOf(facts, kind, options.batchId, userId);
  const beside = options.relationshipKey === null ? {} : { [options.relationshipKey]: relationship };
  const calls: SegmentCall[] = [
    { type: 'identify', messageId: idOf('identify'), userId, timestamp, traits, context },
    { type: 'group', messageId: idOf('member'), userId, groupId, timestamp, traits: {}, context: { ...context, ...beside } },
  ];
  if (before === null) {
    calls.push({
      type: 'track',
      messageId: idOf('joined'),
      event: 'Account Added User',
      userId,
      timestamp,
      properties: { role },
      context: contextOf(facts, false),
    });
  }
  return { calls, note: { hash, at: options.now, firstSeenDay, role }, joined: before === null };
}

/** Null where the platform does not say, as in a trigger: then what was known before still holds. */
function roleOf({ accountType }: InvocationFacts): Role | null {
  return accountType === undefined || accountType === 'anonymous' ? null : accountType;
}

/** Fields of `context` that are spoken for. */
const TAKEN = new Set(['groupId', 'app', 'forge', 'library', 'ip', 'userAgent', 'page', 'device', 'os', 'locale', 'timezone', 'active']);

/**
 * Where relationship properties go, from the variable `RELATIONSHIP_KEY`: `traits` (of the user in the account) unless it says
 * otherwise. `off`, and what cannot be a field of its own, is nowhere.
 */
export function relationshipKeyOf(variable: string | undefined): string | null {
  if (variable === undefined || variable === '') return 'traits';
  return variable !== 'off' && /^[a-z][A-Za-z0-9_]{0,39}$/.test(variable) && !TAKEN.has(variable) ? variable : null;
}
