import { MAX_TEMPLATES, type ChecklistAnswer, type Container, type TemplateSummary } from '../contract/checklist';
import type { ChecklistStore } from './store';

const refused = (message: string) => ({ ok: false, code: 'refused', message }) as const;
const FULL = `A site keeps at most ${String(MAX_TEMPLATES)} templates. Delete one first.`;

/**
 * Saves the items of a checklist, without their ticks, as a new template. The id is the caller's, so running it twice
 * saves it once.
 */
export async function saveTemplate(
  { store }: { readonly store: ChecklistStore },
  input: { readonly container: Container; readonly templateId: string; readonly name: string },
): Promise<ChecklistAnswer<{ templates: TemplateSummary[] }>> {
  const known = await store.listTemplates();
  if (known.some((template) => template.id === input.templateId)) return { ok: true, value: { templates: [...known] } };
  if (known.some((template) => sameName(template.name, input.name))) {
    return refused(`There is a template named "${input.name}" already. Choose another name.`);
  }
  if (known.length >= MAX_TEMPLATES) return refused(FULL);
  const checklist = await store.get(input.container);
  if (checklist === null || checklist.items.length === 0)
    return refused('This checklist is empty. Add items before you save it as a template.');
  const items = checklist.items.map((item) => ({ ...item, ticked: false }));
  await store.createTemplate({ id: input.templateId, name: input.name, version: 1, items });
  const templates = await store.listTemplates();
  if (templates.length > MAX_TEMPLATES) {
    // Two people saved the last one at the same time. Ours goes, so that the limit holds.
    await store.deleteTemplate(input.templateId);
    return refused(FULL);
  }
  return { ok: true, value: { templates: [...templates] } };
}

const sameName = (left: string, right: string): boolean => left.toLocaleLowerCase('en') === right.toLocaleLowerCase('en');
