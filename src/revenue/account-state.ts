import type { Coverage, Segment } from './coverage';
import type { TransactionLine } from './line';
import type { Movement } from './movement';

/** What licences know of an account, for finding the account that continues it. */
export type AccountIdentity = {
  readonly transactionAccountId: string | null;
  readonly cloudId: string | null;
  readonly contactDomains: readonly string[];
};

/** Days without a pause, `[startDay, endDay)`, with the first and the last segment's place in the coverage. */
export type Run = { readonly startDay: number; readonly endDay: number; readonly last: number };

/** One account took over from another: what the old one paid is carried to the new one on `day`, the first of the new one. */
export type Handover = {
  readonly from: AccountState;
  readonly to: AccountState;
  readonly day: number;
  /** The day on which the old one's lines end: before, on or after `day`. */
  readonly endDay: number;
  readonly carried: Segment;
};

/** Accounts of one app that share a transaction account (0), a site (1) or a contact domain (2). */
export type TwinGroup = { readonly strength: number; readonly members: TwinMember[] };
export type TwinMember = { readonly state: AccountState; readonly sinceDay: number };
export type TwinKey = { readonly strength: number; readonly value: string; readonly sinceDay: number };

/** All that is computed of one account. */
export type AccountState = {
  readonly account: string;
  /** Of its lines; an account has one. */
  readonly app: string;
  lines: TransactionLine[];
  coverage: Coverage;
  /** What the account may be found by, and the groups that hold others too. */
  twinKeys: readonly TwinKey[];
  groups: readonly TwinGroup[];
  handovers: readonly Handover[];
  takenOver: Handover | null;
  /** Segments as they count, after grace and handovers. */
  counted: readonly Segment[];
  movements: readonly Movement[];
  /** The update that last touched it. */
  touchedBy: number;
};

export function runsOf(segments: readonly Segment[]): Run[] {
  const runs: Run[] = [];
  let startDay: number | null = null;
  for (const [last, segment] of segments.entries()) {
    startDay ??= segment.startDay;
    if (segments[last + 1]?.startDay === segment.endDay) continue;
    runs.push({ startDay, endDay: segment.endDay, last });
    startDay = null;
  }
  return runs;
}
