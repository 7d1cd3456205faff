import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { QuickButton } from './quick-button';

type PopupProps = {
  readonly label: string;
  /** Looks like something that was chosen. */
  readonly isChosen?: boolean;
  readonly children: ReactNode;
};

/** A button that opens a small panel below itself. Escape and a click elsewhere close it. */
export function Popup({ label, isChosen = false, children }: PopupProps) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
    };
  }, [open]);
  return (
    <div
      className="popup"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setOpen(false);
        place.current?.querySelector('button')?.focus();
      }}
    >
      <QuickButton
        appearance="default"
        isSelected={isChosen}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {label}
      </QuickButton>
      {open ? (
        <div className="popup-panel" id={panelId} role="group" aria-label={label}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
