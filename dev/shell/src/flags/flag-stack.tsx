import { useEffect } from 'react';
import type { Flag } from './flag';

const STAYS_MS = 8_000;

export function FlagStack({ flags, onClose }: { flags: readonly Flag[]; onClose: (id: string) => void }) {
  return (
    <div className="flag-stack" role="region" aria-label="Messages" aria-live="polite">
      {flags.map((flag) => (
        <FlagCard key={flag.id} flag={flag} onClose={onClose} />
      ))}
    </div>
  );
}

function FlagCard({ flag, onClose }: { flag: Flag; onClose: (id: string) => void }) {
  const { id, type } = flag;
  useEffect(() => {
    if (type === 'error') return undefined; // what went wrong stays until it is read
    const timer = setTimeout(() => {
      onClose(id);
    }, STAYS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [id, type, onClose]);
  return (
    <div className={`flag flag-${type}`}>
      <div className="flag-text">
        <strong>{flag.title}</strong>
        {flag.description !== undefined && <div>{flag.description}</div>}
      </div>
      <button
        type="button"
        className="plain-button"
        aria-label={`Dismiss: ${flag.title}`}
        onClick={() => {
          onClose(id);
        }}
      >
        ×
      </button>
    </div>
  );
}
