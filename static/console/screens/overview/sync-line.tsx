import { Definition } from '../../parts/definition';
import { type Sync, syncWords } from './sync-words';

const SET_ASIDE = 'Set aside: records that did not fit what is known of the Marketplace’s format. They are kept, but not counted.';

export function SyncLine({ sync, today }: { sync: Sync; today: string }) {
  const words = syncWords(sync, today);
  return (
    <p className="sync">
      {sync.quarantined > 0 ? <Definition term={words} meaning={SET_ASIDE} /> : words}
      {sync.lastError === null ? null : <span className="sync-error">Last sync failed: {sync.lastError}</span>}
    </p>
  );
}
