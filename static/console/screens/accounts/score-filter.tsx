import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import { ScoreRange } from '../../../../src/contract/accounts';
import { PredictedOutcome } from '../../../../src/contract/predictions';
import { Popup } from '../../parts/popup';

const SCORES: readonly { readonly value: PredictedOutcome; readonly label: string }[] = [
  { value: 'churn', label: 'Churn score' },
  { value: 'expansion', label: 'Expansion score' },
  { value: 'conversion', label: 'Conversion score' },
];
const FIRST: ScoreRange = { outcome: 'churn', from: 50, to: 100 };

type ScoreFilterProps = { readonly score: ScoreRange | null; readonly onChange: (score: ScoreRange | null) => void };

/** `Score`, `Churn score from 50 to 100`: accounts whose score is in a range. */
export function ScoreFilter({ score, onChange }: ScoreFilterProps) {
  return (
    <Popup label={score === null ? 'Score' : wordsOf(score)} isChosen={score !== null}>
      <RangeForm
        key={JSON.stringify(score)}
        first={score ?? FIRST}
        onChoose={onChange}
        {...(score === null
          ? {}
          : {
              onClear: () => {
                onChange(null);
              },
            })}
      />
    </Popup>
  );
}

function wordsOf({ outcome, from, to }: ScoreRange): string {
  const name = SCORES.find(({ value }) => value === outcome)?.label ?? 'Score';
  return `${name} from ${String(from)} to ${String(to)}`;
}

type RangeFormProps = {
  readonly first: ScoreRange;
  readonly onChoose: (score: ScoreRange) => void;
  readonly onClear?: () => void;
};

function RangeForm({ first, onChoose, onClear }: RangeFormProps) {
  const [outcome, setOutcome] = useState(first.outcome);
  const [from, setFrom] = useState(String(first.from));
  const [to, setTo] = useState(String(first.to));
  const range = ScoreRange.safeParse({ outcome, from: from === '' ? 0 : Number(from), to: to === '' ? 100 : Number(to) });
  const isRange = range.success && range.data.from <= range.data.to;
  return (
    <form
      className="score-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRange) onChoose(range.data);
      }}
    >
      <span className="select-field">
        <select
          aria-label="Which score"
          value={outcome}
          onChange={(event) => {
            setOutcome(PredictedOutcome.parse(event.currentTarget.value));
          }}
        >
          {SCORES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <Points label="From" value={from} onChange={setFrom} />
      <Points label="To" value={to} onChange={setTo} />
      {isRange ? null : <p role="alert">Whole points from 0 to 100, the smaller first.</p>}
      <Button type="submit" isDisabled={!isRange}>
        Show
      </Button>
      {onClear === undefined ? null : <Button onClick={onClear}>Any score</Button>}
    </form>
  );
}

function Points({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <span className="score-points">
      <label htmlFor={id}>{label}</label>
      <Textfield
        id={id}
        isCompact
        type="number"
        min={0}
        max={100}
        width={72}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </span>
  );
}
