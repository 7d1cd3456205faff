import type { Engine, Expression } from './engine';
import type { Relation } from './condition';
import type { Meter } from './meter';
import type { SubjectKind } from './value';

/** A unit that asks relatives, and how it gets to them. */
export type Asking = { readonly unit: number; readonly kind: SubjectKind; readonly relation: Relation };

/** Which units may change when something does, by what changes. Of the subject that it changed for, but for `askingUnit` and `askingKind`. */
export type Dependents = {
  readonly byColumn: ReadonlyMap<string, readonly number[]>;
  readonly byMeter: ReadonlyMap<Meter, readonly { readonly unit: number; readonly slot: number }[]>;
  /** By unit: those of the same subject. */
  readonly sameSubject: readonly (readonly number[])[];
  readonly askingUnit: readonly (readonly Asking[])[];
  /** Everybody who asks relatives, by whom they are about. */
  readonly askingKind: Readonly<Record<SubjectKind, readonly Asking[]>>;
  readonly timed: Readonly<Record<SubjectKind, readonly number[]>>;
  readonly ofKind: Readonly<Record<SubjectKind, readonly number[]>>;
  /** Meters whose windows begin with the entry into a unit. */
  readonly metersSince: ReadonlyMap<number, readonly Meter[]>;
  readonly byVariant: Readonly<Record<SubjectKind, Map<number, readonly number[]>>>;
};

export const columnKey = (kind: SubjectKind, column: string): string => `${kind} ${column}`;

export function dependentsOf(engine: Engine): Dependents {
  const byColumn = new Map<string, number[]>();
  const byMeter = new Map<Meter, { unit: number; slot: number }[]>();
  const metersSince = new Map<number, Meter[]>();
  const sameSubject: number[][] = engine.units.map(() => []);
  const askingUnit: Asking[][] = engine.units.map(() => []);
  const askingKind: Record<SubjectKind, Asking[]> = { account: [], user: [], membership: [] };
  const timed: Record<SubjectKind, Set<number>> = { account: new Set(), user: new Set(), membership: new Set() };
  const ofKind: Record<SubjectKind, number[]> = { account: [], user: [], membership: [] };

  const needsSlot = (unit: number, kind: SubjectKind, meter: Meter, at: number): void => {
    const slot = meter.slots[at];
    if (slot === undefined) return;
    push(byMeter, meter, { unit, slot: at });
    // What lies in the future enters windows that do not move, too.
    timed[kind].add(unit);
    if (slot.since?.type === 'column') push(byColumn, columnKey(kind, slot.since.column), unit);
    if (slot.since?.type === 'unit') sameSubject[slot.since.unit]?.push(unit);
  };
  const walk = (unit: number, kind: SubjectKind, expression: Expression): void => {
    switch (expression.op) {
      case 'all':
      case 'any':
        for (const child of expression.of) walk(unit, kind, child);
        break;
      case 'not':
        walk(unit, kind, expression.of);
        break;
      case 'range':
      case 'value':
        if (expression.test.type !== 'range' && expression.test.type !== 'value') break;
        push(byColumn, columnKey(kind, expression.test.column), unit);
        if (expression.op === 'range' && expression.test.propertyType === 'day') timed[kind].add(unit);
        break;
      case 'event':
        needsSlot(unit, kind, expression.meter, expression.slot);
        if (expression.doubt !== null) needsSlot(unit, kind, expression.meter, expression.doubt);
        break;
      case 'member':
        sameSubject[expression.unit]?.push(unit);
        break;
      case 'related': {
        const asking = { unit, kind, relation: expression.relation };
        askingKind[kind].push(asking);
        if (expression.unit !== null) askingUnit[expression.unit]?.push(asking);
        break;
      }
    }
  };
  engine.units.forEach((unit, index) => {
    ofKind[unit.kind].push(index);
    if (unit.type === 'where') {
      walk(index, unit.kind, unit.expression);
      return;
    }
    if (unit.rule.base !== null) sameSubject[unit.rule.base]?.push(index);
    if (unit.rule.by.type === 'column') push(byColumn, columnKey(unit.kind, unit.rule.by.column), index);
    else if (unit.key.type === 'slot') needsSlot(index, unit.kind, unit.key.meter, unit.key.slot);
  });
  for (const meter of engine.meters) {
    const since = meter.slots[0]?.since;
    if (since?.type === 'unit') push(metersSince, since.unit, meter);
  }
  return {
    byColumn,
    byMeter,
    sameSubject,
    askingUnit,
    askingKind,
    timed: { account: [...timed.account], user: [...timed.user], membership: [...timed.membership] },
    ofKind,
    metersSince,
    byVariant: { account: new Map(), user: new Map(), membership: new Map() },
  };
}

/** Units of a kind that count a kind of event. */
export function unitsOfVariant(engine: Engine, dependents: Dependents, kind: SubjectKind, variant: number): readonly number[] {
  const known = dependents.byVariant[kind].get(variant);
  if (known !== undefined) return known;
  const event = engine.facts.variants[variant];
  const units = new Set<number>();
  for (const meter of engine.meters) {
    if (meter.kind !== kind || event === undefined) continue;
    for (const { unit, slot } of dependents.byMeter.get(meter) ?? []) if (meter.slots[slot]?.matches(event) === true) units.add(unit);
  }
  const found = [...units];
  dependents.byVariant[kind].set(variant, found);
  return found;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
