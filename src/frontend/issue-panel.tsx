import { getCookieConsentPreferences, invoke, view as product } from '@forge/bridge';
import ForgeReconciler from '@forge/react';
import { config } from 'zod';
import { askThrough } from '../checklist/ask';
import { checklistPlan } from '../checklist/plan';
import { useChecklist } from '../checklist/use-checklist';
import { pageClient, type PageBridge } from '../tracking/page-client';
import { useTracking } from '../tracking/use-tracking';
import { createChoiceSession } from '../tracking/use-tracking-choice';
import { visitorKey } from '../tracking/visitor-key';
import { ChecklistPanel } from './checklist/checklist-panel';

// The page's security policy forbids eval; without this, zod would try it once on every load.
config({ jitless: true });

const call = (functionKey: string, payload: Record<string, unknown>): Promise<unknown> => invoke<unknown>(functionKey, payload);
const ask = askThrough(call);
const newId = () => crypto.randomUUID();

const choice = createChoiceSession({ invoke: call, flush: () => pageClient(tracking).flush() });
const tracking: PageBridge = {
  invoke: choice.invokeIfTracked,
  consent: getCookieConsentPreferences,
  visitor: async () => visitorKey(await product.getContext()),
};

export const IssuePanel = () => {
  const { track } = useTracking(checklistPlan, tracking);
  const { view, session } = useChecklist({ ask, track, place: 'issue', newId });
  return <ChecklistPanel view={view} session={session} choice={choice} newId={newId} />;
};

ForgeReconciler.render(<IssuePanel />);
