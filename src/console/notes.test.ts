import { memoryKvs } from '../../test/memory-kvs';
import { addNote, notesOf, removeNote } from './notes';

const at = Date.parse('2028-02-29T12:00:00Z');

test('notes of an account: the newest first, one for a call that came twice, the oldest of many go', async () => {
  const kvs = memoryKvs();
  let now = at;
  const ports = { kvs, clock: () => now };
  await addNote(ports, { accountId: 1, text: 'first' });
  await addNote(ports, { accountId: 1, text: 'first' });
  expect(await notesOf(kvs, 1)).toEqual([{ noteId: 1, text: 'first', at: '2028-02-29T12:00:00.000Z' }]);
  now += 120_000;
  await addNote(ports, { accountId: 1, text: 'first' });
  expect((await notesOf(kvs, 1)).map(({ noteId }) => noteId)).toEqual([2, 1]);
  expect((await removeNote(kvs, 1, 1)).map(({ noteId }) => noteId)).toEqual([2]);
  expect(await notesOf(kvs, 2)).toEqual([]);
  for (let index = 0; index < 60; index += 1) await addNote(ports, { accountId: 1, text: `note ${String(index)}` });
  const notes = await notesOf(kvs, 1);
  expect([notes.length, notes[0]?.text, new Set(notes.map(({ noteId }) => noteId)).size]).toEqual([50, 'note 59', 50]);
});
