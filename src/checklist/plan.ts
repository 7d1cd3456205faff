import { boolean, defineTrackingPlan, number, oneOf } from '../tracking/define-plan';

const place = oneOf('issue', 'page');

/** What the checklist reports: one event for each thing a user can do with it. Item texts never leave. */
export const checklistPlan = defineTrackingPlan({
  'Checklist Viewed': { feature: false, description: 'Someone opened a checklist', properties: { place, items: number() } },
  'Item Added': { feature: true, description: 'An item was added', properties: { place, items: number() } },
  'Item Renamed': { feature: true, description: 'The text of an item was changed', properties: { place } },
  'Item Ticked': { feature: true, description: 'An item was ticked', properties: { place, allDone: boolean() } },
  'Item Unticked': { feature: true, description: 'A tick was taken back', properties: { place } },
  'Item Moved': { feature: true, description: 'An item was moved to another position', properties: { place } },
  'Item Deleted': { feature: true, description: 'An item was deleted', properties: { place } },
  'Template Applied': { feature: true, description: 'The items of a template were added', properties: { place, items: number() } },
  'Template Saved': { feature: true, description: 'A checklist was saved as a template', properties: { place, items: number() } },
  'Template Deleted': { feature: true, description: 'A template was deleted', properties: { place } },
  'Checklist Copied': { feature: true, description: 'The items of another checklist were copied', properties: { place, items: number() } },
  'Ticked Cleared': { feature: true, description: 'All ticked items were removed', properties: { place, items: number() } },
});
