import { Filter, FilterConditions, ForgeKvsAPIError, kvs, MetadataField, Sort, WhereConditions } from '@forge/kvs';
import type { InvocationScope, Service } from '../services';
import type { EntitySchema } from './entity';
import { createKvsService, type KvsServiceOptions } from './service';

type ForgeGlobals = { __forge_fetch__?: unknown };
const forge = globalThis as ForgeGlobals;

const scopeOf = (installationId: string): InvocationScope => ({
  invocationId: 'i',
  functionKey: 'f',
  user: null,
  installation: {
    installationId,
    appKey: 'app',
    appId: 'app',
    site: { slug: 's', name: 'S', cloudId: 'c', role: 'customer' },
    environmentType: 'DEVELOPMENT',
    license: null,
    allowAnalyticsEgress: true,
  },
});

/** The real client of the app, its requests answered by the service. */
function connect(service: Service, installationId = 'one'): void {
  forge.__forge_fetch__ = async (_meta: unknown, path: string, init: { method: string; headers: Record<string, string>; body: string }) => {
    const answer = await service(scopeOf(installationId), { path, method: init.method, headers: init.headers, body: init.body });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

const SCHEMAS: readonly EntitySchema[] = [
  {
    name: 'task',
    attributes: {
      project: { type: 'string' },
      rank: { type: 'integer' },
      weight: { type: 'float' },
      isDone: { type: 'boolean' },
      notes: { type: 'any' },
    },
    indexes: ['rank', { name: 'by-project', partition: ['project'], range: ['rank'] }],
  },
];
type Task = { project?: string; rank?: number; weight?: number; isDone?: boolean; notes?: unknown };
const tasks = kvs.entity<Task>('task');

let clockMs = Date.UTC(2024, 1, 29);

function start(options: Partial<KvsServiceOptions> = {}) {
  const kvsService = createKvsService({ now: () => clockMs, entitiesOf: () => SCHEMAS, ...options });
  connect(kvsService.service);
  return kvsService;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ForgeKvsAPIError) return `${String(error.responseDetails.status)} ${error.code}`;
    throw error;
  }
  return 'done';
}

describe('values', () => {
  test('are set, read, replaced and deleted', async () => {
    start();
    expect(await kvs.get('a')).toBeUndefined();
    await kvs.set('a', { deep: [1, 'é🌊', false] });
    expect(await kvs.get('a')).toEqual({ deep: [1, 'é🌊', false] });
    await kvs.set('a', 0);
    expect(await kvs.get('a')).toBe(0);
    await kvs.delete('a');
    await kvs.delete('a');
    expect(await kvs.get('a')).toBeUndefined();
  });

  test('carry their dates where asked', async () => {
    start();
    const createdAt = clockMs;
    await kvs.set('a', 1, { ttl: { value: 2, unit: 'HOURS' } });
    clockMs += 1_000;
    await kvs.set('a', 2, { ttl: { value: 2, unit: 'HOURS' } });
    const fields = [MetadataField.CREATED_AT, MetadataField.UPDATED_AT, MetadataField.EXPIRE_TIME];
    expect(await kvs.get('a', { metadataFields: fields })).toEqual({
      key: 'a',
      value: 2,
      createdAt,
      updatedAt: clockMs,
      expireTime: new Date(clockMs + 7_200_000).toISOString(),
    });
    clockMs += 7_200_000;
    expect(await kvs.get('a')).toBeUndefined();
  });

  test('a key policy refuses, a return value answers', async () => {
    start();
    await kvs.set('lock', 1, { keyPolicy: 'FAIL_IF_EXISTS', ttl: { value: 1, unit: 'MINUTES' } });
    expect(await codeOf(kvs.set('lock', 2, { keyPolicy: 'FAIL_IF_EXISTS' }))).toBe('409 KEY_CONFLICT');
    expect(await kvs.set('lock', 3, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })).toEqual({ key: 'lock', value: 1 });
    expect(
      await kvs.set('lock', 4, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST', returnMetadataFields: [MetadataField.UPDATED_AT] }),
    ).toEqual({ key: 'lock', value: 4, updatedAt: clockMs });
    expect(await kvs.set('new', 4, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' })).toBeUndefined();
    await kvs.set('lock', 5, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST', ttl: { value: 1, unit: 'SECONDS' } });
    clockMs += 1_000;
    expect(await codeOf(kvs.set('lock', 6, { keyPolicy: 'FAIL_IF_EXISTS' }))).toBe('done');
  });

  test('secrets are a space of their own, and never listed', async () => {
    start();
    await kvs.setSecret('token', 's');
    expect(await kvs.get('token')).toBeUndefined();
    expect(await kvs.getSecret('token')).toBe('s');
    expect((await kvs.query().getMany()).results).toEqual([]);
    await kvs.deleteSecret('token');
    expect(await kvs.getSecret('token')).toBeUndefined();
  });

  test.each([
    ['', '400 EMPTY_KEY'],
    ['   ', '400 INVALID_KEY'],
    ['a/b', '400 INVALID_KEY'],
    ['a@b', '400 INVALID_KEY'],
    ['k'.repeat(501), '400 KEY_TOO_LONG'],
    ['k'.repeat(500), 'done'],
    ['a:b.c_d-e#f g', 'done'],
  ])('key %p', async (key, code) => {
    start();
    expect(await codeOf(kvs.set(key, 1))).toBe(code);
  });

  test('sizes, depth, time to live', async () => {
    start();
    const nested = (depth: number): unknown => (depth === 0 ? 1 : { d: nested(depth - 1) });
    expect(await codeOf(kvs.set('a', 'x'.repeat(240 * 1024 - 2)))).toBe('done');
    expect(await codeOf(kvs.set('a', 'x'.repeat(240 * 1024 - 1)))).toBe('400 MAX_SIZE');
    expect(await codeOf(kvs.set('a', nested(31)))).toBe('done');
    expect(await codeOf(kvs.set('a', nested(32)))).toBe('400 MAX_DEPTH');
    expect(await codeOf(kvs.set('a', undefined))).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await codeOf(kvs.set('a', 1, { ttl: { value: 0, unit: 'DAYS' } }))).toBe('400 INVALID_TTL');
    expect(await codeOf(kvs.set('a', 1, { ttl: { value: 400, unit: 'DAYS' } }))).toBe('400 INVALID_TTL');
  });

  test('rates count by the host’s clock, in units of ten kilobytes', async () => {
    start();
    const value = 'x'.repeat(200 * 1024);
    for (let n = 0; n < 191; n += 1) await kvs.set('a', value);
    expect(await codeOf(kvs.set('a', value))).toBe('429 RATE_LIMIT_EXCEEDED');
    clockMs += 60_000;
    expect(await codeOf(kvs.set('a', value))).toBe('done');
  });
});

describe('lists', () => {
  test('page in the order of keys; a cursor survives the deletion of its row', async () => {
    start();
    for (const key of ['b2', 'a1', 'b10', 'c', 'b1']) await kvs.set(key, key);
    const query = () => kvs.query().where('key', WhereConditions.beginsWith('b')).limit(2);
    const first = await query().getMany();
    expect(first.results).toEqual([
      { key: 'b1', value: 'b1' },
      { key: 'b10', value: 'b10' },
    ]);
    await kvs.delete('b10');
    const second = await query()
      .cursor(first.nextCursor ?? '')
      .getMany();
    expect(second).toEqual({ results: [{ key: 'b2', value: 'b2' }], nextCursor: undefined });
    expect(await kvs.query().getOne()).toEqual({ key: 'a1', value: 'a1' });
  });

  test('ten a page unless told, a hundred at most', async () => {
    start();
    for (let n = 0; n < 12; n += 1) await kvs.set(`k${String(n)}`, n);
    expect((await kvs.query().getMany()).results).toHaveLength(10);
    expect((await kvs.query().limit(100).getMany()).results).toHaveLength(12);
    expect(await codeOf(kvs.query().limit(101).getMany())).toBe('400 LIST_QUERY_LIMIT_EXCEEDED');
    expect(await codeOf(kvs.query().cursor('nonsense').getMany())).toBe('400 INVALID_CURSOR');
  });
});

describe('entities', () => {
  test('take declared attributes of their type only', async () => {
    start();
    await tasks.set('t', { project: 'p', rank: 2_147_483_647, weight: 1.5, isDone: false, notes: [{ a: 1 }] });
    expect(await tasks.get('t')).toEqual({ project: 'p', rank: 2_147_483_647, weight: 1.5, isDone: false, notes: [{ a: 1 }] });
    expect(await codeOf(tasks.set('t', { rank: 2_147_483_648 }))).toBe('400 INCORRECT_PROPERTY_TYPE');
    expect(await codeOf(tasks.set('t', { rank: 1.5 }))).toBe('400 INCORRECT_PROPERTY_TYPE');
    expect(await codeOf(kvs.entity('task').set('t', { other: 1 }))).toBe('400 INVALID_ENTITY_VALUE');
    expect(await codeOf(kvs.entity('task').set('t', 'text'))).toBe('400 INVALID_ENTITY_VALUE');
    expect(await codeOf(kvs.entity('nothing').set('t', { rank: 1 }))).toBe('404 SCHEMA_NOT_FOUND');
    expect(await kvs.get('t')).toBeUndefined();
    await tasks.delete('t');
    expect(await tasks.get('t')).toBeUndefined();
  });

  test('are found by index: partition, range, filter, order, page', async () => {
    start();
    const rows: [string, Task][] = [
      ['a', { project: 'p', rank: 3, isDone: true }],
      ['b', { project: 'p', rank: 1, notes: 'urgent' }],
      ['c', { project: 'q', rank: 2 }],
      ['d', { project: 'p', rank: 10, isDone: false }],
      ['e', { project: 'p' }],
    ];
    for (const [key, task] of rows) await tasks.set(key, task);
    const keys = async (query: { getMany(): Promise<{ results: { key: string }[] }> }) =>
      (await query.getMany()).results.map(({ key }) => key);
    const inProject = () => tasks.query().index('by-project', { partition: ['p'] });
    expect(await keys(inProject())).toEqual(['b', 'a', 'd']);
    expect(await keys(inProject().sort(Sort.DESC))).toEqual(['d', 'a', 'b']);
    expect(await keys(inProject().where(WhereConditions.between(1, 3)))).toEqual(['b', 'a']);
    expect(await keys(tasks.query().index('rank').where(WhereConditions.greaterThan(1)))).toEqual(['c', 'a', 'd']);
    expect(
      await keys(
        tasks
          .query()
          .index('rank')
          .filters(new Filter<Task>().and('isDone', FilterConditions.exists()).and('project', FilterConditions.equalTo('p'))),
      ),
    ).toEqual(['a', 'd']);
    expect(
      await keys(
        tasks
          .query()
          .index('rank')
          .filters(new Filter<Task>().or('isDone', FilterConditions.equalTo(true)).or('notes', FilterConditions.contains('urg'))),
      ),
    ).toEqual(['b', 'a']);
    expect(await keys(tasks.query().index('by-key'))).toEqual(['a', 'b', 'c', 'd', 'e']);
    const first = await inProject().sort(Sort.DESC).limit(2).getMany();
    expect(
      await keys(
        inProject()
          .sort(Sort.DESC)
          .limit(2)
          .cursor(first.nextCursor ?? ''),
      ),
    ).toEqual(['b']);
    expect(await codeOf(tasks.query().index('weight').getMany())).toBe('400 INVALID_ENTITY_INDEX');
    expect(await codeOf(tasks.query().index('by-project').getMany())).toBe('400 INVALID_PARTITION_VALUES');
    expect(await codeOf(tasks.query().index('rank').limit(0).getMany())).toBe('400 COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE');
  });
});

describe('batches', () => {
  test('stand or fall item by item', async () => {
    start();
    expect(
      await kvs.batchSet<unknown>([
        { key: 'a', value: 1 },
        { key: 'a/b', value: 2 },
        { key: 't', value: { rank: 'high' }, entityName: 'task' },
        { key: 'u', value: { rank: 1 }, entityName: 'task' },
      ]),
    ).toMatchObject({
      successfulKeys: [{ key: 'a' }, { key: 'u', entityName: 'task' }],
      failedKeys: [
        { key: 'a/b', error: { code: 'INVALID_KEY' } },
        { key: 't', entityName: 'task', error: { code: 'INCORRECT_PROPERTY_TYPE' } },
      ],
    });
    expect(await kvs.batchGet([{ key: 'a' }, { key: 'u', entityName: 'task' }, { key: 'none' }])).toEqual({
      successfulKeys: [
        { key: 'a', value: 1 },
        { key: 'u', entityName: 'task', value: { rank: 1 } },
      ],
      failedKeys: [{ key: 'none', error: { code: 'KEY_NOT_FOUND', message: 'Provided key does not exist' } }],
    });
    expect(await kvs.batchDelete([{ key: 'a' }, { key: 'none' }])).toEqual({
      successfulKeys: [{ key: 'a' }, { key: 'none' }],
      failedKeys: [],
    });
    expect(await codeOf(kvs.batchSet(Array.from({ length: 26 }, (_, n) => ({ key: `k${String(n)}`, value: n }))))).toBe(
      '400 TOO_MANY_BATCH_ENTITIES',
    );
  });
});

describe('transactions', () => {
  const atVersion = (rank: number) => ({ entityName: 'task', conditions: new Filter<Task>().and('rank', FilterConditions.equalTo(rank)) });
  const isNew = { entityName: 'task', conditions: new Filter<Task>().and('rank', FilterConditions.notExists()) };

  test('write all, or nothing where a condition fails', async () => {
    start();
    await kvs.transact().set<Task>('t', { rank: 1 }, isNew).set('plain', 'x').execute();
    expect(await codeOf(kvs.transact().set<Task>('t', { rank: 1 }, isNew).execute())).toBe('400 CONDITIONAL_CHECK_FAILED');
    expect(await codeOf(kvs.transact().set('plain', 'y').delete('other').set<Task>('t', { rank: 3 }, atVersion(2)).execute())).toBe(
      '400 CONDITIONAL_CHECK_FAILED',
    );
    expect([await kvs.get('plain'), await tasks.get('t')]).toEqual(['x', { rank: 1 }]);
    await kvs.transact().check('t', atVersion(1)).set('plain', 'z').execute();
    await kvs.transact().set<Task>('t', { rank: 2 }, atVersion(1)).delete('plain').execute();
    expect([await kvs.get('plain'), await tasks.get('t')]).toEqual([undefined, { rank: 2 }]);
    expect(await codeOf(kvs.transact().check('absent', atVersion(1)).execute())).toBe('400 CONDITIONAL_CHECK_FAILED');
    expect(await codeOf(kvs.transact().set('first', 1).set('t', { rank: 'bad' }, { entityName: 'task' }).execute())).toBe(
      '400 INCORRECT_PROPERTY_TYPE',
    );
    expect(await kvs.get('first')).toBeUndefined();
  });

  test('hold 25 operations on 25 keys', async () => {
    start();
    const of = (count: number) =>
      Array.from({ length: count }, (_, n) => n).reduce((transaction, n) => transaction.set(`k${String(n)}`, n), kvs.transact());
    expect(await codeOf(of(25).execute())).toBe('done');
    expect(await codeOf(of(26).execute())).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await codeOf(kvs.transact().set('a', 1).delete('a').execute())).toBe('400 KEY_DUPLICATION_ERROR');
    expect(await codeOf(kvs.transact().set('a', 1).set('a', { rank: 1 }, { entityName: 'task' }).execute())).toBe('done');
  });
});

test('installations are apart; a dump brings all back; a reset empties', async () => {
  const metered: [string, number][] = [];
  const kvsService = start({ meter: (installationId, { writeBytes }) => metered.push([installationId, writeBytes]) });
  await kvs.set('a', 'one');
  await tasks.set('t', { rank: 1 });
  connect(kvsService.service, 'two');
  expect(await kvs.get('a')).toBeUndefined();
  expect(await tasks.get('t')).toBeUndefined();
  expect(metered).toContainEqual(['one', 5]);
  const dump = JSON.stringify(kvsService.dump());
  kvsService.reset();
  connect(kvsService.service);
  expect(await kvs.get('a')).toBeUndefined();
  kvsService.load(JSON.parse(dump) as ReturnType<typeof kvsService.dump>);
  expect([await kvs.get('a'), await tasks.get('t')]).toEqual(['one', { rank: 1 }]);
});
