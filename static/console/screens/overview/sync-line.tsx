import type { Overview } from '../../../../src/contract/console';
import { counted, instant } from '../../parts/format';

type Sync = NonNullable<Overview['sync']>;

/** `Licences synced 12:03 UTC, 300 licences, 4,120 transactions, 2 set aside` */
export function syncWords(sync: Sync, today: string): string {
  if (sync.lastDoneAt === null) return 'Licences not synced yet: the first sync runs within the hour';
  const parts = [`Licences synced ${instant(sync.lastDoneAt, today)}`, counted(sync.licences, 'licence'), counted(sync.transactions, 'transaction')];
  if (sync.quarantined > 0) parts.push(`${counted(sync.quarantined, 'record')} set aside`);
  return parts.join(', ');
}

export function SyncLine({ sync, today }: { sync: Sync; today: string }) {
  return (
    <p className="sync" title={sync.quarantined > 0 ? 'Set aside: records that did not fit what is known of the Marketplace’s format. They are kept, not counted.' : undefined}>
      {syncWords(sync, today)}
      {sync.lastError === null ? null : <span className="sync-error">Last sync failed: {sync.lastError}</span>}
    </p>
  );
}
