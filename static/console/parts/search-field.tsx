import Textfield from '@atlaskit/textfield';
import { useEffect, useId, useRef, useState } from 'react';

const PAUSE_MS = 250;
const MAX_SEARCH_LENGTH = 80;

/** Searches when the typing pauses, not at every key. */
export function SearchField({ label, value, onSearch }: { label: string; value: string; onSearch: (text: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return (
    <div className="search">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <Textfield
        id={id}
        type="search"
        isCompact
        placeholder={label}
        value={typed}
        maxLength={MAX_SEARCH_LENGTH}
        autoComplete="off"
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            onSearch(text.trim());
          }, PAUSE_MS);
        }}
      />
    </div>
  );
}
