import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Note } from '../../../../src/contract/accounts';
import { useAsk } from '../../parts/ask-context';
import { instant } from '../../parts/format';
import type { AskOutput } from '../../parts/ask';
import type { Answer } from '../../../../src/contract/console';

type NotesProps = { readonly accountId: number; readonly first: readonly Note[]; readonly today: string };

/** What colleagues know of the account. Everybody who opens the console reads them; they leave the store for nowhere. */
export function Notes({ accountId, first, today }: NotesProps) {
  const ask = useAsk();
  const [notes, setNotes] = useState(first);
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = (answer: Answer<AskOutput<'addNote'>>): void => {
    setTrouble(answer.ok ? null : answer.message);
    if (answer.ok) setNotes(answer.value.notes);
  };
  const add = async (): Promise<void> => {
    const answer = await ask('addNote', { accountId, text: text.trim() });
    take(answer);
    if (answer.ok) setText('');
  };
  return (
    <section className="card" aria-labelledby="notes">
      <div className="card-head">
        <h2 id="notes">Notes</h2>
      </div>
      <form
        className="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void add();
        }}
      >
        <label htmlFor="note-text" className="unseen">
          New note
        </label>
        <textarea
          id="note-text"
          rows={2}
          maxLength={1000}
          placeholder="Write what the next person should know"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" isDisabled={text.trim() === ''}>
          Add note
        </Button>
      </form>
      {trouble === null ? null : <p role="alert">{trouble}</p>}
      <ul className="note-list">
        {notes.map((note) => (
          <li key={note.noteId}>
            <p dir="auto">{note.text}</p>
            <span className="faint">{instant(note.at, today)}</span>
            <Button
              appearance="subtle"
              spacing="compact"
              aria-label={`Remove the note of ${instant(note.at, today)}`}
              onClick={() => void ask('removeNote', { accountId, noteId: note.noteId }).then(take)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
