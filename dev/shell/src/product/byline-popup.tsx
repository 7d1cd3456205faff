import { useEffect, useId, useRef, useState } from 'react';
import type { ApiModule } from '../../../api';
import { pageExtension } from '../modules/extension';
import { ModuleView } from '../modules/module-view';
import { viewKey, type Visit } from './visit';

/** A byline item: a button under the page's title that opens the module in a popup. */
export function BylineItem({ visit, module, pageId }: { visit: Visit; module: ApiModule; pageId: string }) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: MouseEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        setOpen(false);
        button.current?.focus();
      }
    };
    document.addEventListener('mousedown', leave);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('mousedown', leave);
      document.removeEventListener('keydown', escape);
    };
  }, [isOpen]);

  return (
    <span ref={frame} className="byline-item">
      <button
        ref={button}
        type="button"
        className="link-button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {module.title}
      </button>
      {isOpen && (
        <div id={id} className="byline-popup" role="dialog" aria-label={module.title}>
          <ModuleView
            key={viewKey(visit, module.key, pageId)}
            fit="fill"
            placement={{ ...visit, module, extension: pageExtension(module.type, pageId) }}
            onClose={close}
          />
        </div>
      )}
    </span>
  );
}
