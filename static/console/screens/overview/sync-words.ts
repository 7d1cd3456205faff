import type { Overview } from '../../../../src/contract/overview';
import { count, counted, instant } from '../../parts/format';

export type Sync = NonNullable<Overview['sync']>;

/** `Licences synced 12:03 UTC, 300 licences, 4,120 transactions, 2 set aside`; `today` is a UTC day. */
export function syncWords(sync: Sync, today: string): string {
  if (sync.lastDoneAt === null) return 'Licences not synced yet: the first sync runs within the hour';
  const parts = [
    `Licences synced ${instant(sync.lastDoneAt, today)}`,
    counted(sync.licences, 'licence'),
    counted(sync.transactions, 'transaction'),
  ];
  if (sync.quarantined > 0) parts.push(`${count(sync.quarantined)} set aside`);
  return parts.join(', ');
}
