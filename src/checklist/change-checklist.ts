import type { Checklist, ChecklistAnswer, ChecklistRefusal, Container, Item, Operation } from '../contract/checklist';
import { appendItems, applyOperation, type Outcome } from './operations';
import type { ChecklistStore } from './store';

export const CONFLICT_MESSAGE = 'Somebody else changed this checklist; it has been reloaded';

/** So many people would have to write in the same instant before one of them is asked to try again. */
const MAX_ATTEMPTS = 8;

export type ChecklistPorts = { readonly store: ChecklistStore };

export const emptyChecklist = (container: Container): Checklist => ({ container, version: 0, items: [] });

/**
 * Applies one operation to the newest list. A base that is stale by now is no conflict as long as the operation still
 * makes sense; when it does not, the list as it is now comes back with a message.
 */
export async function changeChecklist(
  ports: ChecklistPorts,
  input: { readonly container: Container; readonly baseVersion: number; readonly operation: Operation },
): Promise<ChecklistAnswer<Checklist>> {
  return editChecklist(ports, input.container, (items, version) => {
    const outcome = applyOperation(items, input.operation);
    if (outcome.kind === 'overtaken' && version === input.baseVersion) {
      return { kind: 'refused', reason: 'This checklist has no such item.' };
    }
    return outcome;
  });
}

/** Adds copies of items, not ticked. The new ids come from `fillId`, so running it twice adds them once. */
export async function fillChecklist(
  ports: ChecklistPorts,
  input: { readonly container: Container; readonly fillId: string; readonly items: readonly Item[] },
): Promise<ChecklistAnswer<Checklist>> {
  const copies = input.items.map((item, index) => ({ id: `${input.fillId}-${String(index)}`, text: item.text, ticked: false }));
  return editChecklist(ports, input.container, (items) => appendItems(items, copies));
}

async function editChecklist(
  { store }: ChecklistPorts,
  container: Container,
  edit: (items: readonly Item[], version: number) => Outcome,
): Promise<ChecklistAnswer<Checklist>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const current = (await store.get(container)) ?? emptyChecklist(container);
    const outcome = edit(current.items, current.version);
    switch (outcome.kind) {
      case 'unchanged':
        return { ok: true, value: current };
      case 'overtaken':
        return conflict(current);
      case 'refused':
        return { ok: false, code: 'refused', message: outcome.reason };
      case 'changed': {
        const next: Checklist = { container, version: current.version + 1, items: [...outcome.items] };
        if (await store.writeIfVersion(next, current.version)) return { ok: true, value: next };
      }
    }
  }
  return conflict((await store.get(container)) ?? emptyChecklist(container));
}

const conflict = (checklist: Checklist): ChecklistRefusal => ({ ok: false, code: 'conflict', message: CONFLICT_MESSAGE, checklist });
