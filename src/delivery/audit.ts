import type { DestinationKey } from './destinations';
import type { DeliveryOutcome } from './outcome';

/** Where a batch stands at one destination. `attempts` only grows: the row with the most is the truth. */
export type BatchState = 'pending' | 'delivered' | 'parked' | 'dead' | 'refused';
export type AuditRow = {
  readonly batch: string;
  readonly destination: DestinationKey;
  /** When it was captured. */
  readonly at: number;
  readonly events: number;
  readonly state: BatchState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly repeats: number;
};

/** The books of an app that keeps them. */
export type AuditPort = {
  /** Destinations that are through with a batch: nothing is to be sent there any more. */
  settled(batch: string): Promise<readonly DestinationKey[]>;
  note(rows: readonly AuditRow[]): Promise<void>;
};

export function stateOf(outcome: DeliveryOutcome): BatchState {
  switch (outcome.kind) {
    case 'done':
      return 'delivered';
    case 'retry':
      return 'pending';
    case 'park':
      return 'parked';
    case 'drop':
      return 'dead';
    case 'refused':
      return 'refused';
  }
}
