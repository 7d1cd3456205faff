import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import { Draw, type Drawing } from '../draw';
import { slotOf } from '../forge-doc';
import { flagProp, handlerProp, textProp } from '../props';

/** A value that becomes a field when it is chosen. The state lives in the app; this draws one of its two views. */
export const InlineEdit: Drawing = ({ node }) => {
  const label = textProp(node, 'label');
  const isEditing = flagProp(node, 'isEditing');
  const editor = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isEditing) editor.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [isEditing]);
  const confirm = handlerProp(node, 'onConfirm');
  const cancel = handlerProp(node, 'onCancel');

  if (!isEditing) {
    return (
      <div>
        {label !== undefined && <span className="uikit-label">{label}</span>}
        <button
          type="button"
          className="uikit-inline-read"
          aria-label={textProp(node, 'editButtonLabel')}
          onClick={() => handlerProp(node, 'onEdit')?.()}
        >
          <Draw nodes={slotOf(node, 'readView')} />
        </button>
      </div>
    );
  }
  return (
    <form
      ref={editor}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        confirm?.();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel?.();
      }}
      onBlur={(event) => {
        if (!flagProp(node, 'keepEditViewOpenOnBlur') && !event.currentTarget.contains(event.relatedTarget)) confirm?.();
      }}
    >
      {label !== undefined && <span className="uikit-label">{label}</span>}
      <Draw nodes={slotOf(node, 'editView')} />
      {!flagProp(node, 'hideActionButtons') && (
        <div className="uikit-button-group uikit-inline-actions">
          <Button type="submit" spacing="compact" appearance="primary">
            {textProp(node, 'confirmButtonLabel') ?? 'Save'}
          </Button>
          <Button spacing="compact" appearance="subtle" onClick={() => cancel?.()}>
            {textProp(node, 'cancelButtonLabel') ?? 'Cancel'}
          </Button>
        </div>
      )}
    </form>
  );
};
