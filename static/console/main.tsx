import './parts/without-eval';
import '@atlaskit/css-reset';
import './style/page.css';
import './style/parts.css';
import './style/overview.css';
import './style/accounts.css';
import './style/delivery.css';
import './style/engagement.css';
import './style/journeys.css';
import './style/privacy.css';
import './style/revenue.css';
import './style/segments.css';
import './style/settings.css';
import './style/sync.css';
import './style/predictions.css';
import './style/reviews.css';
import './style/narrow.css';
import { invoke, view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { early } from './early';
import { afterPaint } from './parts/after-paint';
import { makeAsk } from './parts/ask';
import { AskProvider } from './parts/ask-context';
import { followTheme } from './parts/color-mode';
import { withEarly } from './parts/first-question';
import { inIdleTime } from './parts/idle';
import { keepAnswers } from './parts/kept-answers';
import { scopeOfPage } from './parts/page-scope';
import { screensIn } from './screens';
import { Shell } from './shell';

const scope = scopeOfPage();
let waitingFor = 0;
let isComplete = false;
const invokeOrEarly = withEarly(early, (call, payload) => invoke(call, payload));
const askBridge = makeAsk(async (call, payload) => {
  waitingFor += 1;
  try {
    return await invokeOrEarly(call, payload);
  } finally {
    waitingFor -= 1;
    if (waitingFor === 0 && !isComplete) {
      isComplete = true;
      void import('./look-ahead').then(({ lookAhead }) => lookAhead(scope, screensIn(scope), ask));
      void fetchAhead();
    }
  }
});
const ask = keepAnswers(askBridge);
/** The first screen has what it needs: once it has been seen is the time for the code of the others. */
async function fetchAhead(): Promise<void> {
  await afterPaint();
  await afterPaint();
  const others = screensIn(scope).flatMap(({ load }) => (load === undefined ? [] : [load]));
  await inIdleTime([() => import('./parts/drawing-library'), ...others]);
  await askAhead();
}
/** And after that, for what they show first. */
async function askAhead(): Promise<void> {
  const { questionsAhead } = await import('./ahead');
  await inIdleTime(questionsAhead(scope, screensIn(scope), window.location.hash, ask));
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');

// Laid out at once but shown in its theme: a white flash in a dark product looks broken. Never hidden for long.
const LONGEST_WAIT_FOR_THEME_MS = 1000;
const show = (): void => {
  root.style.visibility = '';
};
root.style.visibility = 'hidden';
setTimeout(show, LONGEST_WAIT_FOR_THEME_MS);
void followTheme({
  enable: () => view.theme.enable(),
  readColorMode: async () => (await view.getContext()).theme?.colorMode ?? null,
}).then(show, show);

createRoot(root).render(
  <StrictMode>
    <AskProvider value={ask}>
      <Shell scope={scope} />
    </AskProvider>
  </StrictMode>,
);
