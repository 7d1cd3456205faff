import type { AccountFilterAnswer } from '../../../src/contract/account-filter';
import { count } from './format';
import { Popup } from './popup';

type SegmentFilterProps = {
  readonly segments: AccountFilterAnswer['segments'];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

/** Accounts that are in one of the chosen segments, or have a user in it. One that is gone can be unchosen. */
export function SegmentFilter({ segments, chosen, onChange }: SegmentFilterProps) {
  const gone = chosen.filter((id) => segments.every(({ value }) => value !== id));
  const options = [...segments, ...gone.map((value) => ({ value, name: 'A segment that is gone', accounts: 0 }))];
  const [first, ...more] = options.filter(({ value }) => chosen.includes(value));
  const label = first === undefined ? 'Segment' : `Segment: ${first.name}${more.length === 0 ? '' : ` and ${String(more.length)} more`}`;
  return (
    <Popup label={label} isChosen={first !== undefined}>
      <fieldset className="filter-options">
        <legend>In any of these segments</legend>
        <ul className="check-list">
          {options.map(({ value, name, accounts }) => (
            <li key={value}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={(event) => {
                    const others = chosen.filter((each) => each !== value);
                    onChange(event.currentTarget.checked ? [...others, value] : others);
                  }}
                />
                <bdi className="filter-value">{name}</bdi>
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
