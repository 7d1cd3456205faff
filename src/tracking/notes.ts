import { z } from 'zod';
import { HEALTH_KEY, readHealth } from '../delivery/health';
import type { HealthBook } from '../delivery/health';
import { ledgerKey } from '../delivery/ledger-entry';
import { dayNumberOf } from '../platform/days';
import type { KvsPort } from '../platform/ports';
import { declinedKey, memberKey, readDeclined, readSwitches, readWatchUntil, SWITCHES_KEY, WATCH_KEY } from '../privacy/keys';
import type { Switches } from '../privacy/keys';

/** Key of the names of the events that have today's example. */
export const EXAMPLES_KEY = 'sent:day';
const ExamplesDay = z.object({ day: z.number(), events: z.array(z.string()) });

/** All that has to be known before a batch is taken. */
export type Notes = {
  readonly switches: Switches;
  readonly declined: boolean;
  readonly watched: boolean;
  readonly health: HealthBook;
  /** What destinations were last told of this user, as it is stored. */
  readonly member: unknown;
  readonly memberKey: string;
  /** Events of which an example of today is kept. */
  readonly examples: readonly string[];
  /** Batches that were taken before: a page that heard no answer sends again. */
  readonly known: ReadonlySet<string>;
};

/** One call of storage for everything: it is made for every batch, and calls cost. */
export async function readNotes(
  kvs: Pick<KvsPort, 'getMany'>,
  about: { readonly accountId: string | null; readonly batches: readonly string[]; readonly now: number },
): Promise<Notes> {
  const person = about.accountId === null ? [] : [declinedKey(about.accountId), memberKey(about.accountId)];
  const values = await kvs.getMany([SWITCHES_KEY, WATCH_KEY, HEALTH_KEY, EXAMPLES_KEY, ...person, ...about.batches.map(ledgerKey)]);
  const examples = ExamplesDay.safeParse(values.get(EXAMPLES_KEY));
  return {
    switches: readSwitches(values.get(SWITCHES_KEY)),
    declined: about.accountId !== null && readDeclined(values.get(declinedKey(about.accountId))),
    watched: readWatchUntil(values.get(WATCH_KEY), about.now) !== null,
    health: readHealth(values.get(HEALTH_KEY)),
    member: about.accountId === null ? undefined : values.get(memberKey(about.accountId)),
    memberKey: about.accountId === null ? '' : memberKey(about.accountId),
    examples: examples.success && examples.data.day === dayNumberOf(about.now) ? examples.data.events : [],
    known: new Set(about.batches.filter((batch) => values.has(ledgerKey(batch)))),
  };
}
