import { z } from 'zod';

/** Where a checklist hangs: a Jira issue or a Confluence page, by id. */
export const Container = z.string().regex(/^(issue|page):[A-Za-z0-9_-]{1,60}$/);
export type Container = z.infer<typeof Container>;

export const Item = z.object({ id: z.string(), text: z.string(), ticked: z.boolean() });
export type Item = z.infer<typeof Item>;

export const Checklist = z.object({ container: Container, version: z.number().int(), items: z.array(Item) });
export type Checklist = z.infer<typeof Checklist>;
