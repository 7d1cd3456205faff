import { canonicalJson, withoutNoise } from '../../../src/marketplace/content-hash';
import { licenceKeyOf, readLicence } from '../../../src/marketplace/licence-record';
import { licenceFacts, saleFacts } from '../../../src/marketplace/propagate';
import { unpackRaw } from '../../../src/marketplace/raw-text';
import type { SegmentCall } from '../../../src/marketplace/segment-call';
import { readTransaction, transactionKeyOf } from '../../../src/marketplace/transaction-record';
import type { SqlPort } from '../../../src/platform/ports';
import { sql } from '../../../src/platform/sql';
import type { TypedFeed } from '../../../src/store/queries/sync-feed';
import type { Row } from '../../marketplace/vendor';

/** What destinations would be told of a row in this state; null for nothing. */
export function tellingOf(feed: TypedFeed, row: Row): string | null {
  if (feed === 'licences') {
    const read = readLicence(row);
    return read.kind === 'row' ? canonicalJson(licenceFacts(read.row).traits) : null;
  }
  const read = readTransaction(row);
  if (read.kind !== 'row') return null;
  const facts = saleFacts(read.row);
  return facts.event === null ? null : canonicalJson([facts.event, facts.day, facts.properties]);
}

/** Under which name a telling is about a row: the account, or the line of the invoice. */
export function subjectOf(feed: TypedFeed, row: Row): string | null {
  if (feed === 'licences') {
    const read = readLicence(row);
    return read.kind === 'row' ? `licence ${licenceFacts(read.row).account.groupId}` : null;
  }
  const read = readTransaction(row);
  return read.kind === 'row' ? `line ${read.row.transactionId} ${read.row.lineItemId}` : null;
}

/** The same two, of a call that was told; null for calls about people. */
export function subjectTold(call: SegmentCall): { readonly subject: string; readonly telling: string } | null {
  if (call.type === 'group' && call.anonymousId !== undefined && call.groupId !== undefined)
    return { subject: `licence ${call.groupId}`, telling: canonicalJson(call.traits) };
  if (call.type !== 'track') return null;
  const { revision: _, ...properties } = call.properties ?? {};
  const subject = `line ${String(properties.transactionId)} ${String(properties.lineItemId)}`;
  return { subject, telling: canonicalJson([call.event, call.timestamp.slice(0, 10), properties]) };
}

const TABLES = { licences: sql`licence`, transactions: sql`transaction_line` };

/** What differs between the store and the server at the end, in words, the first few; empty when they say the same. */
export async function differences(port: SqlPort, feed: TypedFeed, server: readonly Row[]): Promise<string[]> {
  const rows = await port.query(sql`SELECT TO_BASE64(record) AS raw FROM ${TABLES[feed]} WHERE gone_at IS NULL`);
  const keyOf = feed === 'licences' ? licenceKeyOf : transactionKeyOf;
  const stored = new Map(
    rows.map((row) => {
      const record: unknown = JSON.parse(unpackRaw(String(row.raw)));
      return [keyOf(record), saidBy(record)];
    }),
  );
  const wanted = new Map(server.map((row) => [keyOf(row), saidBy(row)]));
  return [
    ...[...wanted.keys()].filter((key) => !stored.has(key)).map((key) => `${feed} ${key}: missing`),
    ...[...stored.keys()].filter((key) => !wanted.has(key)).map((key) => `${feed} ${key}: invented`),
    ...[...wanted]
      .filter(([key, said]) => stored.has(key) && stored.get(key) !== said)
      .map(([key]) => `${feed} ${key}: says something else`),
  ];
}

function saidBy(row: unknown): string {
  return canonicalJson(withoutNoise(row));
}

/**
 * What is wrong with what was told of one row, given every state that it was ever in and how it ended; null for nothing. States
 * that nobody saw may be left out; none may be told that never was, none twice in a row, and the last has to be the last.
 */
export function wrongTelling(told: readonly string[], states: readonly string[]): string | null {
  let at = 0;
  for (const [index, telling] of told.entries()) {
    if (telling === told[index - 1]) return 'the same state twice in a row';
    while (at < states.length && states[at] !== telling) at += 1;
    if (at === states.length) return states.includes(telling) ? 'a state after it had passed' : 'a state that never was';
  }
  const last = states.at(-1);
  return last !== undefined && told.at(-1) !== last ? 'not the last state' : null;
}
