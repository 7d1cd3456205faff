import type { z } from 'zod';
import { MAX_TEMPLATE_NAME_LENGTH, MAX_TEXT_LENGTH, type ChecklistRefusal } from '../contract/checklist';

/** What the person can do about input that does not fit; everything else is a page that is older than the app. */
export function refusalOf(error: z.ZodError): ChecklistRefusal {
  const fields = new Set(error.issues.map((issue) => issue.path.at(-1)));
  return { ok: false, code: 'refused', message: sentence(fields) };
}

function sentence(fields: ReadonlySet<PropertyKey | undefined>): string {
  if (fields.has('text') || fields.has('to')) return `An item needs a text of 1 to ${String(MAX_TEXT_LENGTH)} characters.`;
  if (fields.has('name')) return `A template needs a name of 1 to ${String(MAX_TEMPLATE_NAME_LENGTH)} characters.`;
  return 'The checklist did not understand this. Reload the page and try again.';
}
