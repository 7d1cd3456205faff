import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { isSchemaMissing } from '../migrate';
import { subjectOf } from '../profile-subject';
import { shortId } from '../short-id';

/** Users whom an erasure turned into nobody in particular begin so; no id of a person does. */
export const ERASED_PREFIX = 'erased:';

/**
 * Gives the row of a user another name, so that past counts stay and no longer lead to anybody. Whoever has the user's old
 * name afterwards is a new user.
 */
export async function renameUser(sqlPort: SqlPort, externalId: string, surrogate: string): Promise<void> {
  await sqlPort.write(sql`UPDATE app_user SET short_id = ${shortId(surrogate)} WHERE short_id = ${shortId(externalId)}`);
}

const Subject = z
  .object({ account_id: z.coerce.number(), user_id: z.coerce.number() })
  .transform(({ account_id, user_id }) => ({ accountId: account_id, userId: user_id }));

/** What was kept of users, and of them in each account; a customer's installation has no such table. Before they get another name. */
export async function forgetProfilesOf(sqlPort: SqlPort, externalIds: readonly string[]): Promise<void> {
  try {
    const ids = externalIds.map(shortId);
    const rows = await sqlPort.query(sql`
      SELECT u.user_id, 0 AS account_id FROM app_user u WHERE u.short_id IN (${ids})
      UNION SELECT m.user_id, m.account_id FROM membership m JOIN app_user u ON u.user_id = m.user_id WHERE u.short_id IN (${ids})
      UNION SELECT m.user_id, m.account_id FROM profile_pair m JOIN app_user u ON u.user_id = m.user_id WHERE u.short_id IN (${ids})`);
    const subjects = z.array(Subject).parse(rows);
    for (const chunk of chunked(subjects)) await sqlPort.write(sql`DELETE FROM profile_told WHERE subject IN (${chunk.map(subjectOf)})`);
    const users = [...new Set(subjects.map(({ userId }) => userId))];
    if (users.length > 0) await sqlPort.write(sql`DELETE FROM profile_pair WHERE user_id IN (${users})`);
  } catch (error) {
    if (!isSchemaMissing(error)) throw error;
  }
}

export async function isStoredUser(sqlPort: SqlPort, externalId: string): Promise<boolean> {
  return (await sqlPort.query(sql`SELECT user_id FROM app_user WHERE short_id = ${shortId(externalId)}`)).length > 0;
}

export async function forgetPersons(sqlPort: SqlPort, ids: readonly string[]): Promise<void> {
  await sqlPort.write(sql`DELETE FROM person WHERE account_ref IN (${ids})`);
  await sqlPort.write(sql`DELETE FROM person WHERE known_as IN (${ids})`);
}

export async function forgetExamplesOf(sqlPort: SqlPort, knownAs: readonly string[]): Promise<void> {
  await sqlPort.write(sql`DELETE FROM sent_example WHERE known_as IN (${knownAs})`);
}

const Letter = z.object({ letter_id: z.string(), batch_id: z.string(), destination: z.string(), calls: z.string() });
export type PackedLetter = z.infer<typeof Letter>;

/** Few, because one letter may be 300 kB and an answer is at most 4 MiB. */
const LETTERS_PER_QUERY = 8;

/** Letters after the given one, in the order of their ids. */
export async function lettersAfter(sqlPort: SqlPort, letterId: string): Promise<PackedLetter[]> {
  return z.array(Letter).parse(
    await sqlPort.query(sql`
      SELECT letter_id, batch_id, destination, calls FROM letter
      WHERE letter_id > ${letterId}
      ORDER BY letter_id LIMIT ${LETTERS_PER_QUERY}`),
  );
}

/** Only as long as the letter still is what was read: a replay or a new try may have changed it meanwhile. */
export async function rewriteLetter(
  sqlPort: SqlPort,
  letter: PackedLetter,
  kept: { readonly events: number; readonly calls: string },
): Promise<void> {
  await sqlPort.write(sql`
    UPDATE letter SET events = ${kept.events}, calls = ${kept.calls}
    WHERE letter_id = ${letter.letter_id} AND calls = ${letter.calls}`);
}

/** A letter of which nothing is left. In the books its batch is refused, or it would wait there for ever. */
export async function dropErasedLetter(sqlPort: SqlPort, letter: PackedLetter): Promise<void> {
  await sqlPort.write(sql`
    UPDATE delivery_batch SET state = 'refused', reason = 'erased'
    WHERE batch_id = ${letter.batch_id} AND destination = ${letter.destination} AND state IN ('parked', 'dead')`);
  await sqlPort.write(sql`DELETE FROM letter WHERE letter_id = ${letter.letter_id} AND calls = ${letter.calls}`);
}
