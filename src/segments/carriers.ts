import type { Segment } from './condition';
import type { SubjectKind } from './value';

/** The ids of the segments of a kind whose members carry a tag. */
export type Carriers = (kind: SubjectKind, tag: string) => readonly string[];

export function carriersOf(segments: readonly Pick<Segment, 'id' | 'kind' | 'tag'>[]): Carriers {
  const ids = new Map<string, string[]>();
  for (const { id, kind, tag } of segments) {
    if (tag === null || tag === undefined) continue;
    const key = `${kind} ${tag}`;
    ids.set(key, [...(ids.get(key) ?? []), id].sort());
  }
  return (kind, tag) => ids.get(`${kind} ${tag}`) ?? [];
}
