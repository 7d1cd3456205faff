import '../console/parts/without-eval';
import '@atlaskit/css-reset';
import '../console/style/page.css';
import '../console/style/parts.css';
import '../console/style/overview.css';
import '../console/style/accounts.css';
import '../console/style/engagement.css';
import '../console/style/revenue.css';
import './embed.css';
import { invoke, router, showFlag, view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeAsk } from '../console/parts/ask';
import { followTheme } from '../console/parts/color-mode';
import { Embed } from './embed';
import { addressOf } from './form-address';
import { placeOf } from './place';

const ask = makeAsk((call, payload) => invoke(call, payload));

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
const drawing = createRoot(root);

/** The console stands in Jira; from elsewhere the product may not find the way. */
function openConsole(): void {
  router.open({ target: 'module', moduleKey: 'console-global' }).catch(() => {
    showFlag({ id: 'console', type: 'info', title: 'Open Tidemark in Jira', description: 'The console is under Apps in Jira.' });
  });
}

void followTheme({
  enable: () => view.theme.enable(),
  readColorMode: async () => (await view.getContext()).theme?.colorMode ?? null,
});
void view.getContext().then(({ extension }) => {
  const place = placeOf(extension);
  if (place.kind === 'chart-form' || place.kind === 'gadget-form') window.history.replaceState(null, '', addressOf(place.choice.filter));
  drawing.render(
    <StrictMode>
      <Embed
        ask={ask}
        place={place}
        onSave={(settings) => view.submit(settings)}
        onCancel={() => void view.close()}
        onOpenConsole={openConsole}
      />
    </StrictMode>,
  );
});
