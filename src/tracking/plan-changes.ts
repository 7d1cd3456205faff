import type { EventDefinition, PropertyType, SentPlan, TrackingPlan, Traits } from './define-plan';

/** One difference between two versions of a plan. `sentence` says what it does to whoever sends or reads the events. */
export type PlanChange = { readonly kind: 'breaking' | 'compatible'; readonly sentence: string };

/**
 * What changed from the plan that is out to the plan that is to go out. Breaking is what makes reports or receivers wrong
 * without an error that anyone sees. A new property of a known event is breaking, too, unless it is optional: what sites on an
 * older version send would no longer fit the schema that a receiver checks.
 */
export function planChanges(before: SentPlan, after: SentPlan): readonly PlanChange[] {
  return [
    ...eventsChanges(before.events, after.events),
    ...traitChanges('Account', before.account, after.account),
    ...traitChanges('User', before.user, after.user),
    ...traitChanges('Membership', before.membership, after.membership),
  ];
}

/** A trait is told on its own, so a new one asks nothing of older versions. */
function traitChanges(of: string, before: Traits, after: Traits): PlanChange[] {
  const label = (name: string) => `${of} property "${name}"`;
  const added = new Set(names(after).filter((name) => !Object.hasOwn(before, name)));
  const changes = names(before).flatMap((name): readonly PlanChange[] => {
    const [old, now] = [before[name], after[name]];
    if (old === undefined) return [];
    if (now !== undefined) return typeChanges(label(name), old, now);
    const heir = [...added].find((candidate) => sameType(old, after[candidate]));
    if (heir === undefined) return [breaking(`${label(name)} was removed: destinations show its last value for ever.`)];
    added.delete(heir);
    return [breaking(`${label(name)} was renamed to "${heir}": destinations show the last value under the old name for ever.`)];
  });
  return [...changes, ...[...added].map((name) => compatible(`${label(name)} is new.`))];
}

function eventsChanges(before: TrackingPlan, after: TrackingPlan): PlanChange[] {
  const removed = names(before).filter((name) => !Object.hasOwn(after, name));
  const added = new Set(names(after).filter((name) => !Object.hasOwn(before, name)));
  const changes: PlanChange[] = [];
  for (const name of removed) {
    const heir = [...added].find((candidate) => sameShape(before[name], after[candidate]));
    if (heir !== undefined) added.delete(heir);
    changes.push(
      heir === undefined
        ? breaking(`Event "${name}" was removed: reports on it end without a word, and what open pages still send is refused.`)
        : breaking(
            `Event "${name}" was renamed to "${heir}": its history stays under the old name, and reports on either see only a part.`,
          ),
    );
  }
  for (const name of added) changes.push(compatible(`Event "${name}" is new.`));
  for (const name of names(before)) {
    const [old, now] = [before[name], after[name]];
    if (old !== undefined && now !== undefined) changes.push(...eventChanges(name, old, now));
  }
  return changes;
}

function eventChanges(name: string, before: EventDefinition, after: EventDefinition): PlanChange[] {
  const changes: PlanChange[] = [];
  if (before.feature !== after.feature) {
    const now = after.feature ? 'now counts as usage' : 'no longer counts as usage';
    changes.push(breaking(`Event "${name}" ${now}: active users and adoption jump on that day, though nobody did anything else.`));
  }
  if (before.description !== after.description) changes.push(compatible(`Event "${name}" is described in other words.`));
  const added = new Set(names(after.properties).filter((property) => !Object.hasOwn(before.properties, property)));
  for (const property of names(before.properties)) {
    const label = `Property "${property}" of "${name}"`;
    const [old, now] = [before.properties[property], after.properties[property]];
    if (old === undefined) continue;
    if (now !== undefined) {
      changes.push(...typeChanges(label, old, now));
      continue;
    }
    const heir = [...added].find((candidate) => sameType(old, after.properties[candidate]));
    if (heir !== undefined) added.delete(heir);
    changes.push(
      heir === undefined
        ? breaking(`${label} was removed: reports that split or filter by it find nothing from then on.`)
        : breaking(`${label} was renamed to "${heir}": reports by the old name find nothing from then on.`),
    );
  }
  for (const property of added) {
    const isNew = `Property "${property}" of "${name}" is new`;
    changes.push(
      after.properties[property]?.optional === true
        ? compatible(`${isNew}, and may be left out.`)
        : breaking(
            `${isNew}: it is required, so events from sites on an older version and from open pages do not fit. Make it optional, or prefer a new event.`,
          ),
    );
  }
  return changes;
}

function typeChanges(label: string, before: PropertyType, after: PropertyType): PlanChange[] {
  return [...presenceChanges(label, before, after), ...valueChanges(label, before, after)];
}

function presenceChanges(label: string, before: PropertyType, after: PropertyType): PlanChange[] {
  if (before.optional === after.optional) return [];
  return [
    after.optional === true
      ? breaking(`${label} may now be missing: whatever splits or filters by it leaves out what comes without it.`)
      : breaking(`${label} is now required: what older versions and open pages send without it is refused.`),
  ];
}

function valueChanges(label: string, before: PropertyType, after: PropertyType): PlanChange[] {
  if (before.kind === 'enum' && after.kind === 'enum') {
    const gone = before.values.filter((value) => !after.values.includes(value));
    const extra = after.values.filter((value) => !before.values.includes(value));
    return [
      ...(gone.length === 0
        ? []
        : [breaking(`${label} no longer allows ${quoted(gone)}: what older versions and open pages send with it is refused.`)]),
      ...(extra.length === 0 ? [] : [compatible(`${label} also allows ${quoted(extra)}.`)]),
    ];
  }
  if (sameValues(before, after)) return [];
  return [
    breaking(
      `${label} was ${typeName(before)} and is ${typeName(after)}: values from before and after cannot be counted or compared together.`,
    ),
  ];
}

/** The plan with everything in one order, so that two plans that mean the same are the same text. */
export function canonicalPlan({ events, account, user, membership }: SentPlan): SentPlan {
  return {
    events: sorted(events, (event) => ({
      feature: event.feature,
      description: event.description,
      properties: canonicalTypes(event.properties),
    })),
    account: canonicalTypes(account),
    user: canonicalTypes(user),
    membership: canonicalTypes(membership),
  };
}

const canonicalTypes = (types: Traits): Traits =>
  sorted(types, (type) => (type.kind === 'enum' ? { ...type, values: sortedValues(type.values) } : type));

/** How a type is called in documents, without its values. */
export function typeName(type: PropertyType): string {
  switch (type.kind) {
    case 'enum':
      return 'one of fixed values';
    case 'id':
      return `opaque ${type.brand} id`;
    case 'number':
    case 'boolean':
    case 'day':
      return type.kind;
  }
}

const names = (record: object): string[] => Object.keys(record).sort();
const breaking = (sentence: string): PlanChange => ({ kind: 'breaking', sentence });
const compatible = (sentence: string): PlanChange => ({ kind: 'compatible', sentence });
const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

function sortedValues(values: readonly [string, ...string[]]): [string, ...string[]] {
  const [first, ...others] = [...values].sort();
  return [first ?? values[0], ...others];
}

function sorted<T>(record: Readonly<Record<string, T>>, of: (value: T) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => [name, of(value)]),
  );
}

function sameType(left: PropertyType, right: PropertyType | undefined): boolean {
  return right !== undefined && left.optional === right.optional && sameValues(left, right);
}

function sameValues(left: PropertyType, right: PropertyType): boolean {
  return JSON.stringify(typeParts(left)) === JSON.stringify(typeParts(right));
}

function typeParts(type: PropertyType): readonly string[] {
  if (type.kind === 'enum') return ['enum', ...sortedValues(type.values)];
  return type.kind === 'id' ? ['id', type.brand] : [type.kind];
}

/** A renamed event: the same properties, and the same answer to whether it is usage. Without properties only the description tells. */
function sameShape(left: EventDefinition | undefined, right: EventDefinition | undefined): boolean {
  if (left === undefined || left.feature !== right?.feature) return false;
  const shape = names(left.properties);
  if (shape.join() !== names(right.properties).join()) return false;
  if (!shape.every((name) => left.properties[name] !== undefined && sameType(left.properties[name], right.properties[name]))) return false;
  return shape.length > 0 || left.description === right.description;
}
