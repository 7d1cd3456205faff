import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import type { CostSettings } from '../../../../src/contract/revenue-books';
import { useAsk } from '../../parts/ask-context';
import { COST_FIELDS, readCosts, type Typed, typedOf } from './cost-fields';

type CostsProps = { costs: CostSettings; canChange: boolean; onSaved: () => void };

/** The cost table, which only an admin may change. */
export function Costs({ costs, canChange, onSaved }: CostsProps) {
  const ask = useAsk();
  const id = useId();
  const [typed, setTyped] = useState<Typed>(() => typedOf(costs));
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly words: string }>({ isBusy: false, words: '' });
  const read = readCosts(typed);
  const save = async (): Promise<void> => {
    if (read === null) {
      setState({ isBusy: false, words: 'Amounts are digits with at most two after the point, such as 1200 or 99.50.' });
      return;
    }
    setState({ isBusy: true, words: '' });
    const answer = await ask('setRevenueCosts', read);
    setState({ isBusy: false, words: answer.ok ? 'Saved.' : answer.message });
    if (answer.ok) onSaved();
  };
  return (
    <form
      className="costs"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {COST_FIELDS.map(({ name, label }) => (
        <div key={name} className="cost-field">
          <label htmlFor={`${id}-${name}`}>{label}</label>
          <Textfield
            id={`${id}-${name}`}
            isCompact
            inputMode="decimal"
            autoComplete="off"
            isDisabled={!canChange}
            maxLength={20}
            value={typed[name]}
            onChange={(event) => {
              setTyped({ ...typed, [name]: event.currentTarget.value });
            }}
          />
        </div>
      ))}
      {canChange ? (
        <Button type="submit" isLoading={state.isBusy}>
          Save costs
        </Button>
      ) : null}
      <p role="status">{state.words}</p>
    </form>
  );
}
