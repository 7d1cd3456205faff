import Button from '@atlaskit/button/new';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Writing } from './use-writing';

type WrittenFormProps = {
  readonly writing: Writing;
  readonly className?: string;
  readonly label?: string;
  readonly onSave: () => void;
  readonly children: ReactNode;
};

/** A form that is checked by us, and when somebody saves it: the first field that is wrong then has the focus. */
export function WrittenForm({ writing: { refusals }, className, label, onSave, children }: WrittenFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return (
    <form
      ref={form}
      className={className}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {children}
    </form>
  );
}

type SaveLineProps = {
  readonly writing: Writing;
  readonly words: string;
  readonly isDisabled?: boolean;
  /** Beside the button that saves: the way out, and others. */
  readonly children: ReactNode;
};

/** The end of such a form: what saves it, and why it was not saved. */
export function SaveLine({ writing, words, isDisabled = false, children }: SaveLineProps) {
  return (
    <div className="segment-save">
      <Button appearance="primary" type="submit" isLoading={writing.isBusy} isDisabled={isDisabled}>
        {words}
      </Button>
      {children}
      <p role="alert" className="condition-problem">
        {writing.trouble}
      </p>
    </div>
  );
}
