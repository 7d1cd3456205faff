import fc from 'fast-check';
import { exportProfiles } from '../src/profiles/export-profiles';
import { profileOf } from '../src/profiles/profile';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { saveDefinition, setArchived } from '../src/profiles/segments/save-definition';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { whyOf } from '../src/profiles/segments/why-in-store';
import { workOffTouched } from '../src/profiles/segments/work-off';
import { saveStages } from '../src/profiles/stage-rules/save-stages';
import { TAGS_COLUMN } from '../src/segments/catalogue';
import type { Condition, Segment } from '../src/segments/condition';
import { relatedKind } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { changeProfiles } from '../src/store/profiles';
import { saveSegment } from '../src/store/segments';
import { memoryKvs } from './memory-kvs';
import { evaluateStore, keptIn } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps, ticked } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** More for a longer look: SEGMENTS_RUNS=500. */
const RUNS = Number(process.env.SEGMENTS_RUNS ?? 4);
const TAGS = ['vip', 'beta'] as const;

const tagged = (...tags: string[]): Condition => ({ type: 'tag', tags, match: 'any' });

async function settle(store: Store): Promise<void> {
  for (;;) {
    if ((await walkSegments(store, null, Infinity)) === null && (await workOffTouched(store, Infinity)).isDone) return;
  }
}

const first: StoreStep = {
  type: 'batch',
  calls: [
    { account: 0, user: 1, event: 0, daysAgo: 0 },
    { account: 0, user: 2, event: 0, daysAgo: 1 },
    { account: 1, user: 1, event: 0, daysAgo: 5 },
  ],
};

/** The same question without tags by rule: each tag is carried by hand, or by being in one of the segments that come before. */
function spelledOut(kind: SubjectKind, condition: Condition, carriers: readonly Segment[]): Condition {
  const inner = (child: Condition, of: SubjectKind = kind) => spelledOut(of, child, carriers);
  switch (condition.type) {
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((child) => inner(child)) };
    case 'not':
      return { ...condition, of: inner(condition.of) };
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      return related === undefined || condition.where === null ? condition : { ...condition, where: inner(condition.where, related) };
    }
    case 'top':
      return condition.of === null ? condition : { ...condition, of: inner(condition.of) };
    case 'tag': {
      const each = condition.tags.map((tag): Condition => {
        const segments = carriers.filter((carrier) => carrier.kind === kind && carrier.tag === tag);
        return { type: 'any', of: [tagged(tag), ...segments.map(({ id }): Condition => ({ type: 'segment', segment: id }))] };
      });
      return { type: condition.match, of: each };
    }
    default:
      return condition;
  }
}

const asker = (kind: SubjectKind): Condition => {
  const own: Condition = {
    type: 'any',
    of: [
      { type: 'not', of: tagged('vip') },
      { type: 'tag', tags: [...TAGS], match: 'all' },
    ],
  };
  return kind === 'membership'
    ? own
    : { type: 'any', of: [own, { type: 'related', relation: 'memberships', count: { test: 'atLeast', n: 1 }, where: tagged('beta') }] };
};

test('who has nothing but a tag by rule is in the export, of accounts, users and users in accounts alike, page after page', async () => {
  const store = await openStore();
  const calls = Array.from({ length: 450 }, (_, account) => ({ account, user: 1 + (account % 220), event: 0, daysAgo: 0 }));
  await happen(store, { type: 'batch', calls });
  const walk = () => settle(store);
  for (const kind of ['account', 'user', 'membership'] as const) {
    const about = { kind, description: '', told: false, tag: `busy ${kind}` };
    await saveDefinition({ ...store, walk }, { ...about, id: null, name: kind, condition: ticked(1) });
    // Carried twice, it is one row.
    await saveDefinition({ ...store, walk }, { ...about, id: null, name: `${kind} again`, condition: ticked(1, 3) });
    const archived = await saveDefinition({ ...store, walk }, { ...about, id: null, name: 'Gone', tag: 'gone', condition: ticked(1) });
    if (!('segmentId' in archived) || archived.segmentId === null) throw new Error('Not saved');
    await setArchived({ ...store, walk }, archived.segmentId, true);
  }
  await changeProfiles(store.sql, [
    { accountId: 7, userId: 0, set: { plan: 'a' } },
    { accountId: 201, userId: 0, set: { plan: 'b', [TAGS_COLUMN]: ['vip'] } },
    { accountId: 0, userId: 3, set: { mood: 'c' } },
  ]);
  const exported = async (kind: SubjectKind) => {
    const rows: Awaited<ReturnType<typeof exportProfiles>>['rows'][number][] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof exportProfiles>> = await exportProfiles(store.sql, kind, after);
      rows.push(...page.rows);
      if (page.next === null) return rows;
      after = page.next;
    }
  };
  const accounts = await exported('account');
  expect(accounts.map(({ account }) => account)).toEqual(calls.map(({ account }) => `E-${account}`));
  expect(accounts.filter(({ values }) => 'plan' in values).map(({ account, tags, values }) => [account, tags, values])).toEqual([
    ['E-6', ['busy account'], { plan: 'a' }],
    ['E-200', ['busy account', 'vip'], { plan: 'b' }],
  ]);
  expect(accounts.every(({ tags }) => tags.includes('busy account') && !tags.includes('gone'))).toBe(true);
  const users = await exported('user');
  expect(new Set(users.map(({ user }) => user)).size).toBe(220);
  expect(users.map(({ account, tags }) => [account, tags])).toEqual(users.map(() => ['', ['busy user']]));
  const members = await exported('membership');
  expect(members.map(({ account, user, tags }) => [account, user, tags])).toEqual(
    calls.map(({ account, user }) => [`E-${account}`, `user-${user}`, ['busy membership']]),
  );
  await store.close();
});

test('whoever asks about a tag hears of those who carry it by rule, after every step as if the rules stood in its place', async () => {
  const carrying = fc.array(fc.constantFrom(null, ...TAGS), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(definitions, carrying, fc.array(storeSteps, { minLength: 3, maxLength: 8 }), async (segments, tags, history) => {
      const carriers = segments.map((segment, index): Segment => ({
        ...segment,
        tag: tags[index % tags.length] ?? null,
      }));
      const askers = (['account', 'user', 'membership'] as const).map((kind) => ({ kind, condition: asker(kind) }));
      const stores = await Promise.all([openStore(), openStore()]);
      const [byRule, plainly] = stores;
      for (const store of stores) await happen(store, first);
      const save = async (store: Store, kind: SubjectKind, condition: Condition, tag: string | null) =>
        await saveSegment(store.sql, { id: null, name: 'x', kind, description: '', condition, told: false, tag }, store.clock());
      for (const [index, { kind, condition, tag = null }] of carriers.entries()) {
        await save(byRule, kind, condition, tag);
        await save(plainly, kind, spelledOut(kind, condition, carriers.slice(0, index)), null);
      }
      for (const { kind, condition } of askers) {
        await save(byRule, kind, condition, null);
        await save(plainly, kind, spelledOut(kind, condition, carriers), null);
      }
      const broken = (await readPlan(byRule.sql)).plan.broken;
      // Who carries what it asks about itself goes round in a circle, and is told so; the rest is compared.
      fc.pre(broken.size === 0);
      for (const store of stores) await settle(store);
      const entries: Entries = new Map();
      for (const step of [null, ...history]) {
        if (step !== null) {
          for (const store of stores) {
            await happen(store, step);
            await settle(store);
          }
        }
        const [plan, other] = await Promise.all(stores.map((store) => readPlan(store.sql)));
        if (plan === undefined || other === undefined) throw new Error('There is no plan');
        const kept = await keptIn(byRule, plan);
        expect({ step, kept }).toEqual({ step, kept: await evaluateStore(byRule, plan, entries) });
        const spelled = await keptIn(plainly, other);
        for (let id = 1; id <= carriers.length + askers.length; id += 1)
          expect({ step, id, members: kept[`segment ${id}`] }).toEqual({ step, id, members: spelled[`segment ${id}`] });
      }
      for (const store of stores) await store.close();
    }),
    { numRuns: RUNS },
  );
});

test('a tag comes and goes with its rule, is shown with it, exported, explained, and never goes round in a circle', async () => {
  const store = await openStore();
  await happen(store, first);
  const ports = { ...store, walk: () => settle(store) };
  const save = async (name: string, condition: Condition, tag: string | null, id: number | null = null) => {
    const saved = await saveDefinition(ports, { id, name, kind: 'account', description: '', told: false, condition, tag });
    if ('problems' in saved) return saved.problems.map(({ message }) => message);
    return saved.segmentId ?? 0;
  };
  const members = async (id: number) => Object.keys((await keptIn(store, await readPlan(store.sql)))[`segment ${id}`] ?? {});
  const busy = Number(await save('Busy', ticked(2), 'vip'));
  const carries = Number(await save('Carries it', tagged('vip'), null));
  const lacks = Number(await save('Lacks it', { type: 'not', of: tagged('vip') }, null));
  expect([await members(carries), await members(lacks)]).toEqual([['1:0'], ['2:0']]);

  const two = { accountId: 2, userId: 0 };
  await changeProfiles(store.sql, [{ ...two, set: { [TAGS_COLUMN]: ['vip', 'new'] } }]);
  await save('Busy', ticked(1), 'vip', busy);
  expect(await members(lacks)).toEqual([]);
  const profile = await profileOf({ sql: store.sql, kvs: memoryKvs() }, two);
  expect(profile).toMatchObject({ tags: ['new', 'vip'], ruledTags: [{ tag: 'vip', segmentId: busy, segment: 'Busy' }] });
  expect((await exportProfiles(store.sql, 'account', null)).rows.map(({ tags }) => tags)).toEqual([['vip'], ['new', 'vip']]);
  expect(await whyOf(store, carries, { accountId: 1, userId: 0 })).toMatchObject({
    outcome: 'yes',
    value: 'no value, by rule since Feb 20, 2024',
  });

  expect(await save('Busy', tagged('vip'), 'vip', busy)).toEqual(['goes round in a circle: “This segment” → “This segment”']);
  expect(await save('Carries it', tagged('vip'), 'vip', carries)).toEqual(['goes round in a circle: “This segment” → “This segment”']);
  expect(await save('Busy', { type: 'segment', segment: String(carries) }, 'vip', busy)).toEqual([expect.stringContaining('circle')]);
  await save('Payers', { type: 'stage', stages: [], kinds: ['paying'], days: null }, 'payer');
  expect(await saveStages(ports, { version: 0, stages: [{ name: 'Odd', kind: 'free', rule: tagged('payer') }] })).toEqual({
    problems: [
      {
        stage: 0,
        path: '',
        message: 'a rule of a stage cannot ask about stages, and the segment “Payers” does: it would go round in a circle',
      },
    ],
  });

  // Another tag, none, or no segment any more: whoever asks is asked again.
  await save('Busy', ticked(1), 'beta', busy);
  expect([await members(carries), await members(lacks)]).toEqual([['2:0'], ['1:0']]);
  await save('Busy', ticked(1), 'vip', busy);
  expect(await members(carries)).toEqual(['1:0', '2:0']);
  await setArchived(ports, busy, true);
  expect(await members(carries)).toEqual(['2:0']);
  await setArchived(ports, busy, false);
  expect(await members(carries)).toEqual(['1:0', '2:0']);
  await store.close();
});

test('a computed property counts tags by hand alone, and is not built on a tag that a segment gives', async () => {
  const store = await openStore();
  await happen(store, first);
  const ports = { ...store, walk: () => settle(store) };
  const draft = { kind: 'account', label: 'Pioneers', description: '', grouping: null, key: null } as const;
  const counted = (tag: string) => ({ type: 'related', relation: 'users', measure: null, property: null, where: tagged(tag) });
  const asked = { name: 'Asked about', kind: 'user', description: '', told: false, tag: null } as const;
  const carry = async (tag: string, id: number | null) =>
    await saveDefinition(ports, { ...asked, name: 'Carrying', condition: ticked(1), tag, id });
  await saveDefinition(ports, { ...asked, id: null, condition: tagged('pioneer') });
  expect(await saveComputed(ports, { ...draft, definition: counted('pioneer') })).toEqual({ key: 'pioneers' });

  expect(await carry('pioneer', null)).toEqual({
    problems: [{ path: '', message: 'The computed property “Pioneers” asks about the tag “pioneer”, and cannot build on a segment.' }],
  });
  expect(await carry('vip', null)).toHaveProperty('segmentId');
  expect(await saveComputed(ports, { ...draft, label: 'Very important', definition: counted('vip') })).toEqual({
    problem:
      'The tag “vip” is given by the segment “Carrying”. A computed property cannot build on a segment, because segments build on computed properties.',
  });
  await store.close();
});
