import { type SegmentCatalogue, stageLabel } from './catalogue';
import { bindTest } from './check-condition';
import type { Condition, Count, PropertyTest, RankBy, Segment } from './condition';
import type { PropertyType, SubjectKind } from './value';
import { counted, shownWindow, type Window } from './window';

export type Names = { readonly catalogue: SegmentCatalogue; readonly segments: ReadonlyMap<string, Pick<Segment, 'name'>> };

/** A condition in plain words, such as “Plan is “Standard”, and not: did “Item Ticked” at least once in the last 7 days”. */
export function labelOf(kind: SubjectKind, condition: Condition, names: Names): string {
  switch (condition.type) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((child) => (isGroup(child) ? `(${labelOf(kind, child, names)})` : labelOf(kind, child, names)));
      return parts.join(condition.type === 'all' ? ', and ' : ', or ');
    }
    case 'not':
      return `not: ${isGroup(condition.of) ? `(${labelOf(kind, condition.of, names)})` : labelOf(kind, condition.of, names)}`;
    case 'property': {
      const property = names.catalogue.properties[kind].get(condition.property);
      return `${property?.label ?? condition.property} ${testLabel(property?.type, condition)}`;
    }
    case 'event': {
      const where = condition.where.map((test) => {
        const type = condition.event === null ? undefined : names.catalogue.events.get(condition.event)?.properties.get(test.property);
        return ` whose ${test.property} ${testLabel(type, test)}`;
      });
      const event = condition.event === null ? 'anything that counts as activity' : eventName(condition.event, names);
      return `did ${event}${where.join(' and')} ${countLabel(condition.count, condition.measure)} ${windowLabel(kind, condition.within, names)}`;
    }
    case 'screen':
      return `opened ${eventName(condition.screen, names)} ${countLabel(condition.count, condition.measure)} ${windowLabel(kind, condition.within, names)}`;
    case 'firstTime':
      return `did ${eventName(condition.event, names)} for the first time ${windowLabel(kind, condition.within, names)}`;
    case 'stage': {
      const stages = [
        ...condition.stages.map((stage) => stageName(kind, stage, names)),
        ...condition.kinds.map((each) => `any ${each} stage`),
      ];
      const days = condition.days === null ? '' : ` for ${howMany(condition.days)} ${condition.days.n === 1 ? 'day' : 'days'}`;
      return `is in ${stages.join(' or ')}${days}`;
    }
    case 'stageEntered':
      return `entered ${stageName(kind, condition.stage, names)} ${windowLabel(kind, condition.within, names)}`;
    case 'tag':
      return `has the ${condition.tags.length === 1 ? 'tag' : 'tags'} ${condition.tags.map(quoted).join(condition.match === 'all' ? ' and ' : ' or ')}`;
    case 'segment':
      return `is in the segment ${segmentName(condition.segment, names)}`;
    case 'related': {
      const single = condition.relation === 'account' || condition.relation === 'user';
      const who = single
        ? `${condition.count.test === 'none' ? 'no' : 'an'} ${condition.relation}`
        : `${howMany(condition.count)} ${'n' in condition.count && condition.count.n === 1 ? condition.relation.slice(0, -1) : condition.relation}`;
      if (condition.where === null) return `has ${who}`;
      const related =
        condition.relation === 'users' || condition.relation === 'user'
          ? 'user'
          : single || condition.relation === 'accounts'
            ? 'account'
            : 'membership';
      return `has ${who} with (${labelOf(related, condition.where, names)})`;
    }
    case 'top': {
      const keep = 'count' in condition.keep ? `${condition.keep.count}` : `${condition.keep.percent}%`;
      const among = condition.of === null ? `all ${kind}s` : `those with (${labelOf(kind, condition.of, names)})`;
      return `is one of the ${keep} with the ${condition.order} ${rankLabel(kind, condition.by, names)}, of ${among}`;
    }
  }
}

const isGroup = (condition: Condition): boolean => (condition.type === 'all' || condition.type === 'any') && condition.of.length > 1;
const quoted = (text: string): string => `“${text}”`;
const eventName = (event: string, { catalogue }: Names): string => quoted(catalogue.events.get(event)?.label ?? event);
const stageName = (kind: SubjectKind, stage: string, { catalogue }: Names): string => quoted(stageLabel(catalogue, kind, stage));
const segmentName = (segment: string, { segments }: Names): string => quoted(segments.get(segment)?.name ?? segment);

function testLabel(type: PropertyType | undefined, test: PropertyTest): string {
  const result = type === undefined ? undefined : bindTest(type, test);
  return result?.ok === true ? result.bound.label : `${test.operator} ${JSON.stringify(test.value)}`;
}

function windowLabel(kind: SubjectKind, window: Window, names: Names): string {
  return shownWindow(window, { stage: (id) => stageName(kind, id, names), segment: (id) => segmentName(id, names) });
}

function howMany(count: Count): string {
  switch (count.test) {
    case 'none':
      return 'no';
    case 'atLeast':
      return `at least ${count.n}`;
    case 'atMost':
      return `at most ${count.n}`;
    case 'exactly':
      return `exactly ${count.n}`;
  }
}

const countLabel = (count: Count, measure: 'times' | 'days'): string => {
  if (count.test === 'none') return measure === 'days' ? 'on no day' : 'never';
  return `${measure === 'days' ? 'on ' : ''}${howMany(count)} ${counted(count.n, measure === 'days' ? 'day' : 'time').replace(/^\d+ /, '')}`;
};

function rankLabel(kind: SubjectKind, by: RankBy, names: Names): string {
  if (by.type === 'property') return names.catalogue.properties[kind].get(by.property)?.label ?? by.property;
  const event = by.event === null ? 'of any activity' : `of ${eventName(by.event, names)}`;
  return `number ${by.measure === 'days' ? 'of days ' : ''}${event} ${windowLabel(kind, by.within, names)}`;
}
