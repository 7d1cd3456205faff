import Button from '@atlaskit/button/new';
import Select from '@atlaskit/select';
import { useState } from 'react';
import { bringIntoView } from './bring-into-view';

type Choice = { readonly value: string; readonly label: string };
type PickerProps = {
  readonly label: string;
  /** What to say when there is nothing to choose. */
  readonly none: string;
  /** Null while they are loading. */
  readonly choices: readonly Choice[] | null;
  readonly verb: string;
  readonly pick: (value: string) => void;
  readonly remove?: (value: string) => void;
  readonly close: () => void;
};

export function Picker({ label, none, choices, verb, pick, remove, close }: PickerProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = choices?.find(({ value }) => value === chosen) ?? null;
  const empty = choices?.length === 0;
  return (
    <div className={empty ? 'tool' : 'tool tool-roomy'} ref={bringIntoView}>
      {empty ? (
        <p className="quiet">{none}</p>
      ) : (
        <div className="field">
          <label htmlFor="choice">{label}</label>
          <Select<Choice>
            inputId="choice"
            options={choices ?? []}
            value={choice}
            isLoading={choices === null}
            placeholder="Choose one"
            spacing="compact"
            maxMenuHeight={140}
            autoFocus
            onChange={(option) => {
              setChosen(option?.value ?? null);
            }}
          />
        </div>
      )}
      <div className="line">
        {empty ? null : (
          <Button
            appearance="primary"
            spacing="compact"
            isDisabled={choice === null}
            onClick={() => {
              if (choice !== null) pick(choice.value);
            }}
          >
            {verb}
          </Button>
        )}
        {remove === undefined || empty ? null : (
          <Button
            appearance="subtle"
            spacing="compact"
            isDisabled={choice === null}
            onClick={() => {
              if (choice !== null) remove(choice.value);
            }}
          >
            Delete template
          </Button>
        )}
        <Button appearance="subtle" spacing="compact" onClick={close}>
          {empty ? 'Close' : 'Cancel'}
        </Button>
      </div>
    </div>
  );
}
