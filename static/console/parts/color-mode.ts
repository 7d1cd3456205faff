import { useSyncExternalStore } from 'react';

export type ColorMode = 'light' | 'dark';
export type ThemeBridge = { readonly enable: () => Promise<unknown>; readonly readColorMode: () => Promise<string | null> };

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-color-mode', 'data-theme'] });
  return () => {
    observer.disconnect();
  };
}

const read = (): ColorMode => (document.documentElement.dataset.colorMode === 'dark' ? 'dark' : 'light');

/** The theme that is on the page now; draws again when it changes. */
export const useColorMode = (): ColorMode => useSyncExternalStore(subscribe, read);

const hasTokens = (): boolean => getComputedStyle(document.documentElement).getPropertyValue('--ds-text') !== '';

/**
 * Follows the product's theme. Where the product puts the token styles into the frame itself, that is all; elsewhere the
 * tokens that the app carries are loaded, in the colour mode that the context tells, and read again on return to the page.
 */
export async function followTheme(bridge: ThemeBridge): Promise<void> {
  await bridge.enable().catch(() => undefined);
  if (hasTokens()) return;
  const { setGlobalTheme } = await import('@atlaskit/tokens/set-global-theme');
  let shown: string | null = null;
  const apply = async (): Promise<void> => {
    const told = await bridge.readColorMode().catch(() => null);
    const colorMode = told === 'dark' || told === 'light' ? told : 'auto';
    if (colorMode === shown) return;
    shown = colorMode;
    await setGlobalTheme({ colorMode, light: 'light', dark: 'dark', spacing: 'spacing', typography: 'typography' });
  };
  await apply();
  window.addEventListener('focus', () => void apply());
}
