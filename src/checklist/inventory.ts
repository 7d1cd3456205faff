import type { TraitValues } from '../tracking/define-plan';
import { defineAccountProperties, number } from '../tracking/define-plan';
import type { ChecklistStore } from './store';

/** What a site has of checklists, whether or not anybody used them today. */
export const checklistProperties = defineAccountProperties({ checklists: number(), templates: number() });

/** Storage counts nothing, and gives lists whole: beyond so many of a kind the exact number is not worth its reading. */
export const MAX_COUNTED = 200;

/** Checklists with items, of which at most `MAX_COUNTED` of each kind are looked at, and all templates. */
export async function inventory(store: ChecklistStore): Promise<TraitValues<typeof checklistProperties>> {
  const [issues, pages, templates] = [
    await store.list('issue', MAX_COUNTED),
    await store.list('page', MAX_COUNTED),
    await store.listTemplates(),
  ];
  return { checklists: [...issues, ...pages].filter(({ items }) => items > 0).length, templates: templates.length };
}
