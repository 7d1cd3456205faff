import Button from '@atlaskit/button/new';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useAsk } from '../../parts/ask-context';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { counted } from '../../parts/format';
import { SearchField } from '../../parts/search-field';
import { type Loaded, useAnswer } from '../../parts/use-answer';
import type { MakeChange } from './use-privacy';
import { erasedWords, isAccountId } from './words';

type Person = { readonly accountId: string; readonly name: string };
type Told = { readonly words: string; readonly isRefused: boolean };

/** Finds somebody and erases them, after asking once. */
export function EraseUser({ change }: { change: MakeChange }) {
  const headingId = useId();
  const [search, setSearch] = useState('');
  const [asked, setAsked] = useState<Person | null>(null);
  const [isErasing, setErasing] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const [erasures, setErasures] = useState(0);
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed is gone, so the outcome takes the focus; not before the dialog has closed.
    if (erasures > 0) status.current?.focus();
  }, [erasures]);
  const { loaded } = useAnswer(
    useAsk(),
    'findUsers',
    useMemo(() => (search === '' || isAccountId(search) ? null : { search }), [search]),
  );
  const erase = async (person: Person): Promise<void> => {
    setErasing(true);
    const answer = await change('eraseUser', { accountId: person.accountId });
    setErasing(false);
    setAsked(null);
    setTold({ words: answer.ok ? erasedWords(answer.value) : answer.message, isRefused: !answer.ok });
    if (!answer.ok) return;
    // Whom it was is not left on the screen.
    setSearch('');
    setErasures((count) => count + 1);
  };
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Erase a user</h2>
      </div>
      <p className="erase-text">
        Removes what the app’s analytics know of one person, here and at the vendor. Search for them, or paste their Atlassian account ID,
        which works for people who left too.
      </p>
      <div className="erase-search">
        <SearchField
          key={erasures}
          label="Name or account ID"
          value=""
          onSearch={(text) => {
            setTold(null);
            setSearch(text);
          }}
        />
      </div>
      <Found search={search} found={loaded} onAsk={setAsked} />
      <p role="status" ref={status} tabIndex={-1} className={told?.isRefused === true ? 'switch-refused' : 'erase-told'}>
        {told?.words}
      </p>
      {asked === null ? null : (
        <ConfirmDialog
          title={`Erase ${asked.name}?`}
          verb="Erase"
          isBusy={isErasing}
          onConfirm={() => void erase(asked)}
          onClose={() => {
            setAsked(null);
          }}
        >
          <p>What happens:</p>
          <ul>
            <li>Their id, their properties and every call that names them are removed from this site.</li>
            <li>What they did stays in the counts, as somebody whom nobody can name.</li>
            <li>The vendor is asked to erase them at the destinations, with the event “User Erasure Requested”.</li>
          </ul>
          <p>
            <strong>This cannot be undone.</strong> It does not stop measurement: if they use the app again, they are counted as somebody
            new, unless they choose not to be measured.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

type FoundProps = { search: string; found: Loaded<{ users: readonly Person[] }>; onAsk: (person: Person) => void };

function Found({ search, found, onAsk }: FoundProps) {
  if (isAccountId(search)) return <People people={[{ accountId: search, name: 'this account ID' }]} onAsk={onAsk} />;
  switch (found.kind) {
    case 'idle':
      return null;
    case 'loading':
      return <p className="faint">Searching…</p>;
    case 'refused':
      return <p className="switch-refused">{found.refusal.message}</p>;
    case 'ready':
      return found.value.users.length === 0 ? (
        <p className="faint">Nobody of that name was found. Paste the account ID instead.</p>
      ) : (
        <>
          <p role="status" className="unseen">
            {counted(found.value.users.length, 'person', 'people')} found
          </p>
          <People people={found.value.users} onAsk={onAsk} />
        </>
      );
  }
}

function People({ people, onAsk }: { people: readonly Person[]; onAsk: (person: Person) => void }) {
  return (
    <ul className="people">
      {people.map((person) => (
        <li key={person.accountId}>
          <span className="company">
            <span className="person-name">{person.name}</span>
            <span className="company-number">{person.accountId}</span>
          </span>
          <Button
            spacing="compact"
            aria-label={`Erase… ${person.name}`}
            onClick={() => {
              onAsk(person);
            }}
          >
            Erase…
          </Button>
        </li>
      ))}
    </ul>
  );
}
