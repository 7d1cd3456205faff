import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import type { Saving } from './use-saving';

type CatalogueDialogProps = {
  readonly title: string;
  readonly verb?: string;
  readonly appearance?: 'primary' | 'danger';
  readonly saving: Saving;
  readonly onClose: () => void;
  /** What stands above the fields. */
  readonly intro?: ReactNode;
  readonly fields: ReactNode;
  /** What stands below them. */
  readonly children?: ReactNode;
};

/** A form that saves with its button or the Enter key, and says below what is wrong with it. */
export function CatalogueDialog({
  title,
  verb = 'Save',
  appearance = 'primary',
  saving,
  onClose,
  intro,
  fields,
  children,
}: CatalogueDialogProps) {
  const submit = (): void => void saving.submit();
  return (
    <ConfirmDialog title={title} verb={verb} appearance={appearance} isBusy={saving.isBusy} onConfirm={submit} onClose={onClose}>
      {intro}
      <form
        className="catalogue-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {fields}
        <button type="submit" hidden />
      </form>
      {children}
      <p id={saving.troubleId} role="alert" className="target-trouble">
        {saving.trouble}
      </p>
    </ConfirmDialog>
  );
}
