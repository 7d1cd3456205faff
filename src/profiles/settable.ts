import { STANDARD_PROPERTIES } from './standard-properties';
import { isPropertyKey, ROLE_KEY } from './traits';

/** What follows from use, licences and sales is not for a person to say. */
export function isSettable(kind: string, key: string): boolean {
  return isPropertyKey(key) && (key === ROLE_KEY || !STANDARD_PROPERTIES.some((each) => each.kind === kind && each.key === key));
}
