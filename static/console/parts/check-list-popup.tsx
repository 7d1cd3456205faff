import { count } from './format';
import { Popup } from './popup';

type CheckOption<V> = {
  readonly value: V;
  readonly words: string;
  /** How many accounts are like that. */
  readonly accounts: number;
};

type CheckListPopupProps<V> = {
  /** The button's. */
  readonly label: string;
  readonly legend: string;
  readonly options: readonly CheckOption<V>[];
  readonly chosen: readonly V[];
  /** When so many are chosen, others wait until one is unchosen. */
  readonly most?: number;
  readonly onChange: (chosen: V[]) => void;
};

/** A button that opens a list of which several can be chosen, each with its number of accounts. */
export function CheckListPopup<V extends string | null>({ label, legend, options, chosen, most, onChange }: CheckListPopupProps<V>) {
  const isFull = most !== undefined && chosen.length >= most;
  return (
    <Popup label={label} isChosen={chosen.length > 0}>
      <fieldset className="filter-options">
        <legend>{legend}</legend>
        <ul className="check-list">
          {options.map(({ value, words, accounts }) => (
            <li key={value ?? ''}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  disabled={isFull && !chosen.includes(value)}
                  onChange={(event) => {
                    const others = chosen.filter((each) => each !== value);
                    onChange(event.currentTarget.checked ? [...others, value] : others);
                  }}
                />
                <bdi className="filter-value">{words}</bdi>
                <span className="filter-accounts">
                  {count(accounts)}
                  <span className="unseen"> accounts</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </Popup>
  );
}
