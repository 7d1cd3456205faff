import { createContext, useContext } from 'react';
import type { Ask } from './ask';

const AskContext = createContext<Ask | null>(null);
export const AskProvider = AskContext.Provider;

export function useAsk(): Ask {
  const ask = useContext(AskContext);
  if (ask === null) throw new Error('A screen was drawn outside the shell');
  return ask;
}
