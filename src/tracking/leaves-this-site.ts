import type { PropertyType, SentPlan, Traits } from './define-plan';
import { typeName } from './plan-changes';

/** One event in words, for a page or a document: when it is sent, what it carries, whether it counts as usage. */
export type LeavingRow = {
  readonly event: string;
  readonly when: string;
  readonly properties: readonly { readonly name: string; readonly type: string }[];
  readonly usage: boolean;
};

/** Everything that may leave a site by this plan: events by name, then what is told of accounts and users. */
export function leavesThisSite({ events, account, user, membership }: SentPlan): readonly LeavingRow[] {
  return [
    ...Object.entries(events)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([event, { description, feature, properties }]) => row(event, description, properties, feature)),
    row('Account properties', 'When one of them changed, and at least once a week', account, false),
    row('User properties', 'When a user is first seen, when one of them changed, and at most once a week', user, false),
    row('Membership properties', 'With the properties of the user', membership, false),
  ].filter(({ properties, usage, event }) => properties.length > 0 || usage || Object.hasOwn(events, event));
}

function row(event: string, when: string, properties: Traits, usage: boolean): LeavingRow {
  return { event, when, properties: Object.entries(properties).map(([name, type]) => ({ name, type: typeInWords(type) })), usage };
}

function typeInWords(type: PropertyType): string {
  const words = type.kind === 'enum' ? `${typeName(type)}: ${type.values.join(', ')}` : typeName(type);
  return type.optional === true ? `${words}, if known` : words;
}
