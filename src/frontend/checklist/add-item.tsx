import { Button, Form, Inline, Label, Stack, Textfield } from '@forge/react';
import { useState } from 'react';
import { MAX_TEXT_LENGTH } from '../../contract/checklist';
import { textOf } from './item-row';

export const AddItem = ({ add }: { readonly add: (text: string) => void }) => {
  const [draft, setDraft] = useState('');
  // A new key draws an empty field, because what the user types lives in the product's page and not here.
  const [round, setRound] = useState(0);
  const submit = () => {
    if (draft.trim() === '') return;
    add(draft);
    setDraft('');
    setRound(round + 1);
  };
  return (
    <Form onSubmit={submit}>
      <Stack space="space.050">
        <Label labelFor="new-item">New item</Label>
        <Inline space="space.100" alignBlock="center">
          <Textfield
            key={round}
            id="new-item"
            name="text"
            autoFocus={round > 0}
            maxLength={MAX_TEXT_LENGTH}
            placeholder="What is to be done?"
            onChange={(event) => {
              setDraft(textOf(event.target.value));
            }}
          />
          <Button appearance="primary" type="submit" isDisabled={draft.trim() === ''}>
            Add
          </Button>
        </Inline>
      </Stack>
    </Form>
  );
};
