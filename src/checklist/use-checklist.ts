import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { createChecklistSession, type ChecklistSession, type ChecklistView, type SessionPorts } from './session';

/** One checklist for as long as the component lives; it is loaded with the first render. */
export function useChecklist({ ask, track, place, newId }: SessionPorts): {
  readonly view: ChecklistView;
  readonly session: ChecklistSession;
} {
  const [session] = useState(() => createChecklistSession({ ask, track, place, newId }));
  const view = useSyncExternalStore(session.subscribe, session.view, session.view);
  useEffect(() => {
    void session.load();
  }, [session]);
  return useMemo(() => ({ view, session }), [view, session]);
}
