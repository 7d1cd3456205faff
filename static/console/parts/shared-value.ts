/** `next`, with every part that says the same as in `before` being that part: what is drawn from it is not drawn again. Plain JSON only. */
export function sharedWith<T>(before: unknown, next: T): T {
  if (before === next) return next;
  if (Array.isArray(before) && Array.isArray(next)) {
    const shared = next.map((each: unknown, index): unknown => sharedWith(before[index], each));
    return (before.length === next.length && shared.every((each, index) => each === before[index]) ? before : shared) as T;
  }
  if (!isRecord(before) || !isRecord(next)) return next;
  const names = Object.keys(next);
  const shared = Object.fromEntries(names.map((name) => [name, sharedWith(before[name], next[name])]));
  const isSame = names.length === Object.keys(before).length && names.every((name) => name in before && shared[name] === before[name]);
  return (isSame ? before : shared) as T;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
