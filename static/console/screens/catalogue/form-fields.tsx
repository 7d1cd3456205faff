import Textfield from '@atlaskit/textfield';
import { useId } from 'react';

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void };

type NameFieldProps = FieldProps & { readonly placeholder?: string; readonly describedBy: string };

/** What something is called: the first field of its dialog. */
export function NameField({ value, onChange, placeholder = '', describedBy }: NameFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>Name</label>
      <Textfield
        id={id}
        isCompact
        autoFocus
        autoComplete="off"
        maxLength={200}
        placeholder={placeholder}
        value={value}
        aria-describedby={describedBy}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** Under which heading something stands. */
export function GroupField({ value, onChange, isFirst = false }: FieldProps & { readonly isFirst?: boolean }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>Group</label>
      <Textfield
        id={id}
        isCompact
        autoFocus={isFirst}
        autoComplete="off"
        maxLength={100}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

export function DescriptionField({ value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="catalogue-wide">
      <label htmlFor={id}>Description</label>
      <textarea
        id={id}
        rows={2}
        maxLength={1000}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

type CheckProps = { readonly label: string; readonly help: string; readonly isOn: boolean; readonly onTurn: (on: boolean) => void };

export function Check({ label, help, isOn, onTurn }: CheckProps) {
  return (
    <label className="catalogue-check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => {
          onTurn(event.currentTarget.checked);
        }}
      />
      <span>
        {label}
        <span className="faint"> {help}</span>
      </span>
    </label>
  );
}
