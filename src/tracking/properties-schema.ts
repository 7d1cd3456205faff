import { z } from 'zod';
import type { EventDefinition, PropertyType, Traits } from './define-plan';

const ID = z.string().regex(/^[A-Za-z0-9_:.-]{1,64}$/);
const DAY = z.iso.date();

function schemaOf(type: PropertyType): z.ZodType {
  switch (type.kind) {
    case 'enum':
      return z.enum(type.values);
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'day':
      return DAY;
    case 'id':
      return ID;
  }
}

/** The run-time twin of the types: one strict schema for each event's properties. An optional one may be left out. */
export function propertiesSchema(definition: EventDefinition): z.ZodType<Record<string, string | number | boolean>> {
  const shape = Object.fromEntries(
    Object.entries(definition.properties).map(([name, type]) => [
      name,
      type.optional === true ? z.optional(schemaOf(type)) : schemaOf(type),
    ]),
  );
  return z.strictObject(shape) as unknown as z.ZodType<Record<string, string | number | boolean>>;
}

/** A trait's value; null where an optional one is not known, which clears what destinations hold. */
export type TraitValue = string | number | boolean | null;

/** One schema for each trait: they are checked one by one, so that a wrong one costs no other. */
export function traitSchemas(traits: Traits): ReadonlyMap<string, z.ZodType<TraitValue>> {
  return new Map(
    Object.entries(traits).map(([name, type]) => [
      name,
      (type.optional === true ? schemaOf(type).nullable() : schemaOf(type)) as z.ZodType<TraitValue>,
    ]),
  );
}
