import type { DescribedEvent, DescribedProperty, SegmentCatalogue } from '../segments/catalogue';
import { type Condition, relatedKind } from '../segments/condition';
import type { SubjectKind } from '../segments/value';
import type { SegmentSources } from '../store/segment-sources';
import { kitPlan } from '../tracking/kit-plan';
import { DEFAULT_STAGES } from './default-stage';
import { plannedProperties } from './planned-properties';
import { STANDARD_PROPERTIES } from './standard-properties';

/** What the kit itself reports is no screen. */
const OF_THE_KIT = new Set(Object.keys(kitPlan));

/** What conditions can ask about in this store. Tags are whatever somebody writes: a tag that nobody has is one that nobody has. */
export function catalogueOf(sources: Pick<SegmentSources, 'events' | 'properties' | 'segments'>): SegmentCatalogue {
  const properties: Record<SubjectKind, Map<string, DescribedProperty>> = { account: new Map(), user: new Map(), membership: new Map() };
  for (const { kind, key, label, type } of STANDARD_PROPERTIES) properties[kind].set(key, { label, type });
  for (const { kind, key, label, type } of sources.properties) {
    // The store's own begin with a colon.
    if (key.startsWith(':')) continue;
    const standard = properties[kind].get(key);
    properties[kind].set(key, standard === undefined ? { label: label ?? key, type } : { ...standard, label: label ?? standard.label });
  }
  const events = new Map<string, DescribedEvent>(
    sources.events.map(({ name, isFeature, isActivity }) => [
      name,
      { label: name, activity: isActivity, screen: !isFeature && !OF_THE_KIT.has(name), properties: plannedProperties(name) },
    ]),
  );
  const tags: Record<SubjectKind, Set<string>> = { account: new Set(), user: new Set(), membership: new Set() };
  for (const { kind, condition } of sources.segments) collectTags(kind, condition, tags);
  return {
    properties,
    events,
    stages: {
      account: new Map(Object.entries(DEFAULT_STAGES).map(([name, kind]) => [name, { label: name, kind }])),
      user: new Map(),
      membership: new Map(),
    },
    tags,
  };
}

/** Every tag that a condition names, by whom it is asked of. */
function collectTags(kind: SubjectKind, condition: Condition, tags: Readonly<Record<SubjectKind, Set<string>>>): void {
  switch (condition.type) {
    case 'all':
    case 'any':
      for (const child of condition.of) collectTags(kind, child, tags);
      break;
    case 'not':
      collectTags(kind, condition.of, tags);
      break;
    case 'tag':
      for (const tag of condition.tags) tags[kind].add(tag);
      break;
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      if (related !== undefined && condition.where !== null) collectTags(related, condition.where, tags);
      break;
    }
    case 'top':
      if (condition.of !== null) collectTags(kind, condition.of, tags);
      break;
    case 'property':
    case 'event':
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'segment':
      break;
  }
}
