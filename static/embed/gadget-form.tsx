import { useMemo, useState } from 'react';
import type { GadgetChoice } from '../../src/contract/embed';
import { useAccountFilter } from '../console/parts/account-filter';
import { Answered } from '../console/parts/answered';
import { useAsk } from '../console/parts/ask-context';
import { FilterBar } from '../console/parts/filter-bar';
import { RangePicker } from '../console/parts/range-picker';
import { useAnswer } from '../console/parts/use-answer';
import { usePlace } from '../console/parts/use-hash';
import { tileWords } from '../console/screens/overview/words';
import { Field, Form } from './form';
import { FORM } from './form-address';

type GadgetFormProps = {
  readonly choice: GadgetChoice;
  readonly onSave: (choice: GadgetChoice) => Promise<void>;
  readonly onCancel: () => void;
};

/** A gadget's edit view: which numbers, over how long, of which accounts. */
export function GadgetForm({ choice, onSave, onCancel }: GadgetFormProps) {
  const [draft, setDraft] = useState(choice);
  const filter = useAccountFilter(usePlace().params);
  const { loaded, retry } = useAnswer(
    useAsk(),
    'overview',
    useMemo(() => ({ rangeDays: 30 }) as const, []),
  );
  return (
    <Form onSave={() => onSave({ ...draft, filter })} onCancel={onCancel}>
      <Answered loaded={loaded} height={200} onRetry={retry}>
        {({ tiles }) => {
          const names: readonly string[] = tiles.map(({ name }) => name);
          const known = draft.numbers.filter((name) => names.includes(name));
          const shown = known.length === 0 ? names : known;
          return (
            <fieldset className="embed-numbers">
              <legend className="embed-label">Numbers</legend>
              {tiles.map(({ name }) => (
                <label key={name}>
                  <input
                    type="checkbox"
                    checked={shown.includes(name)}
                    disabled={shown.length === 1 && shown.includes(name)}
                    onChange={(event) => {
                      const { checked } = event.currentTarget;
                      setDraft({ ...draft, numbers: names.filter((each) => (each === name ? checked : shown.includes(each))) });
                    }}
                  />
                  {tileWords[name].term}
                </label>
              ))}
            </fieldset>
          );
        }}
      </Answered>
      <Field label="Range">
        <RangePicker
          value={draft.rangeDays}
          onChange={(rangeDays) => {
            setDraft({ ...draft, rangeDays });
          }}
        />
      </Field>
      <Field label="Accounts">
        <FilterBar screenId={FORM} />
      </Field>
    </Form>
  );
}
