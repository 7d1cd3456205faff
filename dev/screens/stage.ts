import { BuilderAnswer, SegmentsAnswer } from '../../src/contract/segments';
import { CUSTOMER_APP, type Running, VENDOR_APP } from '../compose';
import { type DemoSite } from '../simulator/demo-sites';

const DAY_MS = 86_400_000;
const SITE_DAYS = 28;

/** Four weeks on a customer's site, as its users' pages would tell: more on some days and by some people than by others. */
export async function use({ host }: Running, { site, users }: DemoSite, now: number): Promise<void> {
  const kinds = [
    { event: 'Item Ticked', properties: { place: 'issue', allDone: false } },
    { event: 'Item Added', properties: { place: 'page', items: 4 } },
    { event: 'Item Ticked', properties: { place: 'page', allDone: true } },
    { event: 'Item Renamed', properties: { place: 'issue' } },
    { event: 'Template Applied', properties: { place: 'issue', items: 6 } },
  ];
  for (const [at, { accountId }] of users.slice(0, 24).entries()) {
    const days = Array.from({ length: SITE_DAYS }, (_, back) => back).filter((back) => (back * (at + 3) + at) % (2 + (at % 5)) === 0);
    await host.invoke({
      ...{ site: site.slug, appKey: CUSTOMER_APP, accountId, moduleKey: 'checklist-panel', functionKey: 'track' },
      payload: {
        sentAt: new Date(now).toISOString(),
        events: days.map((back, index) => ({
          ...kinds[(at * index) % kinds.length],
          messageId: `00000000-0000-4000-8000-${String(at * 1_000 + index).padStart(12, '0')}`,
          timestamp: new Date(now - back * DAY_MS - at * 60_000).toISOString(),
        })),
      },
    });
  }
  await host.drainQueues();
}

/** What a vendor decides in a first week: segments from the templates that fit, when an account is well, a score by rules. Then the night in which models are learned. */
export async function decide({ host, vendorSite }: Running, accountId: string): Promise<void> {
  const call = async (functionKey: string, payload: object) =>
    await host.invoke({ site: vendorSite, appKey: VENDOR_APP, accountId, moduleKey: 'console-global', functionKey, payload });
  const { templates } = SegmentsAnswer.parse(valueOf(await call('segments', {})));
  for (const { id } of templates.filter(({ missing }) => missing === null)) {
    const { begin } = BuilderAnswer.parse(valueOf(await call('segmentBuilder', { template: id })));
    if (begin === null) continue;
    const { name, kind, description, condition } = begin;
    await call('segmentSave', { segmentId: null, name, kind, description, told: false, condition });
  }
  const used = (count: object, days: number) => ({
    ...{ type: 'event', event: null, where: [], measure: 'times' },
    ...{ count, within: { type: 'lastDays', days } },
  });
  const often = used({ test: 'atLeast', n: 20 }, 14);
  const never = used({ test: 'none' }, 14);
  await call('saveHealthRules', { stage: '', good: often, bad: never });
  const paying = { type: 'stage', stages: [], kinds: ['paying'], days: null };
  const rules = [
    { condition: often, points: 40 },
    { condition: paying, points: 30 },
    { condition: never, points: -20 },
  ];
  await call('saveCustomScore', { scoreId: null, kind: 'account', name: 'Fit for a case study', base: 30, rules });
  await host.drainQueues();
  await call('learnNow', {});
  await host.drainQueues();
}

/** What a call of the console gives; throws what it refused. */
function valueOf(answer: unknown): unknown {
  const { ok, value } = answer as { readonly ok: boolean; readonly value: unknown };
  if (!ok) throw new Error(`A call was refused: ${JSON.stringify(answer)}`);
  return value;
}
