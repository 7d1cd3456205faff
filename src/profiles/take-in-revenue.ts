import { z } from 'zod';
import { storedSale } from '../marketplace/stored-sale';
import type { ClockPort, SqlPort } from '../platform/ports';
import { ChangePlace, changedLicences, changedLines, latestTakenIn, vanishedAndReturnedLines } from '../store/queries/revenue-changed-rows';
import type { ChangedRow } from '../store/queries/revenue-changed-rows';
import { markDirty } from '../store/revenue-dirty';
import { saveTakenLicences } from '../store/revenue-licences';
import { saveTakenLines } from '../store/revenue-lines';
import { resolveAccounts } from './resolve-accounts';
import { takenLicence, takenLine } from './revenue-row';
import { identityOf } from './row-identity';

/** How far the changed rows of both reports are read. */
export const RevenuePlace = z.strictObject({ lines: ChangePlace, licences: ChangePlace });
export type RevenuePlace = z.infer<typeof RevenuePlace>;

/** What is written now may carry the instant at which its slice of the sync began: that long ago at most. */
const SLICE_MS = 3_600_000;
const ROWS_PER_PAGE = 400;

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

/** Where to begin: with the latest change that is taken in, and what came close before it. */
export async function firstPlace(port: SqlPort): Promise<RevenuePlace> {
  const { lines, licences } = await latestTakenIn(port);
  return { lines: before(lines), licences: before(licences) };
}

function before(at: string): ChangePlace {
  return { at: at === '' ? '' : new Date(Date.parse(at) - SLICE_MS).toISOString(), id: 0 };
}

/**
 * Takes in the next page of changed lines and licences, and marks their accounts to be computed anew. Returns the place to go on, null when
 * nothing is left. Accounts are marked before their rows are taken in, so that a cut loses nothing, and after, so that one who computes
 * them meanwhile does not take them off the list.
 */
export async function takeInChanges(ports: Ports, place: RevenuePlace): Promise<RevenuePlace | null> {
  const lines = await changedLines(ports.sql, place.lines, ROWS_PER_PAGE, storedSale);
  const licences = await changedLicences(ports.sql, place.licences, ROWS_PER_PAGE);
  await takeIn(ports, lines, async (rows, accountOf) => {
    await saveTakenLines(
      ports.sql,
      rows.map((row) => takenLine(row, accountOf(row))),
    );
  });
  await takeIn(ports, licences, async (rows, accountOf) => {
    await saveTakenLicences(
      ports.sql,
      rows.map((row) => takenLicence(row, accountOf(row))),
    );
  });
  if (lines.length > 0 || licences.length > 0) return { lines: after(lines, place.lines), licences: after(licences, place.licences) };

  const moved = await vanishedAndReturnedLines(ports.sql, ROWS_PER_PAGE, storedSale);
  await takeIn(ports, moved, async (rows, accountOf) => {
    await saveTakenLines(
      ports.sql,
      rows.map((row) => takenLine(row, accountOf(row))),
    );
  });
  return moved.length > 0 ? place : null;
}

function after(rows: readonly ChangedRow[], place: ChangePlace): ChangePlace {
  const last = rows.at(-1);
  return last === undefined ? place : { at: last.changedAt, id: last.id };
}

async function takeIn(
  { sql, clock }: Ports,
  rows: readonly ChangedRow[],
  save: (rows: readonly ChangedRow[], accountOf: (row: ChangedRow) => number) => Promise<void>,
): Promise<void> {
  if (rows.length === 0) return;
  const accountIdOf = await resolveAccounts(sql, rows.map(identityOf));
  const accountOf = (row: ChangedRow): number => {
    const accountId = accountIdOf(identityOf(row));
    if (accountId === null) throw new Error('A row without an account');
    return accountId;
  };
  const touched = rows.flatMap((row) => [accountOf(row), ...(row.knownAccountId === null ? [] : [row.knownAccountId])]);
  await markDirty(sql, touched, `${clock()} before ${rows[0]?.id ?? 0}`);
  await save(rows, accountOf);
  await markDirty(sql, touched, `${clock()} after ${rows[0]?.id ?? 0}`);
}
