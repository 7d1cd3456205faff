/** Fields of a report that name a person or say where one is. Companies stay: they are who pays. */
const PERSONAL = /contact|email|phone|address|fullname|city|postcode|^name$|^state$/i;
const LEFT_OUT = '(left out)';

/** A reported row without people, at any depth; what is left out says so, so that nobody takes it for missing. */
export function withoutPeople(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPeople);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, unknown] => [
      name,
      PERSONAL.test(name) && name !== 'customerDetails' && inner !== null && inner !== '' ? LEFT_OUT : withoutPeople(inner),
    ]),
  );
}
