import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IdentityMode } from '../tracking/identity';

/** Where the choices of a site and of its people stand in key-value storage, and how each value is read. */
export const SWITCHES_KEY = 'privacy:switches';
export const WATCH_KEY = 'privacy:watch';

/** *Watch* keeps everything that is sent for so long, and then ends by itself. */
export const WATCH_MS = 3_600_000;
/** The clocks of two invocations may differ by so much. */
const CLOCK_SLACK_MS = 60_000;

/** That this person declined to be measured. The key does not tell who it is without their account ID. */
export function declinedKey(accountId: string): string {
  return `privacy:declined:${personHash(accountId)}`;
}

/** What destinations were last told of this person. */
export function memberKey(accountId: string): string {
  return `member:${personHash(accountId)}`;
}

/** 132 bits of SHA-256 in letters that a key may have, whatever the account ID is made of. */
function personHash(accountId: string): string {
  return createHash('sha256').update(accountId).digest('base64url').slice(0, 22);
}

/** The switches of the site's admin. */
const Switches = z.object({ analytics: z.boolean(), identity: z.boolean() });
export type Switches = z.infer<typeof Switches>;
const Watch = z.object({ until: z.number() });

const ALL_ON: Switches = { analytics: true, identity: true };
const ALL_OFF: Switches = { analytics: false, identity: false };

/** Nothing stored: both on. A value that cannot be read may have been an off, so it is one. */
export function readSwitches(value: unknown): Switches {
  if (isAbsent(value)) return ALL_ON;
  const parsed = Switches.safeParse(value);
  return parsed.success ? parsed.data : ALL_OFF;
}

/** Until when everything sent is kept, in milliseconds; null when nobody watches, or the value says more than one hour. */
export function readWatchUntil(value: unknown, now: number): number | null {
  const parsed = Watch.safeParse(value);
  if (!parsed.success) return null;
  const { until } = parsed.data;
  return until > now && until <= now + WATCH_MS + CLOCK_SLACK_MS ? until : null;
}

/** True when the person declined. A value that cannot be read may have been a no, so it is one. */
export function readDeclined(value: unknown): boolean {
  return !isAbsent(value) && value !== false;
}

/** How people are named at destinations: as configured, or not at all where the site's admin switched that off. */
export function effectiveIdentity(switches: Switches, configured: IdentityMode): IdentityMode {
  return switches.identity ? configured : 'site';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
