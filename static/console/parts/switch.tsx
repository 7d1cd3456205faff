/** On or off, saved by the press itself. `describedBy` is the text that says what it means. */
export function Switch(props: {
  label: string;
  isOn: boolean;
  isDisabled: boolean;
  isBusy: boolean;
  describedBy: string;
  onTurn: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={props.isOn}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-busy={props.isBusy}
      disabled={props.isDisabled}
      onClick={() => {
        // Busy, not disabled: a disabled button would lose the focus that the next press needs.
        if (!props.isBusy) props.onTurn(!props.isOn);
      }}
    >
      <span className="switch-knob" aria-hidden="true" />
    </button>
  );
}
