import { unpackRaw } from './raw-text';
import { isRecord } from './records';
import { textOf } from './wire-value';

/** A review as the reports tell it, without who wrote it. `product` is the product's id, as it is written in a path. */
export type ReviewRecord = {
  readonly product: string;
  /** 1 to 5; null for a comment without any. */
  readonly stars: 1 | 2 | 3 | 4 | 5 | null;
  readonly text: string;
  readonly reply: string | null;
  readonly helpfulVotes: number;
  readonly totalVotes: number;
  readonly isFlagged: boolean;
};

const STARS = [1, 2, 3, 4, 5] as const;

/** Reads a packed review. What is not there, or not what it should be, is taken for nothing. */
export function readReview(packed: string): ReviewRecord {
  const value: unknown = JSON.parse(unpackRaw(packed));
  const raw = isRecord(value) ? value : {};
  return {
    product: textOf(raw.scope) ?? textOf(raw.productId) ?? '',
    stars: STARS.find((stars) => stars === Number(raw.stars)) ?? null,
    text: textOf(raw.content) ?? '',
    reply: textOf(raw.responseContent),
    helpfulVotes: countOf(raw.helpfulVotes),
    totalVotes: countOf(raw.totalVotes),
    isFlagged: raw.isFlagged === true,
  };
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
}

/** The product and the name of the app of a packed licence; null where it does not say. */
export function appOfLicence(packed: string): { readonly product: string; readonly name: string } | null {
  const raw: unknown = JSON.parse(unpackRaw(packed));
  if (!isRecord(raw)) return null;
  const [product, name] = [textOf(raw.productId), textOf(raw.addonName) ?? textOf(raw.addonKey)];
  return product === null || name === null ? null : { product: encodeURIComponent(product), name };
}
