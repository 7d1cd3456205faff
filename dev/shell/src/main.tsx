import '@atlaskit/css-reset';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { FlagsProvider } from './flags/flags';
import { PageServicesProvider } from './modules/page-services';
import './styles/chrome.css';
import './styles/product.css';
import './styles/dashboard.css';
import './styles/uikit.css';
import { ColorModeProvider } from './theme/color-mode';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <ColorModeProvider>
      <FlagsProvider>
        <PageServicesProvider>
          <App />
        </PageServicesProvider>
      </FlagsProvider>
    </ColorModeProvider>
  </StrictMode>,
);
