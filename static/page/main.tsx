import './zod-without-eval';
import '@atlaskit/css-reset/dist/bundle.css';
import './page.css';
import { getCookieConsentPreferences, invoke, view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askThrough } from '../../src/checklist/ask';
import { checklistPlan } from '../../src/checklist/plan';
import { createAnalytics } from '../../src/tracking/analytics-next';
import { pageClient } from '../../src/tracking/page-client';
import { createChoiceSession } from '../../src/tracking/use-tracking-choice';
import { visitorKey } from '../../src/tracking/visitor-key';
import { ChecklistPage } from './checklist-page';
import { followTheme } from './theme';

const call = (functionKey: string, payload: Record<string, unknown>): Promise<unknown> => invoke<unknown>(functionKey, payload);
const choice = createChoiceSession({ invoke: call, flush: () => client.flush() });
const client = pageClient({
  invoke: choice.invokeIfTracked,
  consent: getCookieConsentPreferences,
  visitor: async () => visitorKey(await view.getContext()),
});
const analytics = createAnalytics(checklistPlan, client);

void followTheme({ enable: () => view.theme.enable(), colorMode: async () => (await view.getContext()).theme?.colorMode });

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <ChecklistPage ask={askThrough(call)} track={analytics.track} choice={choice} newId={() => crypto.randomUUID()} />
  </StrictMode>,
);
