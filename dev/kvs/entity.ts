import { compareScalars, isScalar, meetsCondition, meetsFilter, type Condition, type Filter } from './conditions';
import { INTEGER_RANGE } from './limits';
import { invalid, unknownEntity } from './refusal';
import type { KeptValue } from './store';

type AttributeType = 'string' | 'integer' | 'float' | 'boolean' | 'any';

/** One entry of `app.storage.entities` in the manifest. */
export type EntitySchema = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, { readonly type: AttributeType }>>;
  readonly indexes?: readonly (
    string | { readonly name: string; readonly range: readonly string[]; readonly partition?: readonly string[] }
  )[];
};

type Index = { readonly partition: readonly string[]; readonly range: string | null };

export function findEntity(schemas: readonly EntitySchema[], name: string): EntitySchema {
  const schema = schemas.find((candidate) => candidate.name === name);
  if (!schema) throw unknownEntity();
  return schema;
}

/** `by-key` is always there; it has no range attribute but the key itself. */
export function findIndex(schema: EntitySchema, name: string): Index {
  if (name === 'by-key') return { partition: [], range: null };
  for (const index of schema.indexes ?? []) {
    if (index === name) return { partition: [], range: name };
    if (typeof index === 'object' && index.name === name && index.range[0] !== undefined)
      return { partition: index.partition ?? [], range: index.range[0] };
  }
  throw invalid('INVALID_ENTITY_INDEX', 'The custom entity index provided is invalid.');
}

/** The value of an entity is an object of declared attributes, each of its declared type. */
export function checkEntityValue(schema: EntitySchema, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('INVALID_ENTITY_VALUE', 'Entity values must match one of the types defined in Custom Entities.');
  for (const [property, item] of Object.entries(value)) {
    const type = schema.attributes[property]?.type;
    if (type === undefined) throw invalid('INVALID_ENTITY_VALUE', `Property "${property}" is not defined for the entity`);
    if (!hasType(type, item)) throw invalid('INCORRECT_PROPERTY_TYPE', `Data type for property "${property}" is defined as "${type}"`);
  }
}

function hasType(type: AttributeType, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= INTEGER_RANGE.min && value <= INTEGER_RANGE.max;
    case 'float':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      return true;
  }
}

export type EntityQuery = {
  readonly index: Index;
  readonly partition: readonly unknown[];
  readonly range: Condition | null;
  readonly filter: Filter | null;
  readonly isDescending: boolean;
};
/** Where a page ended: the value of the range attribute, and the key. */
export type Position = { readonly at: string | number | boolean; readonly key: string };
export type IndexedValue = { readonly key: string; readonly kept: KeptValue; readonly position: Position };

/** The entities that an index holds, in its order: those without the indexed attributes are not in it. */
export function runEntityQuery(query: EntityQuery, values: Iterable<readonly [string, KeptValue]>): IndexedValue[] {
  const { index, partition, range, filter, isDescending } = query;
  if (partition.length !== index.partition.length)
    throw invalid('INVALID_PARTITION_VALUES', `The index has ${String(index.partition.length)} partition attributes`);
  const found: IndexedValue[] = [];
  for (const [key, kept] of values) {
    const attributes = kept.value as Readonly<Record<string, unknown>>;
    const at = index.range === null ? key : attributes[index.range];
    if (!isScalar(at) || !index.partition.every((attribute, place) => attributes[attribute] === partition[place])) continue;
    if (range && !meetsCondition(range, at)) continue;
    if (filter && !meetsFilter(filter, kept.value)) continue;
    found.push({ key, kept, position: { at, key } });
  }
  const sign = isDescending ? -1 : 1;
  return found.sort((a, b) => sign * comparePositions(a.position, b.position));
}

export const comparePositions = (a: Position, b: Position): number => compareScalars(a.at, b.at) || compareScalars(a.key, b.key);
