import type { PropertyType, PropertyValue } from '../../segments/value';

/**
 * What stands for a value that should be there and could not be computed. It is of no property’s type, so whoever reads it as that type
 * finds that nothing can be told: neither a value nor that there is none.
 */
export function failureOf(type: PropertyType): PropertyValue {
  return type === 'list' ? 'could not be computed' : ['could not be computed'];
}
