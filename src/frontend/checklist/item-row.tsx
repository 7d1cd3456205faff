import { Button, ButtonGroup, Checkbox, Form, Inline, Textfield } from '@forge/react';
import { useState } from 'react';
import { stepOf } from '../../checklist/steps';
import { MAX_TEXT_LENGTH, type Item, type Operation } from '../../contract/checklist';

type RowProps = { readonly item: Item; readonly items: readonly Item[]; readonly change: (operation: Operation) => void };

export const ItemRow = ({ item, items, change }: RowProps) => {
  const [renaming, setRenaming] = useState(false);
  const rename = (to: string) => {
    setRenaming(false);
    if (to.trim() !== '' && to !== item.text) change({ type: 'rename', itemId: item.id, from: item.text, to });
  };
  if (renaming) {
    return (
      <RenameForm
        text={item.text}
        rename={rename}
        cancel={() => {
          setRenaming(false);
        }}
      />
    );
  }
  return (
    <Inline space="space.100" alignBlock="center" spread="space-between">
      <Checkbox
        label={item.text}
        isChecked={item.ticked}
        value={item.id}
        onChange={() => {
          change({ type: item.ticked ? 'untick' : 'tick', itemId: item.id });
        }}
      />
      <RowButtons
        item={item}
        items={items}
        change={change}
        startRenaming={() => {
          setRenaming(true);
        }}
      />
    </Inline>
  );
};

const RowButtons = ({ item, items, change, startRenaming }: RowProps & { readonly startRenaming: () => void }) => {
  const up = stepOf(items, item.id, 'up');
  const down = stepOf(items, item.id, 'down');
  return (
    <ButtonGroup label={`Actions for ${item.text}`}>
      <Button
        appearance="subtle"
        spacing="compact"
        isDisabled={up === null}
        onClick={() => {
          if (up !== null) change(up);
        }}
      >
        Up
      </Button>
      <Button
        appearance="subtle"
        spacing="compact"
        isDisabled={down === null}
        onClick={() => {
          if (down !== null) change(down);
        }}
      >
        Down
      </Button>
      <Button appearance="subtle" spacing="compact" onClick={startRenaming}>
        Rename
      </Button>
      <Button
        appearance="subtle"
        spacing="compact"
        onClick={() => {
          change({ type: 'delete', itemId: item.id, text: item.text });
        }}
      >
        Delete
      </Button>
    </ButtonGroup>
  );
};

const RenameForm = ({
  text,
  rename,
  cancel,
}: {
  readonly text: string;
  readonly rename: (to: string) => void;
  readonly cancel: () => void;
}) => {
  const [draft, setDraft] = useState(text);
  return (
    <Form
      onSubmit={() => {
        rename(draft);
      }}
    >
      <Inline space="space.100" alignBlock="center" grow="fill">
        <Textfield
          name="renamed"
          defaultValue={text}
          autoFocus
          isCompact
          maxLength={MAX_TEXT_LENGTH}
          placeholder="Text of the item"
          onChange={(event) => {
            setDraft(textOf(event.target.value));
          }}
        />
        <Button appearance="primary" spacing="compact" type="submit">
          Save
        </Button>
        <Button appearance="subtle" spacing="compact" onClick={cancel}>
          Cancel
        </Button>
      </Inline>
    </Form>
  );
};

/** An event crosses to the script as data, so its value has no type. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
