import type { SqlPort } from '../../platform/ports';
import { foretoldAccounts, outlooksBetween, saveOutlooks } from '../../store/account-outlook';
import type { FiringSignals, Outlook } from '../../store/account-outlook';
import { noteTouched } from '../../store/segment-touched';

/** An account's signals are some kilobytes at most. */
const ACCOUNTS_AT_ONCE = 500;

/**
 * Has lists, segments and destinations know what accounts are scored with. `firing`: by account the signals that fire; null leaves them as
 * they are known. Only accounts of which something has changed are written, and noted so that segments look at them again. Returns how many.
 */
export async function publishOutlooks(port: SqlPort, firing: ReadonlyMap<number, FiringSignals> | null): Promise<number> {
  let changed = 0;
  for (let afterId = 0; ;) {
    const accounts = await foretoldAccounts(port, afterId, ACCOUNTS_AT_ONCE);
    const last = accounts.at(-1);
    if (last === undefined) return changed;
    const known = await outlooksBetween(port, afterId, last.accountId);
    afterId = last.accountId;
    const others = accounts.flatMap((foretold) => {
      const before = known.get(foretold.accountId) ?? NOTHING;
      const outlook = { ...foretold, signals: firing === null ? before.signals : (firing.get(foretold.accountId) ?? null) };
      return isSame(outlook, before) ? [] : [outlook];
    });
    const pairs = others.map(({ accountId }) => ({ accountId, userId: 0 }));
    // Before, or a run that is cut would leave nobody who knows; and after, for whoever looked in between.
    await noteTouched(port, pairs);
    await saveOutlooks(port, others);
    await noteTouched(port, pairs);
    changed += others.length;
  }
}

const NOTHING: Outlook = { churn: null, expansion: null, conversion: null, health: null, signals: null };

function isSame(one: Outlook, other: Outlook): boolean {
  return (
    one.churn === other.churn &&
    one.expansion === other.expansion &&
    one.conversion === other.conversion &&
    one.health === other.health &&
    JSON.stringify(one.signals) === JSON.stringify(other.signals)
  );
}
