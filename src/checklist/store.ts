import type { Checklist, Container, ContainerKind, Item, TemplateSummary } from '../contract/checklist';

export type Template = { readonly id: string; readonly name: string; readonly version: number; readonly items: readonly Item[] };

/** Where the checklists of one site are kept. Errors of the storage are thrown; only losing a race is an answer. */
export type ChecklistStore = {
  /** Null when nothing was ever written for the container. */
  get(container: Container): Promise<Checklist | null>;
  /**
   * Writes the list if the stored one still has `expectedVersion` (0: there is none yet), in one atomic step. False when
   * somebody else was faster; then nothing was written.
   */
  writeIfVersion(checklist: Checklist, expectedVersion: number): Promise<boolean>;
  /** Checklists of one kind, ordered by container, at most `limit`; `items` is their length. */
  list(kind: ContainerKind, limit: number): Promise<readonly { readonly container: Container; readonly items: number }[]>;

  /** All templates, ordered by name. */
  listTemplates(): Promise<readonly TemplateSummary[]>;
  getTemplate(templateId: string): Promise<Template | null>;
  /** False when a template with this id exists; then nothing was written. */
  createTemplate(template: Template): Promise<boolean>;
  /** Deleting what is gone is no error. */
  deleteTemplate(templateId: string): Promise<void>;
};

/** What the asking user may see of a container in the product: its label, or null when they may not see it or it is gone. */
export type DescribeContainer = (container: Container) => Promise<string | null>;
