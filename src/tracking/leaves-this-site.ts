import type { PropertyType, TrackingPlan } from './define-plan';
import { typeName } from './plan-changes';

/** One event in words, for a page or a document: when it is sent, what it carries, whether it counts as usage. */
export type LeavingRow = {
  readonly event: string;
  readonly when: string;
  readonly properties: readonly { readonly name: string; readonly type: string }[];
  readonly usage: boolean;
};

/** Everything that may leave a site by this plan, by name. */
export function leavesThisSite(plan: TrackingPlan): readonly LeavingRow[] {
  return Object.entries(plan)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([event, { description, feature, properties }]) => ({
      event,
      when: description,
      properties: Object.entries(properties).map(([name, type]) => ({ name, type: typeInWords(type) })),
      usage: feature,
    }));
}

function typeInWords(type: PropertyType): string {
  return type.kind === 'enum' ? `${typeName(type)}: ${type.values.join(', ')}` : typeName(type);
}
