import { useId } from 'react';

/** One choice out of a list, or all of it (null). The label is read out and stands in the list as its first entry. */
export function SelectField<V extends string>(props: {
  label: string;
  all: string;
  options: readonly { value: V; label: string }[];
  value: V | null;
  onChange: (value: V | null) => void;
}) {
  const id = useId();
  return (
    <span className="select-field">
      <label htmlFor={id} className="unseen">
        {props.label}
      </label>
      <select
        id={id}
        value={props.value ?? ''}
        className={props.value === null ? undefined : 'chosen'}
        onChange={(event) => {
          const { value } = event.currentTarget;
          props.onChange(props.options.find((option) => option.value === value)?.value ?? null);
        }}
      >
        <option value="">{props.all}</option>
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}
