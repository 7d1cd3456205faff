import { z } from 'zod';

/** Where a checklist hangs: a Jira issue or a Confluence page, by id. */
export const Container = z.string().regex(/^(issue|page):[A-Za-z0-9_-]{1,60}$/);
export type Container = z.infer<typeof Container>;
export type ContainerKind = 'issue' | 'page';

export const MAX_ITEMS = 200;
export const MAX_TEXT_LENGTH = 500;
export const MAX_TEMPLATES = 50;
export const MAX_TEMPLATE_NAME_LENGTH = 80;

export const Item = z.object({ id: z.string(), text: z.string(), ticked: z.boolean() });
export type Item = z.infer<typeof Item>;

/** `version` counts the writes; 0 is a list that nobody has written yet. */
export const Checklist = z.object({ container: Container, version: z.number().int(), items: z.array(Item) });
export type Checklist = z.infer<typeof Checklist>;

/** Minted where the thing is made, so that a call that runs twice makes it once. */
const FreshId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** White space is collapsed and control characters are dropped before the length counts. */
const typedText = (maxLength: number) =>
  z
    .string()
    .max(10_000)
    .transform((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .pipe(z.string().min(1).max(maxLength));

/**
 * One change that a person makes. It carries what the person saw (`from`, `text`, `itemIds`), so that it can be applied
 * again to a newer list without undoing somebody else's work.
 */
export const Operation = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add'), itemId: FreshId, text: typedText(MAX_TEXT_LENGTH) }),
  z.strictObject({ type: z.literal('rename'), itemId: z.string(), from: z.string(), to: typedText(MAX_TEXT_LENGTH) }),
  z.strictObject({ type: z.literal('tick'), itemId: z.string() }),
  z.strictObject({ type: z.literal('untick'), itemId: z.string() }),
  /** Puts the item in front of `beforeId`, or at the end when that is null. */
  z.strictObject({ type: z.literal('move'), itemId: z.string(), beforeId: z.string().nullable() }),
  z.strictObject({ type: z.literal('delete'), itemId: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('clear-ticked'), itemIds: z.array(z.string()).min(1).max(MAX_ITEMS) }),
]);
export type Operation = z.infer<typeof Operation>;

export const TemplateSummary = z.object({ id: z.string(), name: z.string(), items: z.number().int() });
export type TemplateSummary = z.infer<typeof TemplateSummary>;

/** Another checklist of the same kind that the person may see; `label` is the key and summary, or the page's title. */
export const Source = z.object({ container: Container, label: z.string(), items: z.number().int() });
export type Source = z.infer<typeof Source>;

export const Templates = z.object({ templates: z.array(TemplateSummary) });
export const Sources = z.object({ sources: z.array(Source) });
/** `added`: how many items a template or a copy put into the list. */
export const Filled = z.object({ checklist: Checklist, added: z.number().int() });
export type Filled = z.infer<typeof Filled>;

const Nothing = z.strictObject({}).optional();

/** What the checklist asks its resolver. The container is the one that the product says is open, never part of the payload. */
export const checklistContract = {
  listChecklist: { input: Nothing, output: Checklist },
  changeChecklist: { input: z.strictObject({ baseVersion: z.number().int().min(0), operation: Operation }), output: Checklist },
  listTemplates: { input: Nothing, output: Templates },
  saveTemplate: { input: z.strictObject({ templateId: FreshId, name: typedText(MAX_TEMPLATE_NAME_LENGTH) }), output: Templates },
  deleteTemplate: { input: z.strictObject({ templateId: z.string().min(1).max(64) }), output: Templates },
  /** `fillId` makes the ids of the new items, so that a repeat adds nothing. */
  applyTemplate: { input: z.strictObject({ templateId: z.string().min(1).max(64), fillId: FreshId.max(48) }), output: Filled },
  listSources: { input: Nothing, output: Sources },
  copyChecklist: { input: z.strictObject({ source: Container, fillId: FreshId.max(48) }), output: Filled },
} as const;
export type ChecklistCall = keyof typeof checklistContract;
export type ChecklistInput<C extends ChecklistCall> = z.input<(typeof checklistContract)[C]['input']>;
export type ChecklistOutput<C extends ChecklistCall> = z.output<(typeof checklistContract)[C]['output']>;

/** `conflict`: somebody else was faster. `refused`: the input breaks a limit. `no-container`: opened outside an issue or a page. */
export const ChecklistRefusal = z.object({
  ok: z.literal(false),
  code: z.enum(['conflict', 'refused', 'no-container']),
  message: z.string(),
  /** The list as it is now, with a conflict. */
  checklist: Checklist.optional(),
});
export type ChecklistRefusal = z.infer<typeof ChecklistRefusal>;
export type ChecklistAnswer<T> = { readonly ok: true; readonly value: T } | ChecklistRefusal;
