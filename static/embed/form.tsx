import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';

type FormProps = { readonly onSave: () => Promise<void>; readonly onCancel: () => void; readonly children: ReactNode };

/** Settings that the product keeps. Saving closes the form where the product says so. */
export function Form({ onSave, onCancel, children }: FormProps) {
  const [state, setState] = useState<'open' | 'saving' | 'failed'>('open');
  const save = (): void => {
    setState('saving');
    onSave().then(
      () => {
        setState('open');
      },
      () => {
        setState('failed');
      },
    );
  };
  return (
    <form
      className="embed-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {children}
      {state === 'failed' ? (
        <p role="alert" className="embed-failed">
          The settings were not saved. Try again; if it stays, reload the page.
        </p>
      ) : null}
      <div className="embed-buttons">
        <Button appearance="primary" type="submit" isLoading={state === 'saving'}>
          Save
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** A label above its choices. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="embed-field">
      <span className="embed-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
