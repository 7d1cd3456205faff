import type { TemplateRow } from '../contract/segments';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
import { READY_MADE } from '../profiles/computed/ready-made';
import type { SegmentCatalogue } from '../segments/catalogue';
import { labelOf } from '../segments/label';
import { parseCondition } from '../segments/parse-condition';
import { segmentTemplates } from '../segments/templates';
import type { Template } from '../segments/templates';

const TICKETS = 'tickets';

/** The templates with the names of this store. What a name does not stand for yet is told with the template. */
function templatesOf({ catalogue }: StoredPlan): readonly Template[] {
  return segmentTemplates(
    {
      signedUp: 'first-seen',
      use: 'uses-30',
      revenueLastMonth: 'mrr',
      tickets: propertyCalled(TICKETS, catalogue),
      mrr: 'mrr',
      useChange: 'usage-change-28',
      observed: 'observed',
    },
    { userAdded: 'Account Added User' },
  );
}

/** Whoever imports a column calls it as they like: Tickets, or a property of another key with that label. */
function propertyCalled(name: string, { properties }: SegmentCatalogue): string {
  const isCalled = (words: string): boolean => words.toLowerCase() === name;
  return [...properties.account].find(([key, { label }]) => isCalled(key) || isCalled(label))?.[0] ?? name;
}

/** What a property is called that this store does not have yet. */
const NAMES = new Map([...READY_MADE.map(({ key, label }) => [key, label] as const), [TICKETS, 'Tickets']]);
const withNames = (message: string): string => message.replaceAll(/“([^”]+)”/g, (_, key: string) => `“${NAMES.get(key) ?? key}”`);

/** Every template in the words of this store. */
export function templateRows(plan: StoredPlan): TemplateRow[] {
  return templatesOf(plan).map(({ id, name, description, kind, condition }) => {
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

export const templateOf = (plan: StoredPlan, id: string): Template | undefined => templatesOf(plan).find((template) => template.id === id);
