import type { Condition, EventMeasure, Keep, Relation } from './condition';
import type { EventVariant } from './facts';
import type { Range } from './operator';
import type { Problem } from './problem';
import type { PropertyType, PropertyValue, SubjectKind } from './value';
import type { EventWindow } from './window';

/** A condition with every name resolved. What is asked of somebody else, or of a whole set, is a unit of its own. `from` is for explaining. */
export type Test = { readonly from: Condition } & (
  | { readonly type: 'all' | 'any'; readonly of: readonly Test[] }
  | { readonly type: 'not'; readonly of: Test }
  | RangeTest
  | ValueTest
  | EventTest
  | { readonly type: 'member'; readonly unit: number }
  | RelatedTest
);
/** `slot` counts what surely is meant; `doubt` that and what may be meant, of which nobody kept enough. Null where nothing can be in doubt. */
type EventTest = {
  readonly type: 'event';
  readonly slot: number;
  readonly doubt: number | null;
  readonly least: number;
  readonly most: number;
};
export type ColumnName = { readonly column: string; readonly propertyType: PropertyType };
type RangeTest = ColumnName & {
  readonly type: 'range';
  readonly absent: boolean;
  readonly range: (today: number) => Range;
  readonly nextTurn: (today: number, value: number) => number;
};
type ValueTest = ColumnName & { readonly type: 'value'; readonly absent: boolean; readonly test: (value: PropertyValue) => boolean };
/** How many relatives are members of the unit; with null, how many there are. */
type RelatedTest = {
  readonly type: 'related';
  readonly relation: Relation;
  readonly unit: number | null;
  readonly least: number;
  readonly most: number;
};

/** Something that is counted from the activity of a subject. `first`: 1 where the first time of all is in the window, else 0. */
export type Slot = {
  readonly matches: (variant: EventVariant) => boolean;
  readonly measure: EventMeasure | 'first';
  readonly window: EventWindow;
  /** Where the window begins for each subject: a column of days, or the entry into a unit. Who never entered has done nothing since. */
  readonly since: { readonly type: 'column'; readonly column: string } | { readonly type: 'unit'; readonly unit: number } | null;
};

export type TopRule = {
  readonly type: 'top';
  readonly base: number | null;
  readonly by: ({ readonly type: 'column' } & ColumnName) | { readonly type: 'slot'; readonly slot: number };
  readonly order: 'highest' | 'lowest';
  readonly keep: Keep;
};

/** A set of members: that of a segment, or with `segment` null one that segments are made of. It only needs units before it. */
export type Unit = {
  readonly kind: SubjectKind;
  readonly segment: string | null;
  /** The same for the same condition: members that are kept can be told by it. */
  readonly key: string;
  readonly rule: { readonly type: 'where'; readonly test: Test } | TopRule;
};

export type Plan = {
  readonly units: Unit[];
  readonly unitOf: Map<string, number>;
  readonly broken: ReadonlyMap<string, readonly Problem[]>;
  readonly slots: Readonly<Record<SubjectKind, Slot[]>>;
};
