import { meetsFilter, parseFilter } from './conditions';
import { MAX_TRANSACTION_OPERATIONS } from './limits';
import { conditionFailed, duplicateKey, unprocessable } from './refusal';
import { checkKey, parse, TransactionRequest } from './request';
import { checkWrite, keep, type Answer, type Session } from './values';

type Operation = { readonly key?: unknown; readonly entityName?: string | undefined; readonly conditions?: unknown };

/** All or nothing: every operation and condition is checked before the first write, and nothing comes in between. */
export function transact(session: Session, body: unknown): Answer {
  const { set = [], delete: deletes = [], check = [] } = parse(TransactionRequest, body);
  const operations: Operation[] = [...set, ...deletes, ...check];
  if (operations.length === 0 || operations.length > MAX_TRANSACTION_OPERATIONS) throw unprocessable();
  if (new Set(operations.map(({ key, entityName }) => JSON.stringify([entityName, key]))).size < operations.length) throw duplicateKey();
  const writes = set.map(({ key, value, options, entityName }) => ({
    entityName,
    write: checkWrite(session, { key, value, options, ...(entityName !== undefined && { entityName }) }),
  }));
  for (const operation of check) if (operation.conditions === undefined) throw unprocessable();
  if (!operations.every((operation) => isMet(session, operation))) throw conditionFailed();
  for (const { entityName, write } of writes) keep(spaceOf(session, entityName), write, session.now);
  for (const { key, entityName } of deletes) spaceOf(session, entityName).delete(checkKey(key));
  return { body: undefined, readBytes: 0, writeBytes: writes.reduce((sum, { write }) => sum + write.bytes, deletes.length) };
}

const spaceOf = (session: Session, entityName: string | undefined) =>
  session.spaceOf(entityName === undefined ? 'plain' : 'entity', entityName);

function isMet(session: Session, { key, entityName, conditions }: Operation): boolean {
  const kept = spaceOf(session, entityName).get(checkKey(key));
  if (conditions === undefined) return true;
  // Plain values have no attributes to ask about.
  if (entityName === undefined) throw unprocessable();
  const schema = session.schemaOf(entityName);
  return meetsFilter(
    parseFilter(conditions, (property) => Object.hasOwn(schema.attributes, property)),
    kept?.value,
  );
}
