import { createHmac, timingSafeEqual } from 'node:crypto';

/** Write keys that the intake knows, each with its HMAC secret or null. Comes from the encrypted variable `INTAKE_KEYS`. */
export type IntakeKeys = ReadonlyMap<string, string | null>;

export type Authorisation =
  { readonly kind: 'granted' } | { readonly kind: 'denied'; readonly reason: 'no-key' | 'wrong-key' | 'wrong-signature' };

/**
 * A Basic write key always (`base64(key + ":")`, as Segment's libraries send it); where that key has a secret, also a
 * signature over the raw body in `X-Signature`: hex HMAC-SHA1, as Segment's Webhooks destination makes it.
 */
export function authorise(
  keys: IntakeKeys,
  headers: { readonly authorization: string | undefined; readonly signature: string | undefined },
  rawBody: string,
): Authorisation {
  const presented = basicKey(headers.authorization);
  if (presented === null) return { kind: 'denied', reason: 'no-key' };
  const match = [...keys].find(([key]) => sameText(key, presented));
  if (match === undefined) return { kind: 'denied', reason: 'wrong-key' };
  const [, secret] = match;
  if (secret === null) return { kind: 'granted' };
  return headers.signature !== undefined && sameText(signBody(rawBody, secret), headers.signature.trim().toLowerCase())
    ? { kind: 'granted' }
    : { kind: 'denied', reason: 'wrong-signature' };
}

/** Hex HMAC-SHA1 of the raw body. */
export function signBody(rawBody: string, secret: string): string {
  return createHmac('sha1', secret).update(rawBody).digest('hex');
}

function basicKey(header: string | undefined): string | null {
  const match = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(header ?? '');
  if (match?.[1] === undefined) return null;
  const [key] = Buffer.from(match[1], 'base64').toString('utf8').split(':');
  return key === undefined || key === '' ? null : key;
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** `{"writeKey": "secret" | null, …}`; anything else is no key at all. */
export function parseIntakeKeys(variable: string | undefined): IntakeKeys {
  if (variable === undefined) return new Map();
  const parsed: unknown = JSON.parse(variable);
  if (typeof parsed !== 'object' || parsed === null) return new Map();
  return new Map(Object.entries(parsed).map(([key, secret]) => [key, typeof secret === 'string' ? secret : null]));
}
