import type { ClockPort, HttpPort, LogPort, SqlPort, VariablesPort } from '../platform/ports';
import { storedRaws } from '../store/queries/sync-known-rows';
import { marketplaceClient } from './client';
import type { MarketplaceRetry } from './client';
import { failed } from './failure';
import type { MarketplaceFailure } from './failure';
import { loadList, rowsOfList } from './load-feed';
import { unpackRaw } from './raw-text';
import { isRecord } from './records';
import { textOf } from './wire-value';

export type ReplyPorts = {
  readonly sql: SqlPort;
  readonly http: HttpPort;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
};

/** A reply is plain text. */
export const MAX_REPLY_CHARACTERS = 4_000;

/** `failed` says in words why the Marketplace would not have it; `retry`: it could not answer just now, and nothing is known to have changed. */
export type ReplyOutcome = { readonly kind: 'replied'; readonly reply: string | null } | MarketplaceFailure | MarketplaceRetry;

/**
 * Writes the vendor's answer under a review, or takes it away when `reply` is null. The Marketplace first, then the stored review,
 * so that a reply which went nowhere is never shown; what is cut in between comes in with the next reading of the reviews.
 */
export async function replyToReview(
  ports: ReplyPorts,
  { reviewKey, reply }: { readonly reviewKey: string; readonly reply: string | null },
): Promise<ReplyOutcome> {
  const text = reply?.trim() ?? null;
  if (text === '' || (text?.length ?? 0) > MAX_REPLY_CHARACTERS)
    return failed('refused', `A reply has between 1 and ${String(MAX_REPLY_CHARACTERS)} characters.`);
  const client = marketplaceClient(ports.http, ports.variables);
  if ('kind' in client) return client;
  const review = await storedReview(ports.sql, reviewKey);
  if (review === null) return failed('review-gone');
  const answered = await client.replyToReview(review.productId, review.reviewId, text);
  ports.log(answered.kind === 'replied' ? 'info' : 'warn', 'review-reply', {
    outcome: answered.kind === 'failed' ? answered.code : answered.kind,
  });
  if (answered.kind !== 'replied') return answered;
  const now = ports.clock();
  const seen = { at: new Date(now).toISOString(), run: Math.floor(now / 1000), pass: 'delta' } as const;
  const row = { ...review.raw, responseContent: text ?? '' };
  await loadList(ports.sql, 'reviews', rowsOfList([row]), seen);
  return { kind: 'replied', reply: text };
}

type StoredReview = { readonly productId: string; readonly reviewId: string; readonly raw: Record<string, unknown> };

async function storedReview(port: SqlPort, reviewKey: string): Promise<StoredReview | null> {
  const packed = (await storedRaws(port, 'reviews', [reviewKey])).get(reviewKey);
  const raw: unknown = packed === undefined ? null : JSON.parse(unpackRaw(packed));
  if (!isRecord(raw)) return null;
  // The product that the list was read for, in the form in which it stands in a path.
  const [scope, reviewId] = [textOf(raw.scope), textOf(raw.id)];
  return scope === null || reviewId === null ? null : { productId: decodeURIComponent(scope), reviewId, raw };
}
