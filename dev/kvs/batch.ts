import { z } from 'zod';
import { MAX_BATCH_ITEMS } from './limits';
import { duplicateKey, invalid, KvsRefusal } from './refusal';
import { checkKey, DeleteRequest, parse, ReadRequest, WriteRequest } from './request';
import { bytesOf, checkWrite, keep, readKept, withMetadata, type Answer, type Session } from './values';

type Item = { readonly key?: unknown; readonly entityName?: string | undefined };

const spaceOf = (session: Session, { entityName }: Item) => session.spaceOf(entityName === undefined ? 'plain' : 'entity', entityName);
const nameOf = ({ key, entityName }: Item) => ({ key, ...(entityName !== undefined && { entityName }) });

/** Each item stands alone: what one refuses does not touch the others. */
function eachItem<T extends Item>(
  items: readonly T[],
  verb: string,
  work: (item: T) => { item?: Record<string, unknown>; readBytes?: number; writeBytes?: number },
): Answer {
  if (items.length > MAX_BATCH_ITEMS) {
    throw invalid(
      'TOO_MANY_BATCH_ENTITIES',
      `Number of entities to ${verb} was ${String(items.length)}, but you can only ${verb} a maximum of ${String(MAX_BATCH_ITEMS)} entities at a time.`,
    );
  }
  if (new Set(items.map((item) => JSON.stringify([item.entityName, item.key]))).size < items.length) throw duplicateKey();
  const successfulKeys: unknown[] = [];
  const failedKeys: unknown[] = [];
  let readBytes = 0;
  let writeBytes = 0;
  for (const item of items) {
    try {
      const done = work(item);
      readBytes += done.readBytes ?? 0;
      writeBytes += done.writeBytes ?? 0;
      successfulKeys.push({ ...nameOf(item), ...done.item });
    } catch (error) {
      if (!(error instanceof KvsRefusal)) throw error;
      failedKeys.push({ ...nameOf(item), error: { code: error.code, message: error.message } });
    }
  }
  return { body: { successfulKeys, failedKeys }, readBytes, writeBytes };
}

export function batchGet(session: Session, body: unknown): Answer {
  return eachItem(parse(z.array(ReadRequest), body), 'get', (item) => {
    const kept = readKept(spaceOf(session, item), item.key);
    return { item: withMetadata(checkKey(item.key), kept, item.options?.metadataFields), readBytes: bytesOf(kept.value) };
  });
}

export function batchSet(session: Session, body: unknown): Answer {
  return eachItem(parse(z.array(WriteRequest), body), 'set', ({ key, value, options, entityName }) => {
    const write = checkWrite(session, { key, value, options, ...(entityName !== undefined && { entityName }) });
    keep(spaceOf(session, { key, entityName }), write, session.now);
    return { writeBytes: write.bytes };
  });
}

export function batchDelete(session: Session, body: unknown): Answer {
  return eachItem(parse(z.array(DeleteRequest), body), 'delete', (item) => {
    spaceOf(session, item).delete(checkKey(item.key));
    return { writeBytes: 1 };
  });
}
