import type { TemplateRow } from '../contract/segments';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
import { READY_MADE } from '../profiles/computed/ready-made';
import { labelOf } from '../segments/label';
import { parseCondition } from '../segments/parse-condition';
import { segmentTemplates } from '../segments/templates';
import type { Template } from '../segments/templates';

/** The templates with the names of this store. What a name does not stand for yet is told with the template. */
const TEMPLATES = segmentTemplates(
  {
    signedUp: 'first-seen',
    use: 'uses-30',
    revenueLastMonth: 'revenue-last-month',
    tickets: 'tickets',
    mrr: 'mrr',
    useChange: 'usage-change-28',
    observed: 'observed',
  },
  { userAdded: 'Account Added User' },
);

/** What a property is called that this store does not have yet. */
const NAMES = new Map([
  ...READY_MADE.map(({ key, label }) => [key, label] as const),
  ['revenue-last-month', 'Revenue last month'],
  ['tickets', 'Tickets'],
]);
const withNames = (message: string): string => message.replaceAll(/“([^”]+)”/g, (_, key: string) => `“${NAMES.get(key) ?? key}”`);

/** Every template in the words of this store. */
export function templateRows(plan: StoredPlan): TemplateRow[] {
  return TEMPLATES.map(({ id, name, description, kind, condition }) => {
    const parsed = parseCondition(condition, kind, plan.catalogue, plan.segments);
    const problems = parsed.ok ? [] : [...new Set(parsed.problems.map(({ message }) => withNames(message)))];
    return {
      id,
      name,
      description,
      kind,
      words: labelOf(kind, condition, plan),
      missing: problems.length === 0 ? null : problems.join('; '),
    };
  });
}

export const templateOf = (id: string): Template | undefined => TEMPLATES.find((template) => template.id === id);
