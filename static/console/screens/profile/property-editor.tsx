import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import type { ProfileAnswer } from '../../../../src/contract/profiles';
import { PropertyType, type PropertyValue } from '../../../../src/segments/value';
import { TYPE_WORDS } from '../catalogue/words';
import { asTyped, parseTyped, TYPED_HELP } from './typed-value';
import type { Change } from './use-profile';

type Described = ProfileAnswer['others'][number];
type PropertyEditorProps = {
  /** Null: which one is chosen here, or named anew. */
  readonly property: Pick<Described, 'key' | 'label' | 'type'> | null;
  readonly others?: readonly Described[];
  readonly value: PropertyValue | null;
  readonly change: (change: Change) => Promise<string | null>;
  readonly onClose: () => void;
};

const NEW = ':new';

/** A value typed by hand, in a field for its type. */
export function PropertyEditor({ property, others = [], value, change, onClose }: PropertyEditorProps) {
  const [keyId, nameId, typeId, helpId] = [useId(), useId(), useId(), useId()];
  const [chosen, setChosen] = useState(property?.key ?? others[0]?.key ?? NEW);
  const [name, setName] = useState('');
  const [newType, setNewType] = useState<PropertyType>('text');
  const known = property ?? others.find(({ key }) => key === chosen) ?? null;
  const type = known?.type ?? newType;
  const [typed, setTyped] = useState(value === null ? '' : asTyped(type, value));
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const set = async (next: PropertyValue | null): Promise<void> => {
    setBusy(true);
    const refused = await change({
      property: { key: known?.key ?? name.trim(), type, value: typeof next === 'object' && next !== null ? [...next] : next },
      tags: null,
    });
    setBusy(false);
    if (refused === null) onClose();
    else setTrouble(refused);
  };
  const submit = (): void => {
    const parsed = parseTyped(type, typed);
    if (known === null && name.trim() === '') setTrouble('Give the property a name.');
    else if (parsed === null) setTrouble(TYPED_HELP[type] === '' ? 'Choose yes or no.' : TYPED_HELP[type]);
    else void set(parsed);
  };
  return (
    <form
      className="profile-editor"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {property === null ? (
        <>
          <label htmlFor={keyId} className="unseen">
            Property
          </label>
          <select
            id={keyId}
            autoFocus
            value={chosen}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setTyped('');
            }}
          >
            {others.map((each) => (
              <option key={each.key} value={each.key}>
                {each.label}
              </option>
            ))}
            <option value={NEW}>A new property…</option>
          </select>
        </>
      ) : null}
      {known === null ? (
        <>
          <label htmlFor={nameId} className="unseen">
            Name
          </label>
          <Textfield
            id={nameId}
            isCompact
            autoComplete="off"
            maxLength={100}
            placeholder="Name"
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
          <label htmlFor={typeId} className="unseen">
            Type
          </label>
          <select
            id={typeId}
            value={newType}
            onChange={(event) => {
              const picked = event.currentTarget.value;
              setNewType(PropertyType.options.find((option) => option === picked) ?? 'text');
              setTyped('');
            }}
          >
            {PropertyType.options.map((option) => (
              <option key={option} value={option}>
                {TYPE_WORDS[option]}
              </option>
            ))}
          </select>
        </>
      ) : null}
      <ValueField
        type={type}
        label={`Value of ${known?.label ?? 'the new property'}`}
        typed={typed}
        describedBy={helpId}
        isFirst={property !== null}
        onType={setTyped}
      />
      <Button type="submit" appearance="primary" spacing="compact" isLoading={isBusy}>
        Save
      </Button>
      {value === null ? null : (
        <Button spacing="compact" isDisabled={isBusy} onClick={() => void set(null)}>
          Take away
        </Button>
      )}
      <Button appearance="subtle" spacing="compact" isDisabled={isBusy} onClick={onClose}>
        Cancel
      </Button>
      <p id={helpId} className={trouble === null ? 'faint' : 'target-trouble'} role={trouble === null ? undefined : 'alert'}>
        {trouble ?? TYPED_HELP[type]}
      </p>
    </form>
  );
}

type ValueFieldProps = {
  readonly type: PropertyType;
  readonly label: string;
  readonly typed: string;
  readonly describedBy: string;
  readonly isFirst: boolean;
  readonly onType: (typed: string) => void;
};

function ValueField({ type, label, typed, describedBy, isFirst, onType }: ValueFieldProps) {
  if (type === 'boolean') {
    return (
      <select
        aria-label={label}
        autoFocus={isFirst}
        value={typed}
        aria-describedby={describedBy}
        onChange={(event) => {
          onType(event.currentTarget.value);
        }}
      >
        <option value="">Yes or no?</option>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    );
  }
  return (
    <Textfield
      aria-label={label}
      isCompact
      autoFocus={isFirst}
      autoComplete="off"
      maxLength={type === 'list' ? 2_000 : 500}
      type={type === 'day' ? 'date' : 'text'}
      inputMode={type === 'number' || type === 'money' ? 'decimal' : 'text'}
      value={typed}
      aria-describedby={describedBy}
      onChange={(event) => {
        onType(event.currentTarget.value);
      }}
    />
  );
}
