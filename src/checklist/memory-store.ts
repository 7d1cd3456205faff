import type { Checklist } from '../contract/checklist';
import { kindOf } from './container';
import type { ChecklistStore, Template } from './store';

/** A store that lives as long as the object: for tests and for trying out a page. Every answer comes a turn later, as from a real one. */
export function memoryChecklistStore(): ChecklistStore {
  const checklists = new Map<string, Checklist>();
  const templates = new Map<string, Template>();
  return {
    async get(container) {
      await Promise.resolve();
      return structuredClone(checklists.get(container) ?? null);
    },
    async writeIfVersion(checklist, expectedVersion) {
      await Promise.resolve();
      if ((checklists.get(checklist.container)?.version ?? 0) !== expectedVersion) return false;
      checklists.set(checklist.container, structuredClone(checklist));
      return true;
    },
    async list(kind, limit) {
      await Promise.resolve();
      return [...checklists.values()]
        .filter((checklist) => kindOf(checklist.container) === kind)
        .sort((left, right) => (left.container < right.container ? -1 : 1))
        .slice(0, limit)
        .map((checklist) => ({ container: checklist.container, items: checklist.items.length }));
    },
    async listTemplates() {
      await Promise.resolve();
      return [...templates.values()]
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(({ id, name, items }) => ({ id, name, items: items.length }));
    },
    async getTemplate(templateId) {
      await Promise.resolve();
      return structuredClone(templates.get(templateId) ?? null);
    },
    async createTemplate(template) {
      await Promise.resolve();
      if (templates.has(template.id)) return false;
      templates.set(template.id, structuredClone(template));
      return true;
    },
    async deleteTemplate(templateId) {
      await Promise.resolve();
      templates.delete(templateId);
    },
  };
}
