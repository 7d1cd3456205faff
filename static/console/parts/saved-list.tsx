import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useEffect, useId, useState } from 'react';
import type { Answer } from '../../../src/contract/console';

type Changed<T> = Answer<{ readonly list: readonly T[] } | { readonly problem: string }>;
type ReadAll<T> = () => Promise<Answer<{ readonly list: readonly T[] }>>;
type Changes<T> = {
  readonly save: (name: string) => Promise<Changed<T>>;
  readonly rename: (name: string, to: string) => Promise<Changed<T>>;
  readonly remove: (name: string) => Promise<Changed<T>>;
};

type SavedListProps<T> = {
  /** What one of them is called in a sentence. */
  readonly thing: string;
  /** What there is before anybody saved anything; nobody can change it. */
  readonly readyMade?: readonly T[];
  /** Stays the same from one drawing to the next. */
  readonly readAll: ReadAll<T>;
  readonly changes: Changes<T>;
  readonly isOpen: (item: T) => boolean;
  readonly onOpen: (item: T) => void;
  /** Why what is open cannot be saved; null where it can. */
  readonly unsaved?: string | null;
};

/** Things that people saved under names, to open, rename and remove; and a field to save what is open as another. */
export function SavedList<T extends { readonly name: string }>(props: SavedListProps<T>) {
  const { thing, readyMade = [], readAll, changes, isOpen, onOpen, unsaved = null } = props;
  const { list, trouble, change } = useSaved(readAll);
  const [renaming, setRenaming] = useState<string | null>(null);
  return (
    <>
      <ul className="view-list">
        {[...readyMade, ...list].map((item) => (
          <li key={item.name}>
            {renaming === item.name ? (
              <NameForm
                label={`New name of “${item.name}”`}
                verb="Rename"
                usual={item.name}
                onName={(to) => {
                  setRenaming(null);
                  if (to !== item.name) change(changes.rename(item.name, to));
                }}
              />
            ) : (
              <>
                <button
                  type="button"
                  className="view"
                  aria-current={isOpen(item) ? 'true' : undefined}
                  onClick={() => {
                    onOpen(item);
                  }}
                >
                  {item.name}
                </button>
                {readyMade.includes(item) ? null : (
                  <RowButtons
                    name={`the ${thing} “${item.name}”`}
                    onRename={() => {
                      setRenaming(item.name);
                    }}
                    onRemove={() => {
                      change(changes.remove(item.name));
                    }}
                  />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="view-save">
        {unsaved === null ? (
          <NameForm
            label={`Save this ${thing} as`}
            verb="Save"
            usual=""
            onName={(name) => {
              change(changes.save(name));
            }}
          />
        ) : (
          <p>{unsaved}</p>
        )}
      </div>
      {trouble === null ? null : <p role="alert">{trouble}</p>}
    </>
  );
}

function RowButtons({ name, onRename, onRemove }: { name: string; onRename: () => void; onRemove: () => void }) {
  return (
    <>
      <button type="button" className="view-remove" aria-label={`Rename ${name}`} onClick={onRename}>
        ✎
      </button>
      <button type="button" className="view-remove" aria-label={`Remove ${name}`} onClick={onRemove}>
        ×
      </button>
    </>
  );
}

type NameFormProps = {
  readonly label: string;
  readonly verb: string;
  readonly usual: string;
  readonly onName: (name: string) => void;
};

function NameForm({ label, verb, usual, onName }: NameFormProps) {
  const id = useId();
  const [name, setName] = useState(usual);
  return (
    <form
      className="view-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onName(name.trim());
        setName('');
      }}
    >
      <label htmlFor={id}>{label}</label>
      <Textfield
        id={id}
        isCompact
        maxLength={60}
        autoComplete="off"
        autoFocus={usual !== ''}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <Button type="submit" isDisabled={name.trim() === ''}>
        {verb}
      </Button>
    </form>
  );
}

type Saved<T> = { readonly list: readonly T[]; readonly trouble: string | null };

/** What is saved, as the latest answer has it. */
function useSaved<T>(readAll: ReadAll<T>) {
  const [saved, setSaved] = useState<Saved<T>>({ list: [], trouble: null });
  useEffect(() => {
    let wanted = true;
    void readAll().then((answer) => {
      if (wanted) setSaved((before) => after(before, answer));
    });
    return () => {
      wanted = false;
    };
  }, [readAll]);
  return {
    ...saved,
    change: (asked: Promise<Changed<T>>): void => {
      void asked.then((answer) => {
        setSaved((before) => after(before, answer));
      });
    },
  };
}

/** What was refused leaves the list as it was. */
function after<T>({ list }: Saved<T>, answer: Changed<T>): Saved<T> {
  if (!answer.ok) return { list, trouble: answer.message };
  return 'problem' in answer.value ? { list, trouble: answer.value.problem } : { list: answer.value.list, trouble: null };
}
