import { z } from 'zod';
import type { EventDefinition, SentPlan, Traits } from './define-plan';
import { leavesThisSite } from './leaves-this-site';
import { propertiesSchema, traitSchemas } from './properties-schema';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

/** One JSON Schema (draft-07) of a whole call. */
export type CallRules = {
  readonly $schema: typeof DRAFT_07;
  readonly type: 'object';
  readonly properties: Readonly<Record<'properties' | 'context' | 'traits', object>>;
  readonly required?: readonly string[];
};
export type EventRules = { readonly name: string; readonly description: string; readonly version: 1; readonly rules: CallRules };
export type PlanRules = {
  readonly events: readonly EventRules[];
  readonly global: CallRules;
  readonly identify: CallRules;
  readonly group: CallRules;
};

const OPEN: CallRules = { $schema: DRAFT_07, type: 'object', properties: { properties: {}, context: {}, traits: {} } };

/** The plan in the form that Segment Protocols takes: one set of rules for each event, and the common ones. */
export function planRules(plan: SentPlan): PlanRules {
  const events = Object.entries(plan.events).sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    events: events.map(([name, definition]) => ({
      name,
      description: definition.description,
      version: 1,
      rules: { ...OPEN, properties: { ...OPEN.properties, properties: propertiesRules(definition) }, required: ['properties'] },
    })),
    global: {
      ...OPEN,
      properties: {
        ...OPEN.properties,
        context: { type: 'object', properties: { groupId: { type: 'string', minLength: 1 } }, required: ['groupId'] },
      },
    },
    identify: withTraits(plan.user),
    group: withTraits(plan.account),
  };
}

/** Known traits have their types; others may come beside them, for the account has owners that are not this app. */
function withTraits(traits: Traits): CallRules {
  const known = z.looseObject(Object.fromEntries([...traitSchemas(traits)].map(([name, schema]) => [name, schema.optional()])));
  const { $schema: _$schema, ...rules } = z.toJSONSchema(known, { target: 'draft-7' });
  return { ...OPEN, properties: { ...OPEN.properties, traits: rules } };
}

/** The rules of the properties, from the very schema that checks them at run time. */
function propertiesRules(definition: EventDefinition): object {
  const { $schema: _$schema, ...rules } = z.toJSONSchema(propertiesSchema(definition), { target: 'draft-7' });
  return rules;
}

/** The plan as a document for customers: what is sent, when, with what, and what counts as usage. Markdown. */
export function planTable(plan: SentPlan): string {
  const rows = leavesThisSite(plan).map(({ event, when, properties, usage }) => {
    const carried = properties.map(({ name, type }) => `\`${name}\` (${type})`).join('; ');
    return [event, when, carried === '' ? 'none' : carried, usage ? 'yes' : 'no'].map(cell).join(' | ');
  });
  return [
    '# What leaves a site',
    '',
    'Every event that the app may send, with all that it carries, and what it tells of accounts and users. Generated from the tracking plan by `npm run plan`.',
    'The plan knows fixed values, numbers, booleans, days and opaque ids. It has no type for free text.',
    '',
    'event | when | properties | counts as usage',
    '--- | --- | --- | ---',
    ...rows,
    '',
    'With each event: its time and a random id; the account ID of the user, a pseudonym of it, or no person at all, as the vendor configures;',
    'the app’s key and version, the environment type, the site’s cloud id, the entitlement’s id and number.',
    '',
  ].join('\n');
}

/** A pipe or a line break would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
