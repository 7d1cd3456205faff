import { useId, useState } from 'react';

export type Option<V extends string> = { readonly value: V; readonly label: string; readonly section?: string };
type Described = { readonly label: string; readonly id?: string | undefined; readonly isWrong?: boolean };

type ChooseProps<V extends string> = Described & {
  readonly options: readonly Option<V>[];
  readonly value: string;
  readonly onChange: (value: V) => void;
  /** Stands there while nothing is chosen. */
  readonly placeholder?: string;
  /** What was chosen as people know it, where the value is not that. */
  readonly name?: string;
};

/** One of a list. What was chosen and is not in the list any more stays to be seen. */
export function Choose<V extends string>({
  label,
  id,
  isWrong = false,
  options,
  value,
  onChange,
  placeholder,
  name = value,
}: ChooseProps<V>) {
  const own = useId();
  const sections = [...new Set(options.map(({ section }) => section))];
  const isKnown = options.some((option) => option.value === value);
  return (
    <span className="condition-field">
      <label htmlFor={id ?? own} className="unseen">
        {label}
      </label>
      <select
        id={id ?? own}
        className="picker"
        value={value}
        aria-invalid={isWrong}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {isKnown ? null : (
          <option value={value} disabled={value === ''}>
            {value === '' ? (placeholder ?? 'Choose…') : `${name} (not there)`}
          </option>
        )}
        {sections.map((section) => {
          const inside = options
            .filter((option) => option.section === section)
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ));
          return section === undefined || section === '' ? (
            inside
          ) : (
            <optgroup key={section} label={section}>
              {inside}
            </optgroup>
          );
        })}
      </select>
    </span>
  );
}

type NumberFieldProps = Described & {
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Money is typed in dollars and kept in cents. */
  readonly isMoney?: boolean;
};

/** A number, NaN while there is none. What was typed stays as it was typed, such as `1.` on the way to `1.5`. */
export function NumberField({ label, id, isWrong = false, value, onChange, isMoney = false }: NumberFieldProps) {
  const own = useId();
  const [typed, setTyped] = useState(() => shownNumber(value, isMoney));
  if (!Object.is(readNumber(typed, isMoney), value)) setTyped(shownNumber(value, isMoney));
  return (
    <span className="condition-field">
      <label htmlFor={id ?? own} className="unseen">
        {label}
      </label>
      {isMoney ? <span aria-hidden="true">$</span> : null}
      <input
        id={id ?? own}
        className="picker condition-number"
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        value={typed}
        aria-invalid={isWrong}
        onChange={(event) => {
          // The field takes nothing but a number, so that what it shows is what is asked for.
          const text = event.currentTarget.value.replace(/[^0-9.-]/g, '');
          setTyped(text);
          onChange(readNumber(text, isMoney));
        }}
      />
    </span>
  );
}

export function readNumber(text: string, isMoney: boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  return isMoney ? Math.round(value * 100) : value;
}

export function shownNumber(value: number, isMoney: boolean): string {
  if (Number.isNaN(value)) return '';
  return isMoney ? (value / 100).toFixed(value % 100 === 0 ? 0 : 2) : String(value);
}

type TextFieldProps = Described & { readonly type?: 'text' | 'date'; readonly value: string; readonly onChange: (value: string) => void };

export function TextField({ label, id, isWrong = false, type = 'text', value, onChange }: TextFieldProps) {
  const own = useId();
  return (
    <span className="condition-field">
      <label htmlFor={id ?? own} className="unseen">
        {label}
      </label>
      <input
        id={id ?? own}
        type={type}
        className={type === 'date' ? 'picker' : 'picker condition-text'}
        autoComplete="off"
        maxLength={500}
        value={value}
        aria-invalid={isWrong}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </span>
  );
}

type SeveralProps = Described & {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** To choose from; absent: anything can be typed. */
  readonly options?: readonly Option<string>[];
  /** What somebody calls a text that cannot be chosen any more. */
  readonly nameOf?: (value: string) => string;
  /** Offered while something is typed. */
  readonly suggestions?: readonly string[];
};

/** Any number of texts: typed one after the other, or chosen. Each can be taken away again. */
export function Several({ label, id, isWrong = false, values, onChange, options, nameOf = String, suggestions = [] }: SeveralProps) {
  const [own, typedId, listId] = [useId(), useId(), useId()];
  const [typed, setTyped] = useState('');
  const add = (text: string): void => {
    const value = options === undefined ? text.trim() : text;
    setTyped('');
    if (value !== '' && !values.includes(value)) onChange([...values, value]);
  };
  const name = (value: string): string => options?.find((option) => option.value === value)?.label ?? nameOf(value);
  return (
    <span className="condition-field condition-several" role="group" aria-label={label}>
      {values.map((value) => (
        <span key={value} className="condition-chip">
          <bdi>{name(value)}</bdi>
          <button
            type="button"
            aria-label={`Remove ${name(value)}`}
            onClick={() => {
              onChange(values.filter((each) => each !== value));
              document.getElementById(id ?? own)?.focus();
            }}
          >
            ✕
          </button>
        </span>
      ))}
      {options === undefined ? (
        <>
          <label htmlFor={id ?? own} className="unseen">
            {label}: add one
          </label>
          <input
            id={id ?? own}
            className="picker condition-text"
            autoComplete="off"
            maxLength={500}
            value={typed}
            aria-invalid={isWrong}
            aria-describedby={typedId}
            list={suggestions.length === 0 ? undefined : listId}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
            onBlur={() => {
              add(typed);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(typed);
            }}
          />
          <span id={typedId} className="unseen">
            Enter adds it.
          </span>
          {suggestions.length === 0 ? null : (
            <datalist id={listId}>
              {suggestions.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </>
      ) : (
        <Choose
          label={`${label}: add one`}
          id={id ?? own}
          isWrong={isWrong}
          options={options.filter(({ value }) => !values.includes(value))}
          value=""
          placeholder={values.length === 0 ? 'Choose…' : 'Or…'}
          onChange={add}
        />
      )}
    </span>
  );
}
