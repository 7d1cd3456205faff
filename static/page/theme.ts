import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';

export type ThemeBridge = {
  readonly enable: () => Promise<void>;
  /** The colour mode of the product, as the context tells it. */
  readonly colorMode: () => Promise<string | undefined>;
};

const hasTokens = () => getComputedStyle(document.documentElement).getPropertyValue('--ds-text') !== '';

/**
 * Looks like the product around it. The product normally puts its token styles into this frame, and keeps them up to
 * date; where it does not, the app's own copy of the tokens is used in the product's colour mode.
 */
export async function followTheme(bridge: ThemeBridge): Promise<void> {
  await bridge.enable().catch(() => undefined);
  if (hasTokens()) return;
  const told = await bridge.colorMode().catch(() => undefined);
  await setGlobalTheme({
    colorMode: told === 'light' || told === 'dark' ? told : 'auto',
    light: 'light',
    dark: 'dark',
    spacing: 'spacing',
    typography: 'typography',
  });
}
