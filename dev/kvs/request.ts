import { z } from 'zod';
import { KEY_PATTERN, MAX_KEY_LENGTH, MAX_TTL_MS, MAX_VALUE_BYTES, MAX_VALUE_DEPTH } from './limits';
import { invalid, unprocessable } from './refusal';

const MetadataFields = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
const Ttl = z.object({ value: z.unknown().optional(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) });

export const ReadOptions = z.object({ metadataFields: MetadataFields.optional() }).optional();
export const WriteOptions = z
  .object({
    ttl: Ttl.optional(),
    keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).optional(),
    returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
    returnMetadataFields: MetadataFields.optional(),
  })
  .optional();
/** The key itself is checked by `checkKey`, which knows the code for each fault. */
const Key = z.object({ key: z.unknown().optional(), entityName: z.string().optional() });
export const ReadRequest = Key.extend({ options: ReadOptions });
export const WriteRequest = Key.extend({ value: z.unknown().optional(), options: WriteOptions });
export const DeleteRequest = Key;
export const ListRequest = z.object({
  limit: z.unknown().optional(),
  after: z.string().optional(),
  where: z
    .array(z.object({ property: z.unknown().optional(), condition: z.unknown().optional(), values: z.unknown().optional() }))
    .optional(),
  options: ReadOptions,
});
export const EntityListRequest = z.object({
  entityName: z.string(),
  indexName: z.string(),
  partition: z.array(z.unknown()).optional(),
  range: z.unknown().optional(),
  filters: z.unknown().optional(),
  sort: z.enum(['ASC', 'DESC']).optional(),
  cursor: z.string().optional(),
  limit: z.unknown().optional(),
  options: ReadOptions,
});
export const TransactionRequest = z.object({
  set: z.array(WriteRequest.extend({ conditions: z.unknown().optional() })).optional(),
  delete: z.array(DeleteRequest.extend({ conditions: z.unknown().optional() })).optional(),
  check: z.array(DeleteRequest.extend({ conditions: z.unknown().optional(), entityName: z.string() })).optional(),
});
export type ReadOptions = z.infer<typeof ReadOptions>;
export type WriteOptions = z.infer<typeof WriteOptions>;

export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unprocessable();
  return parsed.data;
}

export function checkKey(key: unknown): string {
  if (key === undefined || key === null || key === '') throw invalid('EMPTY_KEY', 'Key cannot be empty.');
  if (typeof key !== 'string' || !KEY_PATTERN.test(key))
    throw invalid('INVALID_KEY', `The provided key does not match the regex: ${String(KEY_PATTERN)}`);
  if (key.length > MAX_KEY_LENGTH)
    throw invalid('KEY_TOO_LONG', `The provided key has exceeded the maximum ${String(MAX_KEY_LENGTH)} characters.`);
  return key;
}

/** Bytes of the value as JSON. */
export function checkValue(value: unknown): number {
  if (value === undefined || value === null) throw unprocessable();
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes > MAX_VALUE_BYTES) throw invalid('MAX_SIZE', 'The provided value has exceeded the maximum size limit.');
  if (depthOf(value) > MAX_VALUE_DEPTH)
    throw invalid('MAX_DEPTH', `The provided value has exceeded the maximum object depth (${String(MAX_VALUE_DEPTH)}) limit.`);
  return bytes;
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

const UNIT_MS = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;

/** When a value written now expires (ms), or null. */
export function expiryOf(options: WriteOptions, now: number): number | null {
  if (!options?.ttl) return null;
  const { value, unit } = options.ttl;
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0)
    throw invalid('INVALID_TTL', `TTL value must be a positive integer, received: ${String(value)}`);
  const ttlMs = value * UNIT_MS[unit];
  if (ttlMs > MAX_TTL_MS) throw invalid('INVALID_TTL', 'TTL cannot exceed one year');
  return now + ttlMs;
}
