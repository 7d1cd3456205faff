/** Somebody who came into a segment or left it; days since 1970-01-01. */
export type MemberChange = { readonly subject: number; readonly day: number; readonly entered: boolean };

/** Members at the end of each day in [fromDay, throughDay], with how many came and went on it. Changes in any order; of one day the later counts. */
export function growthOf(changes: readonly MemberChange[], fromDay: number, throughDay: number): readonly GrowthDay[] {
  const days: GrowthDay[] = [];
  const ordered = changes.map((change, index) => ({ ...change, index })).sort((a, b) => a.day - b.day || a.index - b.index);
  const members = new Set<number>();
  let next = 0;
  for (let day = fromDay; day <= throughDay; day += 1) {
    let [entered, left] = [0, 0];
    for (; next < ordered.length; next += 1) {
      const change = ordered[next];
      if (change === undefined || change.day > day) break;
      if (change.entered === members.has(change.subject)) continue;
      if (change.entered) members.add(change.subject);
      else members.delete(change.subject);
      if (change.day < day) continue;
      if (change.entered) entered += 1;
      else left += 1;
    }
    days.push({ day, members: members.size, entered, left });
  }
  return days;
}
export type GrowthDay = { readonly day: number; readonly members: number; readonly entered: number; readonly left: number };

/** Who was a member at the end of a day. */
export function membersAt(changes: readonly MemberChange[], day: number): ReadonlySet<number> {
  const members = new Set<number>();
  const ordered = changes.filter((change) => change.day <= day).sort((a, b) => a.day - b.day);
  for (const { subject, entered } of ordered) {
    if (entered) members.add(subject);
    else members.delete(subject);
  }
  return members;
}

/** How many are in exactly these segments, for every combination that somebody is in; the largest first. */
export function overlapOf(
  segments: ReadonlyMap<string, ReadonlySet<number>>,
): readonly { readonly segments: readonly string[]; readonly subjects: number }[] {
  const of = new Map<number, string[]>();
  for (const [segment, members] of segments) {
    for (const subject of members) {
      const list = of.get(subject);
      if (list === undefined) of.set(subject, [segment]);
      else list.push(segment);
    }
  }
  const combinations = new Map<string, { segments: readonly string[]; subjects: number }>();
  for (const list of of.values()) {
    const key = JSON.stringify(list);
    const known = combinations.get(key);
    if (known === undefined) combinations.set(key, { segments: list, subjects: 1 });
    else known.subjects += 1;
  }
  return [...combinations.values()].sort((a, b) => b.subjects - a.subjects);
}
