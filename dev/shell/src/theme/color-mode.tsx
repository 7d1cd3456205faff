import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type ColorMode = 'light' | 'dark';
type Choice = { colorMode: ColorMode; setColorMode: (mode: ColorMode) => void };

const STORED = 'local-host:color-mode';
const ColorModeContext = createContext<Choice>({ colorMode: 'light', setColorMode: () => undefined });
export const useColorMode = (): Choice => useContext(ColorModeContext);

/** The theme state as `getContext` tells it to an app. */
export type ThemeState = { colorMode: ColorMode; light: 'light'; dark: 'dark' };
export const themeStateOf = (colorMode: ColorMode): ThemeState => ({ colorMode, light: 'light', dark: 'dark' });

function firstColorMode(): ColorMode {
  const stored = localStorage.getItem(STORED);
  if (stored === 'light' || stored === 'dark') return stored;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function ColorModeProvider({ children }: { children: ReactNode }) {
  const [colorMode, setColorMode] = useState<ColorMode>(firstColorMode);
  useEffect(() => {
    localStorage.setItem(STORED, colorMode);
    void setGlobalTheme({ colorMode, light: 'light', dark: 'dark', spacing: 'spacing', typography: 'typography', shape: 'shape' });
  }, [colorMode]);
  const choice = useMemo(() => ({ colorMode, setColorMode }), [colorMode]);
  return <ColorModeContext.Provider value={choice}>{children}</ColorModeContext.Provider>;
}
