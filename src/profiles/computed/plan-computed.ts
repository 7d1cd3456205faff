import type { DescribedProperty, SegmentCatalogue } from '../../segments/catalogue';
import type { PropertyType, SubjectKind } from '../../segments/value';
import { orderComputed } from './check-computed';
import type { NamedDefinition } from './check-computed';
import { checkDefinition } from './definition-problem';
import { propertiesOf } from './dependencies';
import { movesByItself } from './moves';
import { readStored } from './stored';
import type { StoredComputed } from './stored';

/** A computed property as the store has it: its definition as text, the type that its values were made as; null: whatever it gives. */
type ComputedRow = {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly label: string | null;
  readonly type: PropertyType | null;
  readonly text: string;
  readonly isHidden: boolean;
};

export type PlannedComputed = NamedDefinition & {
  readonly label: string;
  readonly type: PropertyType;
  readonly stored: StoredComputed;
  /** As it stands in the store, so that nobody writes over what somebody else has changed. */
  readonly text: string;
  /** Values change with the day. */
  readonly moves: boolean;
  /** Why it cannot be evaluated; then nobody has a value of it. */
  readonly problem: string | null;
};

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }): string => `${kind} ${key}`;

/**
 * Computed properties, each behind those that it needs, and what conditions and formulas may then name: `base` with those that can be
 * evaluated. Nothing may be built on one that cannot.
 */
export function planComputed(
  rows: readonly ComputedRow[],
  base: SegmentCatalogue,
): { readonly computed: readonly PlannedComputed[]; readonly catalogue: SegmentCatalogue } {
  const properties: Record<SubjectKind, Map<string, DescribedProperty>> = {
    account: new Map(base.properties.account),
    user: new Map(base.properties.user),
    membership: new Map(base.properties.membership),
  };
  const catalogue = { ...base, properties };
  const read = rows.flatMap((row) => {
    const stored = readStored(row.text);
    return stored === undefined ? [] : [{ ...row, label: row.label ?? row.key, stored, definition: stored.definition }];
  });
  const { ordered, cyclic } = orderComputed(read.filter(({ stored }) => !stored.leaving));
  const known = new Map(read.map((each) => [nameOf(each), each]));
  const planned = new Map<string, PlannedComputed>();
  for (const named of ordered) {
    const each = known.get(nameOf(named));
    if (each === undefined) continue;
    const needed = propertiesOf(each.kind, each.definition).flatMap((need) => planned.get(nameOf(need)) ?? []);
    const failing = needed.find(({ problem }) => problem !== null);
    const checked = failing === undefined ? checkDefinition(each.kind, each.definition, catalogue) : null;
    const given = checked !== null && 'type' in checked ? checked.type : null;
    const problem =
      given !== null ? otherType(given, each.type) : checked !== null && 'problem' in checked ? checked.problem : builtOn(failing);
    const moves = movesByItself(each, (kind, key) => planned.get(nameOf({ kind, key }))?.moves ?? false);
    const type = each.type ?? given ?? 'number';
    planned.set(nameOf(each), { ...each, type, moves, problem });
    if (problem === null) properties[each.kind].set(each.key, { label: each.label, type, hidden: each.isHidden });
  }
  const apart = (names: readonly NamedDefinition[], problem: string) =>
    names.flatMap((named) => {
      const each = known.get(nameOf(named));
      return each === undefined ? [] : [{ ...each, type: each.type ?? 'number', moves: false, problem }];
    });
  return {
    computed: [
      ...planned.values(),
      ...apart(cyclic, 'It would need itself, by way of others.'),
      ...apart(
        read.filter(({ stored }) => stored.leaving),
        'It is being taken away.',
      ),
    ],
    catalogue,
  };
}

const builtOn = (failing: PlannedComputed | undefined): string => `It builds on “${failing?.label ?? ''}”, which cannot be evaluated.`;

function otherType(given: PropertyType, kept: PropertyType | null): string | null {
  return kept === null || given === kept ? null : 'It would now give another type of value. Save it again.';
}

/** Properties of events that computed ones are made of: they have to be kept as events come in. */
export function computedFromEvents(computed: readonly PlannedComputed[]): { readonly event: string; readonly key: string }[] {
  return computed.flatMap(({ definition, problem }) =>
    definition.type === 'eventProperty' && problem === null ? [{ event: definition.event, key: definition.property }] : [],
  );
}
