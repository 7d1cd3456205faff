import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { MAX_TEXT_LENGTH } from '../../../src/contract/checklist';

export function AddItem({ add }: { readonly add: (text: string) => void }) {
  const [draft, setDraft] = useState('');
  return (
    <form
      className="line"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() === '') return;
        add(draft);
        setDraft('');
      }}
    >
      <div className="grow">
        <Textfield
          aria-label="New item"
          placeholder="What is to be done?"
          value={draft}
          maxLength={MAX_TEXT_LENGTH}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
          }}
        />
      </div>
      <Button type="submit" appearance="primary" isDisabled={draft.trim() === ''}>
        Add
      </Button>
    </form>
  );
}
