import './parts/without-eval';
import '@atlaskit/css-reset';
import './style/page.css';
import './style/parts.css';
import './style/overview.css';
import { invoke, view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeAsk } from './parts/ask';
import { AskProvider } from './parts/ask-context';
import { followTheme } from './parts/color-mode';
import { Shell } from './shell';

const ask = makeAsk((call, payload) => invoke(call, payload));

void followTheme({
  enable: () => view.theme.enable(),
  readColorMode: async () => (await view.getContext()).theme?.colorMode ?? null,
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <AskProvider value={ask}>
      <Shell />
    </AskProvider>
  </StrictMode>,
);
