import { checkEntityValue, findEntity, type EntitySchema } from './entity';
import { keyConflict, keyNotFound, unprocessable } from './refusal';
import { checkKey, checkValue, DeleteRequest, expiryOf, parse, ReadRequest, WriteRequest, type WriteOptions } from './request';
import type { createStore, KeptValue, Space } from './store';

/** One request of one installation, at one instant (ms). */
export type Session = {
  readonly now: number;
  spaceOf(kind: 'plain' | 'secret' | 'entity', entityName?: string): Space;
  schemaOf(entityName: string): EntitySchema;
};
/** `body` undefined: an empty answer. */
export type Answer = { readonly body: unknown; readonly readBytes: number; readonly writeBytes: number };

export function createSession(
  store: ReturnType<typeof createStore>,
  installationId: string,
  schemas: readonly EntitySchema[],
  now: number,
): Session {
  return {
    now,
    schemaOf: (entityName) => findEntity(schemas, entityName),
    spaceOf: (kind, entityName) => {
      if (kind !== 'entity') return store.space(installationId, kind);
      if (entityName === undefined) throw unprocessable();
      return store.space(installationId, { entity: findEntity(schemas, entityName).name });
    },
  };
}

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What a reader gets: dates in ms, the expiry as ISO text, only where asked for. */
export function withMetadata(key: string, kept: KeptValue, fields: readonly string[] = []): Record<string, unknown> {
  return {
    key,
    value: kept.value,
    ...(fields.includes('CREATED_AT') && { createdAt: kept.createdAt }),
    ...(fields.includes('UPDATED_AT') && { updatedAt: kept.updatedAt }),
    ...(fields.includes('EXPIRE_TIME') && kept.expiresAt !== null && { expireTime: new Date(kept.expiresAt).toISOString() }),
  };
}

export function readValue(session: Session, kind: 'plain' | 'secret' | 'entity', body: unknown): Answer {
  const request = parse(ReadRequest, body);
  const space = session.spaceOf(kind, request.entityName);
  const kept = readKept(space, request.key);
  return {
    body: withMetadata(checkKey(request.key), kept, request.options?.metadataFields),
    readBytes: bytesOf(kept.value),
    writeBytes: 0,
  };
}

export function readKept(space: Space, key: unknown): KeptValue {
  const kept = space.get(checkKey(key));
  if (!kept) throw keyNotFound();
  return kept;
}

export function writeValue(session: Session, kind: 'plain' | 'secret' | 'entity', body: unknown): Answer {
  const { key, value, options, entityName } = parse(WriteRequest, body);
  const space = session.spaceOf(kind, entityName);
  const write = checkWrite(session, { key, value, options, ...(kind === 'entity' && entityName !== undefined && { entityName }) });
  const previous = space.get(write.key);
  if (options?.keyPolicy === 'FAIL_IF_EXISTS' && previous) throw keyConflict();
  const latest = keep(space, write, session.now);
  const returned = options?.returnValue === 'PREVIOUS' ? previous : options?.returnValue === 'LATEST' ? latest : undefined;
  return { body: returned && withMetadata(write.key, returned, options?.returnMetadataFields), readBytes: 0, writeBytes: write.bytes };
}

export type Write = { readonly key: string; readonly value: unknown; readonly expiresAt: number | null; readonly bytes: number };

/** All that can be wrong with a write, before anything is written. */
export function checkWrite(session: Session, input: { key: unknown; value: unknown; options: WriteOptions; entityName?: string }): Write {
  const key = checkKey(input.key);
  const bytes = checkValue(input.value);
  if (input.entityName !== undefined) checkEntityValue(session.schemaOf(input.entityName), input.value);
  return { key, value: input.value, expiresAt: expiryOf(input.options, session.now), bytes };
}

export function keep(space: Space, { key, value, expiresAt }: Write, now: number): KeptValue {
  const kept: KeptValue = { value, createdAt: space.get(key)?.createdAt ?? now, updatedAt: now, expiresAt };
  space.set(key, kept);
  return kept;
}

export function removeValue(session: Session, kind: 'plain' | 'secret' | 'entity', body: unknown): Answer {
  const { key, entityName } = parse(DeleteRequest, body);
  if (!session.spaceOf(kind, entityName).delete(checkKey(key))) throw keyNotFound();
  return { body: undefined, readBytes: 0, writeBytes: 1 };
}
