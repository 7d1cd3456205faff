import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { preferencesOf, type ConsentChoice } from '../bridge/consent';
import { createEventBus, type EventBus } from '../bridge/event-bus';

/** What all modules of the page share: the event bus and what the reader answered about browser storage. */
export type PageServices = { bus: EventBus; consent: ConsentChoice; setConsent: (choice: ConsentChoice) => void };

const bus = createEventBus();
const PageServicesContext = createContext<PageServices>({ bus, consent: 'not-asked', setConsent: () => undefined });
export const usePageServices = (): PageServices => useContext(PageServicesContext);

export function PageServicesProvider({ children }: { children: ReactNode }) {
  const [consent, choose] = useState<ConsentChoice>('not-asked');
  const services = useMemo(
    () => ({
      bus,
      consent,
      setConsent: (choice: ConsentChoice) => {
        choose(choice);
        bus.broadcast('FORGE_COOKIE_CONSENT_CHANGED', preferencesOf(choice));
      },
    }),
    [consent],
  );
  return <PageServicesContext.Provider value={services}>{children}</PageServicesContext.Provider>;
}
