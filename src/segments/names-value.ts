/**
 * The names of the segments that somebody is in, as the one text of the property `Segments`: by name, so that it only changes with
 * membership. A field of several lines takes them apart by a carriage return, a field of one by a space.
 */
export function segmentsText(names: Iterable<string>, field: 'lines' | 'line'): string {
  const ordered = [...new Set(names)].map((name) => name.replace(/\s+/g, ' ').trim()).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ordered.join(field === 'lines' ? '\r' : ' ');
}
