import { z } from 'zod';
import { Note } from '../contract/accounts';
import type { ClockPort, KvsPort } from '../platform/ports';

const MAX_NOTES = 50;
const keyOf = (accountId: number): string => `note:${String(accountId)}`;
const Notes = z.array(Note);

/** What people wrote about an account, the newest first. */
export async function notesOf(kvs: KvsPort, accountId: number): Promise<Note[]> {
  const stored = Notes.safeParse(await kvs.get(keyOf(accountId)));
  return stored.success ? stored.data : [];
}

/** The oldest note goes when there are more than 50. The same text again within a minute is one note: a call may come twice. */
export async function addNote(
  ports: { readonly kvs: KvsPort; readonly clock: ClockPort },
  { accountId, text }: { readonly accountId: number; readonly text: string },
): Promise<Note[]> {
  const known = await notesOf(ports.kvs, accountId);
  const now = ports.clock();
  const [newest] = known;
  if (newest?.text === text && now - Date.parse(newest.at) < 60_000) return known;
  const note = { noteId: Math.max(0, ...known.map(({ noteId }) => noteId)) + 1, text, at: new Date(now).toISOString() };
  const notes = [note, ...known].slice(0, MAX_NOTES);
  await ports.kvs.set(keyOf(accountId), notes);
  return notes;
}

export async function removeNote(kvs: KvsPort, accountId: number, noteId: number): Promise<Note[]> {
  const notes = (await notesOf(kvs, accountId)).filter((note) => note.noteId !== noteId);
  await kvs.set(keyOf(accountId), notes);
  return notes;
}
