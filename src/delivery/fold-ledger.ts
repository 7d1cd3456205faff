import { z } from 'zod';
import { dayNumberOf } from '../platform/days';
import type { KvsPort, LogPort, SqlPort } from '../platform/ports';
import { noteBatches } from '../store/delivery-batches';
import { keepLetters } from '../store/letters';
import { unpack } from '../platform/packed';
import { notePersons } from '../store/persons';
import { noteRefusals } from '../store/refusals';
import { keepExamples } from '../store/sent-examples';
import type { SentCall } from '../store/sent-examples';
import type { AuditRow } from './audit';
import type { Letter } from './deliver-job';
import type { DestinationKey } from './destinations';
import { SegmentCall } from './envelope';
import { EXAMPLE_PREFIX, LedgerEntry, LEDGER_PREFIX } from './ledger-entry';

export type FoldPorts = {
  readonly kvs: Pick<KvsPort, 'list' | 'deleteMany'>;
  readonly sql: SqlPort;
  readonly log: LogPort;
  /** The own store: idempotent by `messageId`. */
  readonly store: (calls: readonly SegmentCall[], receivedAt: number) => Promise<void>;
};

const PAGE = 100;

/**
 * Brings the ledger into the database and lets the entries go, oldest keys first, until nothing is left or `until` has passed
 * by `now`. Every row names its batch, so a fold that is cut in half, or runs beside another, writes the same rows again; an
 * entry goes only after its rows are in. True when nothing is left.
 */
export async function foldLedger(ports: FoldPorts, now: () => number, until: number): Promise<boolean> {
  let isDone = false;
  for (;;) {
    const page = await ports.kvs.list(LEDGER_PREFIX, PAGE);
    if (page.length > 0) {
      await foldPage(ports, page);
      await ports.kvs.deleteMany(page.map(({ key }) => key));
    }
    isDone = page.length < PAGE;
    if (isDone || now() >= until) break;
  }
  await foldExamples(ports);
  return isDone;
}

type Folded = { readonly batch: string; readonly entry: LedgerEntry; readonly calls: readonly SegmentCall[] };

async function foldPage(ports: FoldPorts, page: readonly { readonly key: string; readonly value: unknown }[]): Promise<void> {
  const entries = page.flatMap(({ key, value }) => read(ports.log, key, value));
  // The own store first: its rows in the books say that it has the events.
  for (const [at, calls] of byReceivedDay(entries)) await ports.store(calls, at);
  await noteBatches(ports.sql, entries.flatMap(auditRows));
  await keepLetters(ports.sql, entries.flatMap(letters));
  await noteRefusals(
    ports.sql,
    entries.flatMap(({ batch, entry }) =>
      Object.entries(entry.door ?? {}).map(([reason, events]) => ({ batch, reason, day: dayNumberOf(entry.at), events })),
    ),
  );
  await notePersons(
    ports.sql,
    entries.flatMap(({ entry }) =>
      entry.who === undefined ? [] : [{ accountRef: entry.who[0], knownAs: entry.who[1], day: dayNumberOf(entry.at) }],
    ),
  );
  await keepExamples(
    ports.sql,
    entries
      .filter(({ entry }) => entry.watched === 1)
      .flatMap(({ entry, calls }) => calls.map((call) => ({ call, at: entry.at, watched: true }))),
  );
}

/** An entry that cannot be read is of no use to anyone; it is counted and goes. */
function read(log: LogPort, key: string, value: unknown): Folded[] {
  const parsed = LedgerEntry.safeParse(value);
  if (!parsed.success) {
    log('error', 'bad-ledger-entry', { issues: parsed.error.issues.length });
    return [];
  }
  const { calls } = parsed.data;
  return [
    {
      batch: key.slice(LEDGER_PREFIX.length),
      entry: parsed.data,
      // Written by the capture and by nobody else.
      calls: calls === undefined ? [] : (unpack(calls) as readonly SegmentCall[]),
    },
  ];
}

/** Calls for the own store, with the latest moment of their day of receipt. */
function byReceivedDay(entries: readonly Folded[]): [number, SegmentCall[]][] {
  const days = new Map<number, { at: number; calls: SegmentCall[] }>();
  for (const { entry, calls } of entries) {
    if (entry.to.store?.s !== 'pending') continue;
    const day = days.get(dayNumberOf(entry.at)) ?? { at: entry.at, calls: [] };
    day.at = Math.max(day.at, entry.at);
    day.calls.push(...calls);
    days.set(dayNumberOf(entry.at), day);
  }
  return [...days.values()].map(({ at, calls }) => [at, calls]);
}

function auditRows({ batch, entry }: Folded): AuditRow[] {
  return (Object.entries(entry.to) as [DestinationKey, NonNullable<LedgerEntry['to'][DestinationKey]>][]).map(
    ([destination, standing]) => ({
      batch,
      destination,
      at: entry.at,
      events: entry.n,
      state: destination === 'store' ? 'delivered' : standing.s,
      reason: standing.r ?? null,
      // What goes through the queue counts from here, so that any later word about it wins.
      attempts: standing.s === 'pending' && destination !== 'store' ? 0 : 1,
      repeats: 0,
    }),
  );
}

function letters({ batch, entry, calls }: Folded): Letter[] {
  return (Object.entries(entry.to) as [DestinationKey, NonNullable<LedgerEntry['to'][DestinationKey]>][]).flatMap(
    ([destination, { s: state, r }]) =>
      state === 'parked' || state === 'dead'
        ? [{ batch, destination, state, reason: r ?? 'unknown', calls, at: entry.at, attempts: 1 }]
        : [],
  );
}

const KeptExamples = z.object({ at: z.number(), calls: z.array(SegmentCall) });

/** The first of each event name and day. */
async function foldExamples(ports: FoldPorts): Promise<void> {
  const page = await ports.kvs.list(EXAMPLE_PREFIX, PAGE);
  if (page.length === 0) return;
  const examples = page.flatMap(({ value }) => {
    const kept = KeptExamples.safeParse(value);
    return kept.success ? kept.data.calls.map((call): SentCall => ({ call, at: kept.data.at, watched: false })) : [];
  });
  await keepExamples(ports.sql, examples);
  await ports.kvs.deleteMany(page.map(({ key }) => key));
}
