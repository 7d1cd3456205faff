import { Popup } from '../../parts/popup';

/** Which columns are shown; the first one, which names the row, always is. */
export function ColumnPicker(props: {
  headings: readonly string[];
  hidden: readonly string[];
  onChange: (hidden: readonly string[]) => void;
}) {
  return (
    <Popup label="Columns">
      <ul className="check-list">
        {props.headings.map((heading) => (
          <li key={heading}>
            <label>
              <input
                type="checkbox"
                checked={!props.hidden.includes(heading)}
                onChange={(event) => {
                  const others = props.hidden.filter((each) => each !== heading);
                  props.onChange(event.currentTarget.checked ? others : [...others, heading]);
                }}
              />
              {heading}
            </label>
          </li>
        ))}
      </ul>
    </Popup>
  );
}
