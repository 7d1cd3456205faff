import type { TemplateRow } from '../contract/segments';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
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

/** Every template in the words of this store. */
export function templateRows(plan: StoredPlan): TemplateRow[] {
  return TEMPLATES.map(({ id, name, description, kind, condition }) => {
    const parsed = parseCondition(condition, kind, plan.catalogue, plan.segments);
    const problems = parsed.ok ? [] : [...new Set(parsed.problems.map(({ message }) => message))];
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
