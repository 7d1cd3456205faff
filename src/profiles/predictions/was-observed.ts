import type { Condition } from '../../segments/condition';
import { nodesOf, windowOf } from '../../segments/nodes';
import { STAGE_SINCE_COLUMN, stageEnteredColumn } from '../../segments/catalogue';
import { dayNumber } from '../../platform/days';
import { windowBounds } from '../../segments/window';
import type { Window } from '../../segments/window';
import { GAP_DAYS } from './observed';
import type { PastAccount } from './past-of-accounts';

/** Whether the account reported all through the days at which a condition looks back from a look: what was not observed is not unused. */
export function wasObserved(condition: Condition, look: number, account: PastAccount): boolean {
  return nodesOf('account', condition).every(({ node }) => {
    if (node.type !== 'event' && node.type !== 'screen' && node.type !== 'firstTime') return true;
    const window = windowOf(node);
    if (window === null) return true;
    const through = Math.min(windowBounds(window, look - 1).through, look - 1);
    const from = node.type === 'firstTime' ? -Infinity : beginning(window, look, account);
    return isHeardAllThrough(Math.max(from, account.beganDay ?? -Infinity), through, account);
  });
}

function beginning(window: Window, look: number, { values }: PastAccount): number {
  if (window.type !== 'sinceStage') return windowBounds(window, look - 1).from;
  const since = values.get(window.stage === null ? STAGE_SINCE_COLUMN : stageEnteredColumn(window.stage));
  // Who never came into the stage has done nothing since, whoever was listening.
  return typeof since === 'string' ? dayNumber(since) : Infinity;
}

function isHeardAllThrough(from: number, through: number, { isHeardOn, beganDay }: PastAccount): boolean {
  if (from === -Infinity || (beganDay === null && from < 0)) return false;
  let gap = 0;
  // A silence that began before these days goes on in them.
  for (let day = Math.max(from - GAP_DAYS + 1, beganDay ?? -Infinity); day <= through; day += 1) {
    gap = isHeardOn(day) ? 0 : gap + 1;
    if (gap >= GAP_DAYS && day >= from) return false;
  }
  return true;
}
