import { accountFilterAnswer } from '../src/console/account-filter';
import { builderAnswer, previewAnswer, saveAnswer } from '../src/console/segment-builder';
import { whyAnswer } from '../src/console/segment-why';
import {
  inSegments,
  membersAnswer,
  overlapAnswer,
  segmentAnswer,
  segmentsAnswer,
  subjectsAnswer,
  turnsAnswer,
} from '../src/console/segments';
import { segmentCalls } from '../src/contract/segments';
import type { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { dayNumberOf } from '../src/platform/days';
import { sql } from '../src/platform/sql';
import { setArchived } from '../src/profiles/segments/save-definition';
import { updateSegments } from '../src/profiles/segments/update-segments';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { sweepDue } from '../src/profiles/segments/work-off';
import type { Condition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { addProperties } from '../src/store/properties';
import { accountsPage } from '../src/store/queries/accounts';
import { andAccountIn } from '../src/store/queries/account-filter';
import { openStore, ticked } from './segment-store-world';
import type { Store } from './segment-store-world';

const DAY_MS = 86_400_000;
let serial = 0;
/** Stores and has segments follow, as the intake does. */
async function tick(store: Store, ...pairs: readonly (readonly [account: string, user: string])[]): Promise<void> {
  const calls = pairs.map(([account, user]): SegmentCall => {
    serial += 1;
    const forge = { appKey: 'app', cloudId: `site-${account}`, entitlementId: `id-${account}`, feature: true };
    const timestamp = new Date(store.time.now).toISOString();
    return {
      type: 'track',
      messageId: `s${String(serial)}`,
      userId: user,
      event: 'Item Ticked',
      timestamp,
      context: { groupId: account, forge },
    };
  });
  const { touched } = await storeBatch(store.sql, calls, store.time.now);
  await updateSegments(store, touched, dayNumberOf(store.time.now));
}

const walking = (store: Store) => ({
  ...store,
  walk: async () => {
    await walkSegments(store, null, Infinity);
  },
});
async function save(store: Store, name: string, kind: SubjectKind, condition: Condition): Promise<number> {
  const answer = await saveAnswer(walking(store), { segmentId: null, name, kind, description: '', told: false, tag: null, condition });
  if (!('segmentId' in answer)) throw new Error('Not saved');
  return answer.segmentId;
}

/** Accounts A (ann, bob), B (ann) and C (cara), by number; and segments of accounts, users and users in an account. */
async function world() {
  const store = await openStore();
  await tick(store, ['A', 'ann'], ['A', 'bob'], ['B', 'ann'], ['C', 'cara']);
  const busy = await save(store, 'Busy', 'account', ticked(2, 7));
  const any = await save(store, 'Any use', 'account', ticked(1, 7));
  const many = await save(store, 'In several accounts', 'user', {
    type: 'property',
    property: 'accounts',
    operator: 'isAtLeast',
    value: 2,
  });
  const here = await save(store, 'Used it here', 'membership', ticked(1, 30));
  return { store, busy, any, many, here };
}

test('the list, the page and its parts tell who is in a segment, who came and went, and why', async () => {
  const { store, busy, any, many, here } = await world();
  const first = dayNumberOf(store.time.now);
  store.time.now += 2 * DAY_MS;
  await tick(store, ['B', 'bob']);
  store.time.now += 6 * DAY_MS;
  await sweepDue(store, Infinity);
  await tick(store, ['C', 'cara']);
  const list = segmentCalls.segments.output.parse(await segmentsAnswer(store));
  expect(
    list.segments.map(({ name, members, entered30, left30, isComputing, trouble }) => [
      name,
      members,
      entered30,
      left30,
      isComputing,
      trouble,
    ]),
  ).toEqual([
    ['Busy', 0, 2, 2, false, null],
    ['Any use', 2, 4, 2, false, null],
    ['In several accounts', 2, 2, 0, false, null],
    ['Used it here', 5, 5, 0, false, null],
  ]);
  expect(list.templates.find(({ id }) => id === 'heavy-and-unpaid')?.missing).toBeNull();
  expect(list.templates.find(({ id }) => id === 'spending-and-asking')?.missing).toBe('“Tickets” is no property of accounts');
  await addProperties(store.sql, [{ kind: 'account', key: 'Tickets', type: 'number', origin: 'imported', lastSeenDay: null }]);
  const imported = (await segmentsAnswer(store)).templates.find(({ id }) => id === 'spending-and-asking');
  expect(imported).toMatchObject({ missing: null, words: 'MRR is more than $1,000, and Tickets is more than 3' });
  expect((await builderAnswer(store, { segmentId: null, template: 'spending-and-asking' })).begin).toMatchObject({
    condition: { of: [{ property: 'mrr' }, { property: 'Tickets' }] },
  });

  const page = segmentCalls.segment.output.parse(await segmentAnswer(store, any));
  const dayOf = (offset: number): string => new Date((first + offset) * DAY_MS).toISOString().slice(0, 10);
  expect(page?.growth[0]).toEqual({ day: dayOf(0), members: 3, entered: 3, left: 0 });
  expect(page?.growth.at(-1)).toEqual({ day: dayOf(8), members: 2, entered: 1, left: 2 });
  expect(page?.growth).toHaveLength(9);
  expect(page?.growth.slice(1, -1).every(({ members, entered, left }) => members === 3 && entered + left === 0)).toBe(true);
  expect(page?.segment).toMatchObject({ words: 'did “Item Ticked” at least 1 time in the last 7 days', version: 1, told: false });
  expect(page?.others.map(({ name }) => name)).toEqual(['Busy']);
  const names = (rows: readonly { company: string | null; externalId: string | null }[]) =>
    rows.map(({ company, externalId }) => [company, externalId]);
  expect(names(page?.members.rows ?? [])).toEqual([
    ['site-C', null],
    ['site-B', null],
  ]);
  expect(page?.members.rows[0]?.use).toEqual({ standing: 'unpaid-used', usersSeen30: 1, countedAnew: false });
  // Nine days later nothing is known of it, which is not the same as that nobody uses it.
  const later = { ...store, clock: () => store.time.now + 9 * DAY_MS };
  const unheard = await membersAnswer(later, { segmentId: any, page: 0, pageSize: 2 });
  expect(unheard.rows.map(({ use }) => use?.standing)).toEqual(['not-observed', 'not-observed']);
  const asked = { page: 0, pageSize: 2 };
  const members = segmentCalls.segmentMembers.output.parse(await membersAnswer(store, { segmentId: here, ...asked, page: 2 }));
  expect(members.total).toBe(5);
  expect(names(members.rows)).toEqual([['site-A', 'ann']]);
  expect(members.rows[0]?.use).toBeNull();
  const turns = segmentCalls.segmentTurns.output.parse(await turnsAnswer(store, { segmentId: any, ...asked }));
  expect(turns).toMatchObject({
    total: 6,
    rows: [
      { company: 'site-C', entered: true, day: dayOf(8) },
      { company: 'site-C', entered: false },
    ],
  });

  const overlap = segmentCalls.segmentOverlap.output.parse(await overlapAnswer(store, { segmentId: any, others: [busy] }));
  expect(overlap.overlap).toEqual([{ segments: [any], subjects: 2 }]);
  const ofUser = await inSegments(store.sql, { accountId: 0, userId: 1 });
  expect(ofUser.map(({ segmentId, accountId }) => [segmentId, accountId])).toEqual([
    [many, 0],
    [here, 1],
    [here, 2],
  ]);
  const ofAccount = await inSegments(store.sql, { accountId: 2, userId: 0 });
  expect(ofAccount.map(({ name, kind }) => [name, kind])).toEqual([['Any use', 'account']]);

  const why = segmentCalls.segmentWhy.output.parse(await whyAnswer(store, any, { accountId: 1, userId: 0 }));
  expect(why).toMatchObject({ subject: { company: 'site-A' }, explained: { outcome: 'no', value: '0 times' } });
  expect(await whyAnswer(store, any, { accountId: 99, userId: 0 })).toBeNull();
  const found = async (kind: SubjectKind, search: string) => names((await subjectsAnswer(store, { kind, search })).subjects);
  expect(await found('account', 'SITE-b')).toEqual([['site-B', null]]);
  expect(await found('user', 'a')).toEqual([[null, 'ann']]);
  expect(await found('user', '%')).toEqual([]);
  expect(await found('membership', 'site-b')).toEqual([
    ['site-B', 'ann'],
    ['site-B', 'bob'],
  ]);
  await store.close();
});

test('a definition is tried before it is saved, and what is wrong with it is told at its place', async () => {
  const { store, busy, many } = await world();
  const draft = { segmentId: null, kind: 'account' } as const;
  const preview = segmentCalls.segmentPreview.output.parse(await previewAnswer(store, { ...draft, condition: ticked(2, 7) }));
  expect(preview).toMatchObject({ members: 1, unknown: 0, of: 3, isPart: false, sample: [{ company: 'site-A' }] });
  for (const condition of [
    null,
    'x',
    { type: 'all', of: [{ type: 'property', property: 'gone', operator: 'is', value: 1 }] },
    { type: 'segment', segment: String(many) },
  ])
    expect(await previewAnswer(store, { ...draft, condition })).toMatchObject({ problems: [{ message: expect.any(String) as string }] });
  expect(
    await previewAnswer(store, { segmentId: busy, kind: 'account', condition: { type: 'segment', segment: String(busy) } }),
  ).toMatchObject({
    problems: [{ message: expect.stringContaining('circle') as string }],
  });
  const builder = segmentCalls.segmentBuilder.output.parse(await builderAnswer(store, { segmentId: busy, template: null }));
  expect(builder.begin).toMatchObject({ name: 'Busy', kind: 'account', condition: ticked(2, 7) });
  expect((await builderAnswer(store, { segmentId: 99, template: null })).begin).toBeNull();
  expect((await builderAnswer(store, { segmentId: null, template: 'paying-and-silent' })).begin).toMatchObject({
    name: 'Paying and silent',
  });
  expect(
    await saveAnswer(walking(store), {
      segmentId: 99,
      name: 'x',
      kind: 'account',
      description: '',
      told: false,
      tag: null,
      condition: ticked(1, 1),
    }),
  ).toMatchObject({
    problems: [{ path: '', message: 'This segment does not exist any more.' }],
  });
  await store.close();
});

test('the filter lets the accounts pass that are in a segment, or have a user in it', async () => {
  const { store, busy, any, many, here } = await world();
  const today = dayNumberOf(store.time.now);
  const asked = { sort: 'company', descending: false, page: 0, pageSize: 50, standing: null, score: null, search: '' } as const;
  for (const ids of [[busy], [any], [many], [here], [busy, many], [99]]) {
    const filter = { segment: ids.map(String) };
    const passed = (await accountsPage(store.sql, today, { ...asked, filter })).rows.map(({ account_id }) => account_id);
    const kept = await store.sql.query(sql`
      SELECT m.account_id, m.user_id FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
      WHERE u.segment_id IN (${ids}) AND m.entered_day BETWEEN 1 AND 65534`);
    const memberships = await store.sql.query(sql`SELECT account_id, user_id FROM membership`);
    const expected = kept.flatMap((row) =>
      Number(row.account_id) > 0
        ? [Number(row.account_id)]
        : memberships.filter((each) => each.user_id === row.user_id).map((each) => Number(each.account_id)),
    );
    expect(passed.sort()).toEqual([...new Set(expected)].sort());
    const answer = await accountFilterAnswer(store, filter);
    expect(answer).toMatchObject({ accounts: passed.length, of: 3 });
    expect(answer.options.app).toEqual([{ value: 'app', accounts: passed.length }]);
  }
  const { segments } = await accountFilterAnswer(store, { app: ['app'] });
  expect(segments.map(({ name, accounts }) => [name, accounts])).toEqual([
    ['Any use', 3],
    ['Busy', 1],
    ['In several accounts', 2],
    ['Used it here', 3],
  ]);
  expect((await accountFilterAnswer(store, { app: ['other'] })).segments.map(({ accounts }) => accounts)).toEqual([0, 0, 0, 0]);
  await setArchived(walking(store), any, true);
  expect((await accountFilterAnswer(store, { segment: [String(any)] })).accounts).toBe(0);
  expect(andAccountIn(sql`account_id`, {}).text).toBe('');
  await store.close();
});
