import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import { useAsk } from '../../parts/ask-context';
import { Card } from './card';
import { readGrace } from './grace-days';

type GraceProps = { graceDays: number; canChange: boolean; onSaved: () => void };

/** How long a pause may be before it is churn, which only an admin may change. */
export function Grace({ graceDays, canChange, onSaved }: GraceProps) {
  const ask = useAsk();
  const id = useId();
  const [typed, setTyped] = useState(String(graceDays));
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly words: string }>({ isBusy: false, words: '' });
  const save = async (): Promise<void> => {
    const read = readGrace(typed);
    if (read === null) {
      setState({ isBusy: false, words: 'From 0 to 90 whole days.' });
      return;
    }
    setState({ isBusy: true, words: '' });
    const answer = await ask('setRevenueGrace', { graceDays: read });
    setState({ isBusy: false, words: answer.ok ? 'Saved. Every account is computed anew, which takes a few minutes.' : answer.message });
    if (answer.ok) onSaved();
  };
  return (
    <Card
      title="When a pause is churn"
      meaning="Lines often come late. A pause of at most so many days is no pause: it counts as paid at the price before it. The Marketplace’s own figure has no such days unless asked."
    >
      <form
        className="costs"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="cost-field">
          <label htmlFor={id}>Days of grace</label>
          <Textfield
            id={id}
            isCompact
            inputMode="numeric"
            autoComplete="off"
            isDisabled={!canChange}
            maxLength={2}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        </div>
        {canChange ? (
          <Button type="submit" isLoading={state.isBusy}>
            Save days
          </Button>
        ) : null}
        <p role="status">{state.words}</p>
      </form>
    </Card>
  );
}
