import { useState } from 'react';
import type { GadgetChoice } from '../../src/contract/embed';
import { RangePicker } from '../console/parts/range-picker';
import { Field, Form } from './form';

type GadgetFormProps = {
  readonly choice: GadgetChoice;
  readonly onSave: (choice: GadgetChoice) => Promise<void>;
  readonly onCancel: () => void;
};

/** A gadget's edit view. */
export function GadgetForm({ choice, onSave, onCancel }: GadgetFormProps) {
  const [draft, setDraft] = useState(choice);
  return (
    <Form onSave={() => onSave(draft)} onCancel={onCancel}>
      <Field label="Range">
        <RangePicker
          value={draft.rangeDays}
          onChange={(rangeDays) => {
            setDraft({ ...draft, rangeDays });
          }}
        />
      </Field>
    </Form>
  );
}
