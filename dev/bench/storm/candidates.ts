import { join } from 'node:path';
import { deriveApp } from '../../derive/derive';
import { ROOT } from '../../derive/manifest';
import { APP_KEY } from '../../variables';
import { batchingPage, oneByOnePage } from '../working-day/pages';
import { proofOf, readBooks, type Proof } from './books';
import { runStorm } from './run-storm';
import { scoreOf, type Score } from './score';
import type { Candidate } from './stage';

const PEER: Candidate = {
  key: 'one-by-one',
  folder: join(ROOT, 'dev/peers/one-by-one'),
  moduleKey: 'panel',
  variables: {},
  dies: { resolver: { functionKey: 'resolver', calls: 1 }, consumer: { functionKey: 'dispatch', calls: 3, target: 'egress' } },
};

/** Derives the customer app into a folder of its own. The pages must have been built. */
export async function customerApp(folder: string): Promise<Candidate> {
  await deriveApp('customer', folder);
  return {
    key: 'customer',
    folder,
    moduleKey: 'checklist-panel',
    variables: { APP_KEY, IDENTITY: 'accountId', OWN_STORE: 'off' },
    dies: {
      resolver: { functionKey: 'checklist', calls: 1, target: 'egress' },
      consumer: { functionKey: 'deliver', calls: 1, target: 'egress' },
    },
  };
}

/** What befell the destination's requests by kind, and how many invocations died. */
type Met = { readonly faults: Readonly<Record<string, number>>; readonly deaths: number; readonly requests: number };
export type Through = { readonly score: Score; readonly met: Met; readonly calmHours: number };

export function throughStorm(candidate: Candidate, seed: string, events: number): Promise<Through & { readonly proof: Proof }> {
  return runStorm(
    {
      seed,
      events,
      candidate,
      openPage: batchingPage(),
      tryAgain: async (stage) => {
        await stage.ask('tryAgain', { destination: 'segment' });
      },
      isSettled: async (stage) => {
        const { sums } = await readBooks(stage);
        return sums.pending === 0 && sums.parked === 0;
      },
    },
    async (storm) => ({ score: scoreOf(storm), proof: await proofOf(storm), ...metIn(storm) }),
  );
}

export function peerThroughStorm(seed: string, events: number): Promise<Through> {
  return runStorm(
    {
      seed,
      events,
      candidate: PEER,
      openPage: oneByOnePage,
      tryAgain: () => Promise.resolve(),
      // It keeps no books, so it gets all the time that there is.
      isSettled: () => Promise.resolve(false),
    },
    (storm) => Promise.resolve({ score: scoreOf(storm), ...metIn(storm) }),
  );
}

function metIn({ stage, calmHours }: Parameters<Parameters<typeof runStorm>[1]>[0]): { readonly met: Met; readonly calmHours: number } {
  const requests = Object.values(stage.sink.audit().requests).reduce((sum, count) => sum + count, 0);
  return { met: { faults: { ...stage.sink.faults.befallen() }, deaths: stage.deaths(), requests }, calmHours };
}
