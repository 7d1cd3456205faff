import type { Checklist, Operation } from '../contract/checklist';
import type { Track } from '../tracking/define-plan';
import type { checklistPlan } from './plan';

export type ChecklistTrack = Track<typeof checklistPlan>;
export type Place = 'issue' | 'page';

/** Reports an operation that succeeded, given the list that came of it and the number of items before. */
export function trackOperation(track: ChecklistTrack, place: Place, operation: Operation, after: Checklist, itemsBefore: number): void {
  switch (operation.type) {
    case 'add':
      track('Item Added', { place, items: after.items.length });
      return;
    case 'rename':
      track('Item Renamed', { place });
      return;
    case 'tick':
      track('Item Ticked', { place, allDone: after.items.every((item) => item.ticked) });
      return;
    case 'untick':
      track('Item Unticked', { place });
      return;
    case 'move':
      track('Item Moved', { place });
      return;
    case 'delete':
      track('Item Deleted', { place });
      return;
    case 'clear-ticked':
      track('Ticked Cleared', { place, items: Math.max(0, itemsBefore - after.items.length) });
  }
}
