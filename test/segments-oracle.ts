import { addDays, type Day } from '../src/platform/days';
import type { Condition, Count, PropertyTest, RankBy, Segment, TopCondition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import type { Window } from '../src/segments/window';

/** Three answers, as words; written from the definitions alone, for few subjects, without any speed. */
export type Answer = 'yes' | 'no' | 'unknown';
export const BROKEN = Symbol('broken');
export type WorldValue = string | number | boolean | readonly string[] | typeof BROKEN;
export type Thing = { alive: boolean; readonly properties: Map<string, WorldValue> };
export type Done = { readonly event: string; readonly place: string | null; readonly day: Day; count: number };
export type WorldMembership = Thing & { readonly account: number; readonly user: number; readonly done: Done[] };
export type World = { today: Day; readonly account: Thing[]; readonly user: Thing[]; readonly membership: WorldMembership[] };
/** By segment, by subject: the day of entry. */
export type Entries = Map<string, Map<number, Day>>;

export const EVENTS = {
  'Item Ticked': { activity: true, screen: false },
  'List Made': { activity: true, screen: false },
  'Board Opened': { activity: false, screen: true },
} as const;
export const STAGES = { trial: 'free', paying: 'paying', gone: 'churn' } as const;

export function answers(segments: readonly Segment[], world: World, entries: Entries): Map<string, Answer[]> {
  const result = new Map<string, Answer[]>();
  // A segment only names those before it.
  for (const segment of segments) {
    const all = world[segment.kind].map((thing, subject) =>
      thing.alive ? ask(segment.condition, segment.kind, subject, { world, result, entries, asOf: new Map() }) : 'no',
    );
    result.set(segment.id, all);
    const before = entries.get(segment.id) ?? new Map<number, Day>();
    const after = new Map<number, Day>();
    all.forEach((answer, subject) => {
      if (answer === 'yes') after.set(subject, before.get(subject) ?? world.today);
    });
    entries.set(segment.id, after);
  }
  return result;
}

type Scene = { world: World; result: Map<string, Answer[]>; entries: Entries; asOf: Map<string, Answer[]> };

const say = (holds: boolean): Answer => (holds ? 'yes' : 'no');

function ask(condition: Condition, kind: SubjectKind, subject: number, scene: Scene): Answer {
  const { world } = scene;
  switch (condition.type) {
    case 'all': {
      const parts = condition.of.map((child) => ask(child, kind, subject, scene));
      return parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes';
    }
    case 'any': {
      const parts = condition.of.map((child) => ask(child, kind, subject, scene));
      return parts.includes('yes') ? 'yes' : parts.includes('unknown') ? 'unknown' : 'no';
    }
    case 'not': {
      const part = ask(condition.of, kind, subject, scene);
      return part === 'unknown' ? 'unknown' : say(part === 'no');
    }
    case 'property':
      return compare(world[kind][subject]!.properties.get(condition.property), condition, world.today);
    case 'event':
    case 'screen': {
      const { event, where } = condition.type === 'event' ? condition : { event: condition.screen, where: [] };
      const count = counted(kind, subject, { event, where, measure: condition.measure, within: condition.within }, scene);
      return count === null ? 'unknown' : say(isCount(condition.count, count));
    }
    case 'firstTime': {
      const days = doneBy(kind, subject, world)
        .filter(({ event }) => event === condition.event)
        .map(({ day }) => day)
        .sort();
      const inside = isInside(condition.within, kind, subject, scene);
      return inside === null ? 'unknown' : say(days[0] !== undefined && inside(days[0]));
    }
    case 'stage': {
      const { properties } = world[kind][subject]!;
      const stage = properties.get('stage');
      const here = say(
        typeof stage === 'string' && (condition.stages.includes(stage) || condition.kinds.includes(STAGES[stage as keyof typeof STAGES])),
      );
      if (condition.days === null || here === 'no') return here;
      const since = properties.get('stage since') as Day | undefined;
      if (since === undefined) return 'no';
      const days = (Date.parse(world.today) - Date.parse(since)) / 86_400_000;
      return say(days >= 0 && isCount(condition.days, days));
    }
    case 'stageEntered': {
      const entered = world[kind][subject]!.properties.get(`entered ${condition.stage}`) as Day | undefined;
      return say(entered !== undefined && isIn(condition.within, entered, world.today));
    }
    case 'tag': {
      const tags = (world[kind][subject]!.properties.get('tags') ?? []) as readonly string[];
      const held = condition.tags.map((tag) => tags.includes(tag));
      return say(condition.match === 'all' ? !held.includes(false) : held.includes(true));
    }
    case 'segment':
      return scene.result.get(condition.segment)![subject]!;
    case 'related': {
      const relatives = relativesOf(kind, condition.relation, subject, world);
      const related = relatedKind(condition.relation);
      const parts = relatives.map((each) => (condition.where === null ? 'yes' : ask(condition.where, related, each, scene)));
      const [sure, unsure] = [parts.filter((part) => part === 'yes').length, parts.filter((part) => part === 'unknown').length];
      const outcomes = Array.from({ length: unsure + 1 }, (_, more) => isCount(condition.count, sure + more));
      return outcomes.every(Boolean) ? 'yes' : outcomes.some(Boolean) ? 'unknown' : 'no';
    }
    case 'top':
      return topOf(condition, kind, scene)[subject]!;
  }
}

function topOf(condition: TopCondition, kind: SubjectKind, scene: Scene): Answer[] {
  const key = kind + JSON.stringify(condition);
  const known = scene.asOf.get(key);
  if (known !== undefined) return known;
  const ranked: { subject: number; value: number }[] = [];
  const unsure = new Set<number>();
  scene.world[kind].forEach((thing, subject) => {
    if (!thing.alive) return;
    const base = condition.of === null ? 'yes' : ask(condition.of, kind, subject, scene);
    const value = rankValue(condition.by, kind, subject, condition.order, scene);
    if (base === 'no' || value === undefined) return;
    if (base === 'unknown' || value === null) unsure.add(subject);
    else ranked.push({ subject, value });
  });
  ranked.sort((a, b) => (condition.order === 'highest' ? b.value - a.value : a.value - b.value) || a.subject - b.subject);
  const result: Answer[] = scene.world[kind].map((_, subject) => (unsure.has(subject) ? 'unknown' : 'no'));
  ranked.forEach(({ subject }, position) => {
    const outcomes: boolean[] = [];
    for (let taking = 0; taking <= unsure.size; taking += 1) {
      const { keep } = condition;
      const places = 'count' in keep ? keep.count : Math.ceil(((ranked.length + taking) * keep.percent) / 100 - 1e-9);
      for (let ahead = 0; ahead <= taking; ahead += 1) outcomes.push(position + ahead < places);
    }
    result[subject] = outcomes.every(Boolean) ? 'yes' : outcomes.some(Boolean) ? 'unknown' : 'no';
  });
  scene.asOf.set(key, result);
  return result;
}

/** Undefined: not ranked. Null: cannot be known. */
function rankValue(by: RankBy, kind: SubjectKind, subject: number, order: string, scene: Scene): number | null | undefined {
  if (by.type === 'event') {
    const count = counted(kind, subject, { ...by, where: [] }, scene);
    return count === 0 && order === 'highest' ? undefined : count;
  }
  const value = scene.world[kind][subject]!.properties.get(by.property);
  if (value === undefined) return undefined;
  if (value === BROKEN) return null;
  return typeof value === 'string' ? Date.parse(value) : (value as number);
}

function compare(value: WorldValue | undefined, { operator, value: operand }: PropertyTest, today: Day): Answer {
  if (value === BROKEN) return 'unknown';
  const absent = value === undefined;
  switch (operator) {
    case 'is':
      return say(!absent && value === operand);
    case 'isNot':
      return say(absent || value !== operand);
    case 'isAtLeast':
      return say(!absent && value >= operand!);
    case 'isLessThan':
      return say(!absent && value < operand!);
    case 'isOneOf':
      return say(!absent && (operand as string[]).includes(value as string));
    case 'isTrue':
      return say(value === true);
    case 'isNotTrue':
      return say(value !== true);
    case 'isWithin':
      return say(!absent && isIn(operand as Window, value as Day, today));
    case 'isNotWithin':
      return say(absent || !isIn(operand as Window, value as Day, today));
    case 'includesAny':
      return say(!absent && (operand as string[]).some((each) => (value as string[]).includes(each)));
    case 'includesNone':
      return say(absent || !(operand as string[]).some((each) => (value as string[]).includes(each)));
    case 'hasNoValue':
      return say(absent);
    default:
      throw new Error(`The oracle does not know ${operator}`);
  }
}

type Counting = { event: string | null; where: readonly PropertyTest[]; measure: 'times' | 'days'; within: Window };

function counted(kind: SubjectKind, subject: number, { event, where, measure, within }: Counting, scene: Scene): number | null {
  const inside = isInside(within, kind, subject, scene);
  if (inside === null) return null;
  const found = doneBy(kind, subject, scene.world).filter(
    (done) =>
      (event === null ? EVENTS[done.event as keyof typeof EVENTS].activity : done.event === event) &&
      where.every((test) => compare(done.place ?? undefined, test, scene.world.today) === 'yes') &&
      inside(done.day),
  );
  return measure === 'days' ? new Set(found.map(({ day }) => day)).size : found.reduce((sum, { count }) => sum + count, 0);
}

/** Null where nobody knows since when. */
function isInside(within: Window, kind: SubjectKind, subject: number, { world, result, entries }: Scene): ((day: Day) => boolean) | null {
  if (within.type === 'sinceSegment') {
    if (result.get(within.segment)![subject] === 'unknown') return null;
    const entry = entries.get(within.segment)!.get(subject);
    return (day) => entry !== undefined && day >= entry && day <= world.today;
  }
  if (within.type === 'sinceStage') {
    const entry = world[kind][subject]!.properties.get(within.stage === null ? 'stage since' : `entered ${within.stage}`) as
      Day | undefined;
    return (day) => entry !== undefined && day >= entry && day <= world.today;
  }
  return (day) => isIn(within, day, world.today);
}

function isIn(window: Window, day: Day, today: Day): boolean {
  const month = (of: Day): number => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7)) - 1;
  const monday = (of: Day): Day => {
    let result = of;
    while (new Date(`${result}T00:00:00Z`).getUTCDay() !== 1) result = addDays(result, -1);
    return result;
  };
  switch (window.type) {
    case 'between':
      return day >= window.fromDay && day <= window.throughDay;
    case 'today':
      return day === today;
    case 'yesterday':
      return day === addDays(today, -1);
    case 'lastDays':
      return day <= today && day > addDays(today, -window.days);
    case 'nextDays':
      return day >= today && day < addDays(today, window.days);
    case 'moreThanDaysAgo':
      return day < addDays(today, -window.days);
    case 'ever':
      return day <= today;
    case 'this':
    case 'last': {
      if (window.period === 'week')
        return day <= today && monday(day) === (window.type === 'this' ? monday(today) : addDays(monday(today), -7));
      const months = { month: 1, quarter: 3, year: 12 }[window.period];
      const period = (of: Day): number => Math.floor(month(of) / months);
      return day <= today && period(day) === period(today) - (window.type === 'last' ? 1 : 0);
    }
    case 'sinceStage':
    case 'sinceSegment':
      throw new Error('Asked elsewhere');
  }
}

const isCount = (count: Count, n: number): boolean =>
  count.test === 'none' ? n === 0 : count.test === 'atLeast' ? n >= count.n : count.test === 'atMost' ? n <= count.n : n === count.n;

function doneBy(kind: SubjectKind, subject: number, { membership }: World): Done[] {
  return membership.flatMap((each, index) => ((kind === 'membership' ? index : each[kind]) === subject ? each.done : []));
}

const relatedKind = (relation: string): SubjectKind =>
  relation.startsWith('member') ? 'membership' : relation.startsWith('user') ? 'user' : 'account';

function relativesOf(kind: SubjectKind, relation: string, subject: number, world: World): number[] {
  return world.membership.flatMap((each, index) => {
    if (!each.alive || (kind === 'membership' ? index : each[kind]) !== subject) return [];
    const related = relatedKind(relation);
    const relative = related === 'membership' ? index : each[related];
    return world[related][relative]?.alive === true ? [relative] : [];
  });
}
