import Button, { IconButton } from '@atlaskit/button/new';
import { Checkbox } from '@atlaskit/checkbox';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { stepOf } from '../../../src/checklist/steps';
import { MAX_TEXT_LENGTH, type Item, type Operation } from '../../../src/contract/checklist';
import { DeleteIcon, DownIcon, RenameIcon, UpIcon } from './icons';
import { keepFocus } from './keep-focus';

type RowProps = { readonly item: Item; readonly items: readonly Item[]; readonly change: (operation: Operation) => void };

export function ItemRow({ item, items, change }: RowProps) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <RenameForm
        text={item.text}
        close={() => {
          setRenaming(false);
        }}
        rename={(to) => {
          setRenaming(false);
          if (to.trim() !== '' && to !== item.text) change({ type: 'rename', itemId: item.id, from: item.text, to });
        }}
      />
    );
  }
  return (
    <li className={item.ticked ? 'row row-ticked' : 'row'}>
      <div className="row-text">
        <Checkbox
          label={item.text}
          isChecked={item.ticked}
          onChange={() => {
            change({ type: item.ticked ? 'untick' : 'tick', itemId: item.id });
          }}
        />
      </div>
      <div className="row-buttons">
        <StepButton direction="up" item={item} items={items} change={change} />
        <StepButton direction="down" item={item} items={items} change={change} />
        <IconButton
          icon={RenameIcon}
          label={`Rename ${item.text}`}
          appearance="subtle"
          spacing="compact"
          onClick={() => {
            setRenaming(true);
          }}
        />
        <IconButton
          icon={DeleteIcon}
          label={`Delete ${item.text}`}
          appearance="subtle"
          spacing="compact"
          onClick={() => {
            change({ type: 'delete', itemId: item.id, text: item.text });
          }}
        />
      </div>
    </li>
  );
}

function StepButton({ direction, item, items, change }: RowProps & { readonly direction: 'up' | 'down' }) {
  const step = stepOf(items, item.id, direction);
  return (
    <IconButton
      icon={direction === 'up' ? UpIcon : DownIcon}
      label={`Move ${item.text} ${direction}`}
      appearance="subtle"
      spacing="compact"
      isDisabled={step === null}
      onClick={(event) => {
        if (step === null) return;
        change(step);
        keepFocus(event.currentTarget);
      }}
    />
  );
}

function RenameForm({ text, rename, close }: { readonly text: string; readonly rename: (to: string) => void; readonly close: () => void }) {
  const [draft, setDraft] = useState(text);
  return (
    <li className="row">
      <form
        className="line row-text"
        onSubmit={(event) => {
          event.preventDefault();
          rename(draft);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        <div className="grow">
          <Textfield
            aria-label={`New text for ${text}`}
            value={draft}
            maxLength={MAX_TEXT_LENGTH}
            isCompact
            autoFocus
            onChange={(event) => {
              setDraft(event.currentTarget.value);
            }}
          />
        </div>
        <Button type="submit" appearance="primary" spacing="compact">
          Save
        </Button>
        <Button appearance="subtle" spacing="compact" onClick={close}>
          Cancel
        </Button>
      </form>
    </li>
  );
}
