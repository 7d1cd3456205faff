import fc from 'fast-check';
import { type Day, dayNumber } from '../src/platform/days';
import { type SegmentCatalogue, STAGE_COLUMN, STAGE_SINCE_COLUMN, stageEnteredColumn, TAGS_COLUMN } from '../src/segments/catalogue';
import { endMembership, forgetUser, setActivity } from '../src/segments/change-facts';
import type { Condition, Count, Relation, Segment } from '../src/segments/condition';
import { addAccount, addMembership, addUser, columnFor, FAILED, type Facts, newFacts, setValue, variantFor } from '../src/segments/facts';
import type { Touch } from '../src/segments/update';
import type { PropertyType, PropertyValue, SubjectKind } from '../src/segments/value';
import { BROKEN, EVENTS, STAGES, type World, type WorldValue } from './segments-oracle';

const PLACES = ['issue', 'board'] as const;
const PROPERTIES: Readonly<Record<SubjectKind, Readonly<Record<string, PropertyType>>>> = {
  account: { plan: 'text', seats: 'number', mrr: 'money', since: 'day', labels: 'list', paid: 'boolean' },
  user: { mood: 'text', score: 'number', joined: 'day' },
  membership: { Role: 'text', weight: 'number' },
};
const described = (kind: SubjectKind) => new Map(Object.entries(PROPERTIES[kind]).map(([name, type]) => [name, { label: name, type }]));
const TAGS = ['vip', 'beta'];

export const CATALOGUE: SegmentCatalogue = {
  properties: { account: described('account'), user: described('user'), membership: described('membership') },
  events: new Map(
    Object.entries(EVENTS).map(([name, flags]) => [name, { label: name, ...flags, properties: new Map([['place', 'text'] as const]) }]),
  ),
  stages: {
    account: new Map(Object.entries(STAGES).map(([id, kind]) => [id, { label: id, kind }])),
    user: new Map(),
    membership: new Map(),
  },
  tags: { account: new Set(TAGS), user: new Set(), membership: new Set() },
};

const small = fc.integer({ min: 0, max: 3 });
const count: fc.Arbitrary<Count> = fc.oneof(
  fc.constant({ test: 'none' } as const),
  fc.record({ test: fc.constantFrom('atLeast', 'atMost', 'exactly'), n: small }),
);
const period = fc.constantFrom('week', 'month', 'quarter', 'year');
const fixedWindow = fc.oneof(
  fc.record({ type: fc.constantFrom('today', 'yesterday') }),
  fc.record({ type: fc.constant('lastDays' as const), days: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ type: fc.constantFrom('this', 'last'), period }),
  fc.constant({ type: 'between', fromDay: '2024-02-10', throughDay: '2024-03-10' } as const),
);
const dayWindow = fc.oneof(
  fixedWindow,
  fc.record({ type: fc.constantFrom('nextDays', 'moreThanDaysAgo'), days: fc.integer({ min: 1, max: 20 }) }),
);
const eventWindow = (kind: SubjectKind, before: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fixedWindow },
    { weight: 1, arbitrary: fc.constant({ type: 'ever' } as const) },
    ...(kind === 'account'
      ? [{ weight: 1, arbitrary: fc.record({ type: fc.constant('sinceStage' as const), stage: fc.constantFrom(null, 'trial', 'paying') }) }]
      : []),
    ...(before.length > 0
      ? [{ weight: 2, arbitrary: fc.record({ type: fc.constant('sinceSegment' as const), segment: fc.constantFrom(...before) }) }]
      : []),
  );

const VALUES: Readonly<Record<PropertyType, fc.Arbitrary<PropertyValue>>> = {
  text: fc.constantFrom('a', 'b', 'c'),
  number: small,
  money: small,
  boolean: fc.boolean(),
  day: fc.integer({ min: -45, max: 12 }).map((offset) => dayAt(offset)),
  list: fc.subarray(['a', 'b', 'c']),
};
const START = Date.UTC(2024, 1, 20);
const dayAt = (offset: number): Day => new Date(START + offset * 86_400_000).toISOString().slice(0, 10);

const operators: Readonly<Record<PropertyType, fc.Arbitrary<{ operator: string; value: never }>>> = (() => {
  const one = (type: PropertyType, ...names: string[]) => fc.record({ operator: fc.constantFrom(...names), value: VALUES[type] });
  const several = (...names: string[]) =>
    fc.record({ operator: fc.constantFrom(...names), value: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) });
  const none = (...names: string[]) => fc.record({ operator: fc.constantFrom(...names), value: fc.constant(null) });
  return {
    text: fc.oneof(one('text', 'is', 'isNot'), several('isOneOf'), none('hasNoValue')),
    number: fc.oneof(one('number', 'is', 'isNot', 'isAtLeast', 'isLessThan'), none('hasNoValue')),
    money: fc.oneof(one('money', 'is', 'isNot', 'isAtLeast', 'isLessThan')),
    boolean: none('isTrue', 'isNotTrue'),
    day: fc.oneof(fc.record({ operator: fc.constantFrom('isWithin', 'isNotWithin'), value: dayWindow }), none('hasNoValue')),
    list: several('includesAny', 'includesNone'),
  } as unknown as Record<PropertyType, fc.Arbitrary<{ operator: string; value: never }>>;
})();

const RELATIONS: Readonly<Record<SubjectKind, readonly (readonly [Relation, SubjectKind])[]>> = {
  account: [
    ['users', 'user'],
    ['memberships', 'membership'],
  ],
  user: [
    ['accounts', 'account'],
    ['memberships', 'membership'],
  ],
  membership: [
    ['account', 'account'],
    ['user', 'user'],
  ],
};

/** `before`: segments of each kind that may be named. */
export function conditions(
  kind: SubjectKind,
  before: Readonly<Record<SubjectKind, readonly string[]>>,
  depth = 3,
): fc.Arbitrary<Condition> {
  const event = fc.constantFrom(...Object.keys(EVENTS));
  const measure = fc.constantFrom('times' as const, 'days' as const);
  const within = eventWindow(kind, before[kind]);
  const property = fc
    .constantFrom(...Object.entries(PROPERTIES[kind]))
    .chain(([name, type]) => operators[type].map((test) => ({ type: 'property' as const, property: name, ...test })));
  const where = fc.oneof(fc.constant([]), fc.tuple(operators.text.map(() => ({ property: 'place', operator: 'is', value: PLACES[0] }))));
  const leaves: fc.WeightedArbitrary<Condition>[] = [
    { weight: 4, arbitrary: property },
    {
      weight: 3,
      arbitrary: fc.oneof(
        fc.record({ type: fc.constant('event' as const), event, where, measure, count, within }),
        fc.record({ type: fc.constant('event' as const), event: fc.constant(null), where: fc.constant([]), measure, count, within }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('screen'),
        screen: fc.constant('Board Opened'),
        measure,
        count,
        within,
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('firstTime'), event, within }) },
  ];
  if (kind === 'account') {
    const stage = fc.constantFrom(...Object.keys(STAGES));
    const days = fc.oneof(
      fc.constant(null),
      fc.record({ test: fc.constantFrom('atLeast', 'atMost', 'exactly'), n: fc.integer({ min: 0, max: 12 }) }),
    );
    leaves.push({
      weight: 1,
      arbitrary: fc.oneof(
        fc.record({ type: fc.constant('stage'), stages: fc.tuple(stage), kinds: fc.constant([]), days }),
        fc.record({ type: fc.constant('stage'), stages: fc.constant([]), kinds: fc.constant(['paying']), days }),
        fc.record({ type: fc.constant('stageEntered'), stage, within: fixedWindow }),
        fc.record({ type: fc.constant('tag'), tags: fc.subarray(TAGS, { minLength: 1 }), match: fc.constantFrom('any', 'all') }),
      ),
    });
  }
  if (before[kind].length > 0) {
    leaves.push({ weight: 2, arbitrary: fc.record({ type: fc.constant('segment' as const), segment: fc.constantFrom(...before[kind]) }) });
  }
  const leaf = fc.oneof(...leaves);
  if (depth === 0) return leaf;
  const child = conditions(kind, before, depth - 1);
  const related = fc.constantFrom(...RELATIONS[kind]).chain(([relation, to]) =>
    fc.record({
      type: fc.constant('related' as const),
      relation: fc.constant(relation),
      count,
      where: fc.option(conditions(to, before, depth - 1)),
    }),
  );
  const ordered = fc.constantFrom(
    ...Object.entries(PROPERTIES[kind]).flatMap(([name, type]) => (['number', 'money', 'day'].includes(type) ? [name] : [])),
  );
  const top = fc.record({
    type: fc.constant('top' as const),
    keep: fc.oneof(fc.record({ count: fc.integer({ min: 1, max: 3 }) }), fc.record({ percent: fc.constantFrom(7, 25, 50, 100) })),
    order: fc.constantFrom('highest', 'lowest'),
    by: fc.oneof(
      ordered.map((property) => ({ type: 'property' as const, property })),
      fc.record({ type: fc.constant('event' as const), event, measure, within }),
    ),
    of: fc.option(child),
  });
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('all', 'any'), of: fc.array(child, { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('not' as const), of: child }) },
    { weight: 2, arbitrary: related },
    { weight: 1, arbitrary: top },
  );
}

const KINDS: readonly SubjectKind[] = ['user', 'account', 'membership', 'account', 'user', 'membership', 'account'];

export const segmentLists: fc.Arbitrary<Segment[]> = KINDS.reduce<fc.Arbitrary<Segment[]>>(
  (list, kind, index) =>
    list.chain((segments) => {
      const before = (of: SubjectKind) => segments.filter((each) => each.kind === of).map(({ id }) => id);
      const named = { account: before('account'), user: before('user'), membership: before('membership') };
      return conditions(kind, named, 2).map((condition) => [
        ...segments,
        { id: `s${String(index)}`, name: `Segment ${String(index)}`, kind, condition },
      ]);
    }),
  fc.constant([]),
);

/** Something that happens. Numbers are taken modulo how many there are. */
export type Step =
  | { type: 'property'; kind: SubjectKind; subject: number; name: number; value: readonly PropertyValue[]; how: number }
  | { type: 'event'; membership: number; event: number; place: number; dayOffset: number; count: number }
  | { type: 'stage'; subject: number; stage: string | null; since: number }
  | { type: 'tags'; subject: number; tags: readonly string[] }
  | { type: 'account' | 'user' }
  | { type: 'membership'; account: number; user: number }
  | { type: 'end' | 'forget' | 'close'; subject: number }
  | { type: 'days'; days: number };

const any = fc.nat(11);
const values = fc.tuple(VALUES.text, VALUES.number, VALUES.money, VALUES.boolean, VALUES.day, VALUES.list);
export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('property' as const),
      kind: fc.constantFrom<SubjectKind[]>('account', 'user', 'membership'),
      subject: any,
      name: any,
      value: values,
      how: fc.nat(9),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('event' as const),
      membership: any,
      event: any,
      place: any,
      dayOffset: fc.integer({ min: -45, max: 3 }),
      count: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('stage' as const),
      subject: any,
      stage: fc.constantFrom(null, ...Object.keys(STAGES)),
      since: fc.integer({ min: -20, max: 0 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('tags' as const), subject: any, tags: fc.subarray(TAGS) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('account', 'user') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('membership' as const), account: any, user: any }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('end', 'forget', 'close'), subject: any }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('days' as const), days: fc.constantFrom(1, 1, 2, 7, 31) }) },
);

export type Both = { readonly world: World; readonly facts: Facts };

export function emptyWorld(): Both {
  return {
    world: { today: dayAt(0), account: [], user: [], membership: [] },
    facts: newFacts({ accounts: 0, users: 0, memberships: 0, rows: 0 }),
  };
}

const TYPE_OF_EXTRA: Readonly<Record<string, PropertyType>> = { stage: 'text', tags: 'list' };
const columnOf = (name: string): string => {
  if (name === 'stage') return STAGE_COLUMN;
  if (name === 'stage since') return STAGE_SINCE_COLUMN;
  if (name === 'tags') return TAGS_COLUMN;
  return name.startsWith('entered ') ? stageEnteredColumn(name.slice(8)) : name;
};

function setProperty({ world, facts }: Both, kind: SubjectKind, subject: number, name: string, value: WorldValue | null): Touch {
  const type = PROPERTIES[kind][name] ?? TYPE_OF_EXTRA[name] ?? 'day';
  const { properties } = world[kind][subject]!;
  if (value === null) properties.delete(name);
  else properties.set(name, value);
  setValue(columnFor(facts, kind, columnOf(name), type), subject, value === BROKEN ? FAILED : value);
  return { type: 'property', kind, subject, column: columnOf(name) };
}

/** Does it in both, and says what is touched; nothing where there is nobody to do it to. */
export function apply(both: Both, step: Step): readonly Touch[] {
  const { world, facts } = both;
  switch (step.type) {
    case 'property': {
      const things = world[step.kind];
      const subject = step.subject % Math.max(1, things.length);
      if (things[subject]?.alive !== true) return [];
      const names = Object.entries(PROPERTIES[step.kind]);
      const [name, type] = names[step.name % names.length]!;
      const place = ['text', 'number', 'money', 'boolean', 'day', 'list'].indexOf(type);
      return [setProperty(both, step.kind, subject, name, step.how === 0 ? null : step.how === 1 ? BROKEN : step.value[place]!)];
    }
    case 'event': {
      const index = step.membership % Math.max(1, world.membership.length);
      const membership = world.membership[index];
      if (membership?.alive !== true) return [];
      const event = Object.keys(EVENTS)[step.event % 3]!;
      const place = [null, ...PLACES][step.place % 3] ?? null;
      const day = new Date(Date.parse(world.today) + step.dayOffset * 86_400_000).toISOString().slice(0, 10);
      const known = membership.done.find((done) => done.event === event && done.place === place && done.day === day);
      if (known === undefined) membership.done.push({ event, place, day, count: step.count });
      else known.count = step.count;
      membership.done.splice(0, membership.done.length, ...membership.done.filter((done) => done.count > 0));
      const variant = variantFor(facts, event, place === null ? new Map() : new Map([['place', place]]));
      setActivity(facts, index, variant, dayNumber(day), step.count);
      return [{ type: 'event', membership: index, variant }];
    }
    case 'stage': {
      const subject = step.subject % Math.max(1, world.account.length);
      if (world.account[subject]?.alive !== true) return [];
      const since = new Date(Date.parse(world.today) + step.since * 86_400_000).toISOString().slice(0, 10);
      return [
        setProperty(both, 'account', subject, 'stage', step.stage),
        setProperty(both, 'account', subject, 'stage since', step.stage === null ? null : since),
        ...(step.stage === null ? [] : [setProperty(both, 'account', subject, `entered ${step.stage}`, since)]),
      ];
    }
    case 'tags': {
      const subject = step.subject % Math.max(1, world.account.length);
      if (world.account[subject]?.alive !== true) return [];
      return [setProperty(both, 'account', subject, 'tags', step.tags)];
    }
    case 'account':
    case 'user': {
      world[step.type].push({ alive: true, properties: new Map() });
      return [{ type: 'subject', kind: step.type, subject: step.type === 'account' ? addAccount(facts) : addUser(facts) }];
    }
    case 'membership': {
      const [account, user] = [step.account % Math.max(1, world.account.length), step.user % Math.max(1, world.user.length)];
      if (world.account[account]?.alive !== true || world.user[user]?.alive !== true) return [];
      if (world.membership.some((each) => each.account === account && each.user === user)) return [];
      world.membership.push({ alive: true, properties: new Map(), account, user, done: [] });
      return [{ type: 'membership', membership: addMembership(facts, account, user) }];
    }
    case 'end': {
      const membership = world.membership[step.subject];
      if (membership?.alive !== true) return [];
      membership.alive = false;
      membership.properties.clear();
      endMembership(facts, step.subject);
      return [{ type: 'membership', membership: step.subject }];
    }
    case 'forget': {
      const user = world.user[step.subject];
      if (user?.alive !== true) return [];
      user.alive = false;
      user.properties.clear();
      for (const each of world.membership) {
        if (each.user !== step.subject) continue;
        each.alive = false;
        each.properties.clear();
      }
      const ended = forgetUser(facts, step.subject);
      return [
        { type: 'subject', kind: 'user', subject: step.subject },
        ...ended.map((membership) => ({ type: 'membership', membership }) as const),
      ];
    }
    case 'close': {
      const account = world.account[step.subject];
      if (account?.alive !== true) return [];
      account.alive = false;
      facts.account.alive[step.subject] = 0;
      return [{ type: 'subject', kind: 'account', subject: step.subject }];
    }
    case 'days':
      world.today = new Date(Date.parse(world.today) + step.days * 86_400_000).toISOString().slice(0, 10);
      return [];
  }
}
