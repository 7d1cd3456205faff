/** @jest-environment jsdom */
import { TextEncoder } from 'node:util';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defineTrackingPlan, number } from './define-plan';
import { pageClient, type PageBridge } from './page-client';
import { useTracking } from './use-tracking';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
Object.assign(globalThis, { TextEncoder });
Object.defineProperty(globalThis, 'crypto', { value: { randomUUID: () => '00000000-0000-4000-8000-000000000000' } });
const plan = defineTrackingPlan({ 'Item Added': { feature: true, description: 'An item was added', properties: { items: number() } } });

it('gives the same track on every render, and one client to the whole page', async () => {
  const sent: unknown[] = [];
  const bridge: PageBridge = {
    invoke: (_key, payload) => {
      sent.push(payload);
      return Promise.resolve({ accepted: 1, refused: [] });
    },
  };
  const seen: unknown[] = [];
  const Adding = () => {
    const { track } = useTracking(plan, { ...bridge });
    seen.push(track);
    return createElement('button', {
      onClick: () => {
        track('Item Added', { items: 1 });
      },
    });
  };
  const root = createRoot(document.createElement('div'));
  await act(async () => {
    root.render(createElement(Adding));
  });
  await act(async () => {
    root.render(createElement(Adding));
  });
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBe(seen[1]);

  (seen[0] as (event: string, properties: object) => void)('Item Added', { items: 1 });
  (seen[1] as (event: string, properties: object) => void)('Item Added', { items: 2 });
  expect(pageClient({ ...bridge }).stats()).toMatchObject({ enqueued: 2, held: 2 });
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(sent).toHaveLength(1);
});
