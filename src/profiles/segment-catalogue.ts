import type { DescribedEvent, DescribedProperty, SegmentCatalogue } from '../segments/catalogue';
import type { Segment } from '../segments/condition';
import { nodesOf } from '../segments/nodes';
import type { PropertyType, SubjectKind } from '../segments/value';
import type { SegmentSources, SourceProperty } from '../store/segment-sources';
import { kitPlan } from '../tracking/kit-plan';
import { planComputed } from './computed/plan-computed';
import type { PlannedComputed } from './computed/plan-computed';
import { plannedProperties } from './planned-properties';
import { stagesOf } from './stage-rules/stages-of';
import { STANDARD_PROPERTIES } from './standard-properties';

/** What the kit itself reports is no screen. */
const OF_THE_KIT = new Set(Object.keys(kitPlan));

/** Of a computed one that is not saved yet the type follows from its definition. */
type DraftProperty = Omit<SourceProperty, 'type'> & { readonly type: PropertyType | null };
type Sources = Pick<SegmentSources, 'events' | 'stages'> & {
  readonly properties: readonly DraftProperty[];
  readonly segments: readonly Pick<Segment, 'name' | 'kind' | 'condition' | 'tag'>[];
};

/** What conditions can ask about in this store. Tags are whatever somebody writes: a tag that nobody has is one that nobody has. */
export function catalogueOf(sources: Sources): SegmentCatalogue {
  return catalogueWithComputed(sources).catalogue;
}

/** The same with the computed properties; those that cannot be evaluated are not in the catalogue. */
export function catalogueWithComputed(sources: Sources): {
  readonly catalogue: SegmentCatalogue;
  readonly computed: readonly PlannedComputed[];
} {
  const computed = sources.properties.flatMap(({ definition, ...row }) => (definition === null ? [] : [{ ...row, text: definition }]));
  return planComputed(computed, withoutComputed(sources));
}

function withoutComputed(sources: Sources): SegmentCatalogue {
  const properties: Record<SubjectKind, Map<string, DescribedProperty>> = { account: new Map(), user: new Map(), membership: new Map() };
  for (const { kind, key, label, type } of STANDARD_PROPERTIES) properties[kind].set(key, { label, type });
  for (const { kind, key, label, type, definition, isHidden: hidden } of sources.properties) {
    // The store's own begin with a colon.
    if (key.startsWith(':') || definition !== null || type === null) continue;
    const standard = properties[kind].get(key);
    properties[kind].set(
      key,
      standard === undefined ? { label: label ?? key, type, hidden } : { ...standard, label: label ?? standard.label, hidden },
    );
  }
  const events = new Map<string, DescribedEvent>(
    sources.events.map(({ name, isFeature, isActivity }) => [
      name,
      { label: name, activity: isActivity, screen: !isFeature && !OF_THE_KIT.has(name), properties: plannedProperties(name) },
    ]),
  );
  const tags: Record<SubjectKind, Set<string>> = { account: new Set(), user: new Set(), membership: new Set() };
  const carried: Record<SubjectKind, Map<string, string>> = { account: new Map(), user: new Map(), membership: new Map() };
  for (const segment of sources.segments) {
    if (typeof segment.tag === 'string') {
      tags[segment.kind].add(segment.tag);
      carried[segment.kind].set(segment.tag, segment.name);
    }
    for (const { kind, node } of nodesOf(segment.kind, segment.condition)) {
      if (node.type === 'tag') for (const tag of node.tags) tags[kind].add(tag);
    }
  }
  return {
    properties,
    events,
    stages: {
      account: new Map(stagesOf(sources.stages).map(({ key, name, kind }) => [key, { label: name, kind }])),
      user: new Map(),
      membership: new Map(),
    },
    formerStages: new Map(sources.stages.former.map(({ key, name }) => [key, name])),
    tags,
    carried,
  };
}
