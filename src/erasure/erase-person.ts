import { z } from 'zod';
import type { KvsPort, SqlPort } from '../platform/ports';
import { declinedKey, memberKey } from '../privacy/keys';
import { ERASURE_REQUESTED } from '../store/leaving-events';
import { pack, unpack } from '../platform/packed';
import {
  ERASED_PREFIX,
  dropErasedLetter,
  forgetExamplesOf,
  forgetPersons,
  forgetProfilesOf,
  lettersAfter,
  renameUser,
  rewriteLetter,
} from '../store/queries/erasure-rows';

export type ErasePorts = {
  readonly sql: SqlPort;
  readonly kvs: Pick<KvsPort, 'deleteMany'>;
  /** Random letters that nobody can guess, at most 40. */
  readonly randomId: () => string;
};

/** Whom to erase: every id that this installation may know them by. */
export type ErasedPerson = {
  /** Atlassian account ID, where it is known. */
  readonly accountId: string | null;
  /** Ids at destinations. */
  readonly names: readonly string[];
  /** Whether a "do not measure me" of theirs stays: it does, unless there is nobody left whom it could protect. */
  readonly keepsChoice: boolean;
};

/**
 * Takes a person out of this installation. The user becomes a random surrogate, so that past counts stay and lead to nobody;
 * who they are, examples of what was sent about them, what destinations were told of them and their calls in letters go. Every
 * step may run again; a run that was cut in half is finished by the next.
 */
export async function erasePerson(ports: ErasePorts, person: ErasedPerson): Promise<void> {
  const ids = [...new Set([...person.names, ...(person.accountId === null ? [] : [person.accountId])])].filter(isErasable);
  if (ids.length === 0) return;
  await forgetProfilesOf(ports.sql, ids);
  // One surrogate for each name, because a name is unique; that two of them were one person is forgotten as well.
  for (const id of ids) await renameUser(ports.sql, id, `${ERASED_PREFIX}${ports.randomId()}`);
  await forgetExamplesOf(ports.sql, ids);
  if (person.accountId !== null) {
    await ports.kvs.deleteMany([memberKey(person.accountId), ...(person.keepsChoice ? [] : [declinedKey(person.accountId)])]);
  }
  await takeOutOfLetters(ports.sql, new Set(ids));
  // Last, because this row is how a repeat finds the other ids of the same person.
  await forgetPersons(ports.sql, ids);
}

/** A surrogate is nobody; renaming one would only lose that it is one. */
function isErasable(id: string): boolean {
  return id !== '' && !id.startsWith(ERASED_PREFIX);
}

async function takeOutOfLetters(sqlPort: SqlPort, ids: ReadonlySet<string>): Promise<void> {
  let last = '';
  for (;;) {
    const letters = await lettersAfter(sqlPort, last);
    for (const letter of letters) {
      last = letter.letter_id;
      const calls = callsOf(letter.calls);
      const kept = calls.filter((call) => !isAbout(call, ids));
      if (kept.length === calls.length && calls.length > 0) continue;
      if (kept.length === 0) await dropErasedLetter(sqlPort, letter);
      else await rewriteLetter(sqlPort, letter, { events: kept.length, calls: pack(kept) });
    }
    if (letters.length === 0) return;
  }
}

const Calls = z.array(z.looseObject({}));
type Call = z.infer<typeof Calls>[number];

/** None of a letter that cannot be read: it may be about anybody, and nobody can send it any more. */
function callsOf(packed: string): Call[] {
  try {
    return Calls.parse(unpack(packed));
  } catch {
    return [];
  }
}

/** The request to erase somebody has to name them until it arrived; it is the one call that stays. */
function isAbout(call: Call, ids: ReadonlySet<string>): boolean {
  if (call.event === ERASURE_REQUESTED) return false;
  return [call.userId, call.anonymousId, call.previousId].some((id) => typeof id === 'string' && ids.has(id));
}
