import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useEffect, useState } from 'react';
import type { SavedView } from '../../../../src/contract/accounts';
import { readFilter, writeFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { Popup } from '../../parts/popup';

/** What every vendor asks first, ready to open. */
const READY_MADE: readonly SavedView[] = [
  { name: 'Paying and silent, most money first', query: 'standing=paid-silent' },
  { name: 'Used and not paid, most users first', query: 'standing=unpaid-used&sort=usersSeen30' },
  { name: 'Fullest seats first', query: 'sort=seatShare' },
  { name: 'Not observed', query: 'standing=not-observed' },
];

type SavedViewsProps = { readonly query: string; readonly onOpen: (query: string) => void };

/** Lists as somebody arranged them, for everybody who opens the console. */
export function SavedViews({ query, onOpen }: SavedViewsProps) {
  return (
    <Popup label="Views">
      <Panel query={query} onOpen={onOpen} />
    </Popup>
  );
}

/** A view that somebody saved has its own filter; one that ships is of the accounts that are filtered for. */
function opened(view: SavedView, query: string): string {
  if (!READY_MADE.includes(view)) return view.query;
  return writeFilter(new URLSearchParams(view.query), readFilter(new URLSearchParams(query))).toString();
}

function Panel({ query, onOpen }: SavedViewsProps) {
  const ask = useAsk();
  const [views, setViews] = useState<readonly SavedView[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [name, setName] = useState('');
  useEffect(() => {
    let wanted = true;
    void ask('views', {}).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setViews(answer.value.views);
      else setTrouble(answer.message);
    });
    return () => {
      wanted = false;
    };
  }, [ask]);
  const change = async (asked: ReturnType<typeof saved>): Promise<void> => {
    const answer = await asked;
    setTrouble(answer.ok ? null : answer.message);
    if (answer.ok) setViews(answer.value.views);
  };
  const saved = () => ask('saveView', { name: name.trim(), query });
  return (
    <>
      <ul className="view-list">
        {[...READY_MADE, ...(views ?? [])].map((view) => (
          <li key={view.name}>
            <button
              type="button"
              className="view"
              aria-current={opened(view, query) === query ? 'true' : undefined}
              onClick={() => {
                onOpen(opened(view, query));
              }}
            >
              {view.name}
            </button>
            {READY_MADE.includes(view) ? null : (
              <button
                type="button"
                className="view-remove"
                aria-label={`Remove the view “${view.name}”`}
                onClick={() => void change(ask('removeView', { name: view.name }))}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      <form
        className="view-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          void change(saved());
          setName('');
        }}
      >
        <label htmlFor="view-name">Save this list as</label>
        <Textfield
          id="view-name"
          isCompact
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <Button type="submit" isDisabled={name.trim() === ''}>
          Save
        </Button>
      </form>
      {trouble === null ? null : <p role="alert">{trouble}</p>}
    </>
  );
}
