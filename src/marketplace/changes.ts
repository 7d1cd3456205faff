import type { FieldChange } from '../store/queries/sync-changes';
import { canonicalJson, withoutNoise } from './content-hash';
import { isRecord } from './records';
import { clip } from './wire-value';

/** Parts of a record that name people: that they changed is noted, not from whom to whom. */
const PEOPLE = /(^|\.)(technicalContact|billingContact|email|name|phone|address\d?|city|state|postcode|message)(\.|$)/;
/** Of one value; a longer one is cut. */
const MAX_VALUE = 200;
const MAX_FIELDS = 40;

/** What differs between two copies of a record, field by field in alphabetical order, without the fields that reports rewrite by themselves. */
export function changesBetween(before: unknown, after: unknown): FieldChange[] {
  const [from, to] = [leaves(withoutNoise(before)), leaves(withoutNoise(after))];
  const fields = [...new Set([...from.keys(), ...to.keys()])].sort();
  return fields
    .filter((field) => from.get(field) !== to.get(field))
    .slice(0, MAX_FIELDS)
    .map((field) =>
      PEOPLE.test(field) ? { field, from: null, to: null } : { field, from: shortened(from.get(field)), to: shortened(to.get(field)) },
    );
}

function leaves(value: unknown, path = ''): Map<string, string> {
  if (!isRecord(value)) return new Map([[path, canonicalJson(value)]]);
  return new Map(Object.entries(value).flatMap(([name, item]) => [...leaves(item, path === '' ? name : `${path}.${name}`)]));
}

function shortened(json: string | undefined): string | null {
  return json === undefined ? null : clip(json, MAX_VALUE);
}
