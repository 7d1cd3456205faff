// From a use that the intake accepts to the changed membership in the store, and to the changed trait at a destination: the real host, a store
// with 5,000 accounts, segments over events, relatives and figures. Options: --accounts N, --months N, --events N, --store FILE.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { FLUSH_AFTER_MS } from '../../src/tracking/bridge-client';
import { INTAKE_SECRET, INTAKE_WRITE_KEY } from '../variables';
import { signBody } from '../../src/intake/authorise';
import { openLive } from './live/stage';
import type { LiveAccount, LiveStage } from './live/stage';
import { median, report } from './report';

const MEDIAN_GOAL_MS = 1_000;
const SLOWEST_GOAL_MS = 2_000;
const LOOK_MS = 25;
const GIVE_UP_MS = 20_000;

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string', default: '5000' },
      months: { type: 'string', default: '12' },
      events: { type: 'string', default: '40' },
      store: { type: 'string' },
    },
  });
  const stage = await openLive({ accounts: Number(values.accounts), months: Number(values.months), store: values.store });
  try {
    const inStore: number[] = [];
    const atSink: number[] = [];
    let told = 0;
    for (const account of await stage.accountsWithout(Number(values.events))) {
      const accepted = await use(stage, account);
      const [kept, heard] = await Promise.all([until(() => stage.isMember(account)), until(() => stage.isTold(account))]);
      inStore.push(kept - accepted);
      atSink.push(heard - accepted);
      if (Number.isFinite(heard)) told += 1;
    }
    const slowest = Math.max(...inStore, ...atSink);
    const middle = Math.max(median(inStore), median(atSink));
    const ratio = Math.min(MEDIAN_GOAL_MS / middle, SLOWEST_GOAL_MS / slowest);
    report({
      bench: 'live',
      agree: told === inStore.length,
      ratio: Number(ratio.toFixed(3)),
      pass: ratio >= 1,
      accounts: stage.accounts,
      segments: stage.segments,
      events: inStore.length,
      storeMedianMs: Math.round(median(inStore)),
      storeSlowestMs: Math.round(Math.max(...inStore)),
      sinkMedianMs: Math.round(median(atSink)),
      sinkSlowestMs: Math.round(Math.max(...atSink)),
      captureFlushMs: FLUSH_AFTER_MS,
    });
  } finally {
    await stage.close();
  }
}

/** One use, as a library sends it. Returns when it was accepted. */
async function use(stage: LiveStage, { groupId, appKey }: LiveAccount): Promise<number> {
  const call = {
    type: 'track',
    event: stage.event,
    messageId: randomUUID(),
    userId: `live-${randomUUID()}`,
    timestamp: new Date().toISOString(),
    context: { groupId, app: { name: appKey }, forge: { appKey, feature: true } },
  };
  const body = JSON.stringify({ batch: [call] });
  const answer = await fetch(`${stage.intakeUrl}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${INTAKE_WRITE_KEY}:`).toString('base64')}`,
      'x-signature': signBody(body, INTAKE_SECRET),
    },
    body,
  });
  if (answer.status !== 200) throw new Error(`The intake answered ${answer.status}`);
  return performance.now();
}

/** When it became true; Infinity for not within the time that anybody waits. */
async function until(isTrue: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < GIVE_UP_MS) {
    if (await isTrue()) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return Infinity;
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
