import { z } from 'zod';

/** Key-value keys of the ledger: what was captured and is not in the database yet. */
export const LEDGER_PREFIX = 'batch:';
export const ledgerKey = (batch: string): string => `${LEDGER_PREFIX}${batch}`;

/** Keys of the day's examples of what is sent, until they are in the database. */
export const EXAMPLE_PREFIX = 'example:';

const State = z.enum(['pending', 'delivered', 'parked', 'dead', 'refused']);

/**
 * What one invocation did with one batch, short names because every byte of it is paid for. The database learns of it when
 * the ledger is folded. `n`: calls. `to`: where it stands at each destination, with the reason. `door`: what was
 * refused before, by reason. `who`: the person's account ID and the id that destinations know. `calls`: packed, where somebody
 * still needs them. `watched`: an admin wants to see them.
 */
export const LedgerEntry = z.object({
  at: z.number(),
  n: z.number().int().min(0),
  to: z.partialRecord(z.enum(['segment', 'journy', 'intake', 'store']), z.object({ s: State, r: z.string().optional() })),
  door: z.record(z.string(), z.number().int()).optional(),
  who: z.tuple([z.string(), z.string()]).optional(),
  calls: z.string().optional(),
  watched: z.literal(1).optional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;
