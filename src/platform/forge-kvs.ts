import { kvs, WhereConditions } from '@forge/kvs';
import type { KvsPort } from './ports';

/** Of the key-value store: keys in one batch, entries in one page. */
const MAX_BATCH_KEYS = 25;
const MAX_PAGE_KEYS = 100;

/** Key-value storage of this installation. */
export const kvsPort: KvsPort = {
  get: async (key) => await kvs.get<unknown>(key),
  set: async (key, value) => {
    await kvs.set(key, value);
  },
  getMany: async (keys) => {
    const answer = await kvs.batchGet<unknown>(keys.map((key) => ({ key })));
    // A key that is not there counts as failed; anything else that fails does so for the whole call.
    return new Map(answer.successfulKeys.map(({ key, value }) => [key, value]));
  },
  delete: async (key) => {
    await kvs.delete(key);
  },
  deleteMany: async (keys) => {
    for (let start = 0; start < keys.length; start += MAX_BATCH_KEYS) {
      await kvs.batchDelete(keys.slice(start, start + MAX_BATCH_KEYS).map((key) => ({ key })));
    }
  },
  list: async (prefix, limit) => {
    const page = await kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(Math.min(limit, MAX_PAGE_KEYS)).getMany();
    return page.results.map(({ key, value }) => ({ key, value }));
  },
};
