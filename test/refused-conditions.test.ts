import { saveScore } from '../src/console/custom-scores';
import { saveHealthRules } from '../src/console/health-rules';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { planRules } from '../src/profiles/health/rules';
import { publishScores } from '../src/profiles/scores/publish-scores';
import { saveDefinition, setArchived } from '../src/profiles/segments/save-definition';
import { saveStages } from '../src/profiles/stage-rules/save-stages';
import type { Condition } from '../src/segments/condition';
import { segmentSources } from '../src/store/segment-sources';
import { readSegment, saveSegment } from '../src/store/segments';
import { openStore } from './segment-store-world';
import type { Store } from './segment-store-world';

const SEGMENT = { kind: 'account', description: '', told: false } as const;
const COMPUTED = { kind: 'account', description: '', grouping: null } as const;

const atLeast = (property: string, value: number): Condition => ({ type: 'property', property, operator: 'isAtLeast', value });
const inSegment = (segment: number): Condition => ({ type: 'segment', segment: String(segment) });
const uses = (within: object) => ({ type: 'events', measure: 'count', events: null, within });
const SINCE_STAGE = { type: 'sinceStage', stage: null };
const IN_WEEK = { type: 'lastDays', days: 7 };

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(async () => {
  await store.close();
});

const ports = () => ({ ...store, walk: () => Promise.resolve() });
const compute = async (label: string, definition: unknown, key: string | null = null) =>
  await saveComputed(ports(), { ...COMPUTED, label, key, definition });
async function save(name: string, condition: unknown, id: number | null = null): Promise<number | string[]> {
  const saved = await saveDefinition(ports(), { ...SEGMENT, id, name, condition });
  return 'problems' in saved ? saved.problems.map(({ message }) => message) : Number(saved.segmentId);
}
async function stageBy(rule: Condition, version = 0) {
  const saved = await saveStages(ports(), { version, stages: [{ name: 'Keen', kind: 'paying', rule }] });
  return 'problems' in saved ? saved.problems.map(({ message }) => message) : saved;
}
const circle = (by: string) => [`a rule of a stage cannot ask about stages, and ${by} does: it would go round in a circle`];

test('a rule of a stage asks for stages by way of no computed property, of what that is made of, or of a segment on it', async () => {
  expect(await compute('Since then', uses(SINCE_STAGE))).toEqual({ key: 'since-then' });
  expect(await compute('Twice', { type: 'formula', formula: '[since-then] * 2' })).toEqual({ key: 'twice' });
  const paying = { type: 'stage', stages: [], kinds: ['paying'], days: null };
  await saveComputed(ports(), {
    ...COMPUTED,
    kind: 'user',
    key: null,
    label: 'Pays',
    definition: { type: 'related', relation: 'accounts', measure: null, property: null, where: paying },
  });
  const since = circle('the computed property “Since then”');
  expect(await stageBy(atLeast('since-then', 1))).toEqual(since);
  expect(await stageBy({ type: 'not', of: atLeast('twice', 1) })).toEqual(since);
  const keen = Number(await save('Keen ones', atLeast('twice', 3)));
  expect(await stageBy(inSegment(keen))).toEqual(since);
  const somebody: Condition = { type: 'related', relation: 'users', count: { test: 'atLeast', n: 1 }, where: atLeast('pays', 1) };
  expect(await stageBy(somebody)).toEqual(circle('the computed property “Pays”'));
  expect(await stageBy(atLeast('seats', 1))).toEqual({ version: 1 });
});

test('nothing that a stage is decided by begins to ask about stages: no segment, no computed property', async () => {
  await compute('Since then', uses(SINCE_STAGE));
  await compute('Lately', uses(IN_WEEK));
  await compute('Twice', { type: 'formula', formula: 'lately * 2' });
  const keen = Number(await save('Keen ones', atLeast('twice', 3)));
  expect(await stageBy(inSegment(keen))).toEqual({ version: 1 });

  const lost = { problem: '“Stage Keen” is decided by this property, which then cannot ask about stages.' };
  expect(await compute('Lately', uses(SINCE_STAGE), 'lately')).toEqual(lost);
  expect(await compute('Twice', { type: 'formula', formula: '[since-then] * 2' }, 'twice')).toEqual(lost);
  expect(await save('Keen ones', atLeast('since-then', 3), keen)).toEqual([
    '“Stage Keen” is decided by this segment, which then cannot ask about stages.',
  ]);
  expect(await compute('Lately', uses({ type: 'lastDays', days: 8 }), 'lately')).toEqual({ key: 'lately' });
  expect(await save('Keen ones', atLeast('lately', 3), keen)).toBe(keen);
});

test('a rule of health asks for health by way of no computed property', async () => {
  const bad: Condition = { type: 'property', property: 'account-health', operator: 'is', value: 'bad' };
  await saveComputed(ports(), {
    ...COMPUTED,
    kind: 'user',
    key: null,
    label: 'Sick accounts',
    definition: { type: 'related', relation: 'accounts', measure: null, property: null, where: bad },
  });
  const rule: Condition = { type: 'related', relation: 'users', count: { test: 'atLeast', n: 1 }, where: atLeast('sick-accounts', 1) };
  const { rules } = planRules(await segmentSources(store.sql), [rule, atLeast('seats', 1)]);
  expect(rules.map(({ trouble }) => trouble)).toEqual([
    'needs the computed property “Sick accounts”, which asks for health or a score by rules, which are made of rules like this one: that would go round in a circle',
    null,
  ]);
});

test('a condition is kept as it reads back, however it was written; what is none is refused in words', async () => {
  const written = (value: number) => ({ value, operator: 'isAtLeast', property: 'seats', type: 'property' }) as const;
  const first = { ...SEGMENT, name: 'Large' };
  const id = await saveSegment(store.sql, { ...first, id: null, condition: written(10) }, store.clock());
  expect(await saveSegment(store.sql, { ...first, id, condition: written(20) }, store.clock())).toBe(id);
  expect(await saveSegment(store.sql, { ...first, id, condition: atLeast('seats', 20) }, store.clock())).toBe(id);
  const kept = (await readSegment(store.sql, Number(id)))?.segment;
  expect(kept).toMatchObject({ condition: atLeast('seats', 20), version: 2 });

  const none = { type: 'property', property: 'seats', operator: 'is', value: 1, more: true } as const;
  await expect(saveSegment(store.sql, { ...first, id, condition: none }, store.clock())).rejects.toThrow(/^This is no condition: .*more/);
  expect((await readSegment(store.sql, Number(id)))?.segment).toEqual(kept);
});

test('health and what it asks for never go round in a circle, whichever of them is saved last', async () => {
  const healthy: Condition = { type: 'property', property: 'account-health', operator: 'is', value: 'good' };
  const seats = atLeast('seats', 10);
  const rescoring = { ...store, rescore: () => Promise.resolve() };
  const rules = async (stage: string, bad: Condition) =>
    (await saveHealthRules(rescoring, { stage, good: null, bad })).problems.map(({ message }) => message);
  const score = async (condition: Condition) =>
    (
      await saveScore(rescoring, { scoreId: null, kind: 'account', name: 'Fit', base: 50, rules: [{ condition, points: 10 }] })
    ).problems.map(({ message }) => message);

  // The segment asks for health already: the rules and the score are refused, with the way.
  const ill = Number(await save('Ill', { type: 'not', of: healthy }));
  const beside = Number(await save('Beside', inSegment(ill)));
  const way = /needs the segment “Beside” → the segment “Ill”, which asks for health.*round in a circle/;
  expect(await rules('Paying', inSegment(beside))).toEqual([expect.stringMatching(way)]);
  expect(await score(inSegment(beside))).toEqual([expect.stringMatching(way)]);

  const archived = await saveDefinition(ports(), { ...SEGMENT, id: null, name: 'Archived', condition: healthy, tag: 'vip' });
  const spare = 'segmentId' in archived ? Number(archived.segmentId) : 0;
  expect(await setArchived(ports(), spare, true)).toEqual([]);

  // The rules ask for the segment already: the segment, a segment on the way, a tag and a computed property are refused, with the way.
  const big = Number(await save('Big', seats));
  const outer = Number(await save('Outer', inSegment(big)));
  expect(await rules('Paying', inSegment(outer))).toEqual([]);
  expect(await score({ type: 'tag', tags: ['vip'], match: 'any' })).toEqual([]);
  const round = 'That would go round in a circle: the health of “Paying” → the segment “Outer”';
  expect(await save('Big', { type: 'all', of: [seats, healthy] }, big)).toEqual([`${round} → the segment “Big” → health.`]);
  expect(await save('Big', inSegment(ill), big)).toEqual([`${round} → the segment “Big” → the segment “Ill” → health.`]);
  expect(await save('Outer', healthy, outer)).toEqual([`${round} → health.`]);
  const carrying = { ...SEGMENT, id: null, name: 'Carrying', condition: healthy, tag: 'vip' };
  expect(await saveDefinition(ports(), carrying)).toEqual({
    problems: [{ path: '', message: 'That would go round in a circle: the score “Fit” → the segment “Carrying” → health.' }],
  });
  // What is archived is on no way. It stays so while it would close one.
  const again = [{ path: '', message: 'That would go round in a circle: the score “Fit” → the segment “Archived” → health.' }];
  expect(await setArchived(ports(), spare, false)).toEqual(again);
  expect((await readSegment(store.sql, spare))?.segment.state).toBe('archived');
  // The same without the tag, or on something else, goes round nothing.
  expect(await save('Carrying', healthy)).toEqual(expect.any(Number));
  expect(await save('Big', atLeast('seats', 20), big)).toBe(big);

  expect(await compute('Seats twice', { type: 'formula', formula: '[seats] * 2' })).toEqual({ key: 'seats-twice' });
  expect(await save('Big', atLeast('seats-twice', 20), big)).toBe(big);
  await publishScores(store.sql);
  expect(await compute('Seats twice', { type: 'formula', formula: '[seats] * 2 + [score-by-rules-1]' }, 'seats-twice')).toEqual({
    problem: `${round} → the segment “Big” → the computed property “Seats twice” → a score by rules.`,
  });
});
