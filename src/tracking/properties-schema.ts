import { z } from 'zod';
import type { EventDefinition, PropertyType } from './define-plan';

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

/** The run-time twin of the types: one strict schema for each event's properties. */
export function propertiesSchema(definition: EventDefinition): z.ZodType<Record<string, string | number | boolean>> {
  const shape = Object.fromEntries(Object.entries(definition.properties).map(([name, type]) => [name, schemaOf(type)]));
  return z.strictObject(shape) as unknown as z.ZodType<Record<string, string | number | boolean>>;
}
