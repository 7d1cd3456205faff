import { useCallback } from 'react';
import type { SavedView } from '../../../../src/contract/accounts';
import { readFilter, writeFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { Popup } from '../../parts/popup';
import { SavedList } from '../../parts/saved-list';

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
  const ask = useAsk();
  const readAll = useCallback(() => ask('views', {}), [ask]);
  return (
    <Popup label="Views">
      <SavedList
        thing="view"
        readyMade={READY_MADE}
        readAll={readAll}
        changes={{
          save: (name) => ask('saveView', { name, query }),
          rename: (name, to) => ask('renameView', { name, to }),
          remove: (name) => ask('removeView', { name }),
        }}
        isOpen={(view) => opened(view, query) === query}
        onOpen={(view) => {
          onOpen(opened(view, query));
        }}
      />
    </Popup>
  );
}

/** A view that somebody saved has its own filter; one that ships is of the accounts that are filtered for. */
function opened(view: SavedView, query: string): string {
  if (!READY_MADE.includes(view)) return view.query;
  return writeFilter(new URLSearchParams(view.query), readFilter(new URLSearchParams(query))).toString();
}
