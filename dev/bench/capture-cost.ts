// What it costs to capture: a working day of a site, through our pages, resolver, queue and consumer to a Segment-protocol sink,
// against the pattern that Forge guides publish (dev/peers/one-by-one), on the same local host and at the same published prices.
// Options: --runs N, --seed TEXT; and to try what does not ship: --flush-after-ms N (the page's pause before it sends), --memory-mb N.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deriveApp } from '../derive/derive';
import { ROOT } from '../derive/manifest';
import { buildStatic } from '../derive/static';
import { APP_KEY } from '../variables';
import { median, report } from './report';
import { tabLosses } from './working-day/dying-tabs';
import { happened, measureDay, type DayFigures } from './working-day/measure-day';
import { batchingPage, oneByOnePage } from './working-day/pages';
import type { OpenPage } from './working-day/replay';
import type { Candidate } from './working-day/stage';
import type { DayShape } from './working-day/working-day';

const COST_GOAL = 20;
const STORE_COST_GOAL = 8;
const REQUESTS_GOAL = 12;
const LATEST_GOAL_SECONDS = 60;
const IDLE_INSTALLS = 1_000;
const DAYS_A_MONTH = 30;

const PEER: Candidate = { key: 'one-by-one', folder: join(ROOT, 'dev/peers/one-by-one'), moduleKey: 'panel', variables: {} };

/** Several days of the same shape; dollars are the median, what a machine cannot change is the first day's. */
type Row = {
  readonly name: string;
  readonly figures: DayFigures;
  readonly capture: number;
  readonly idle: number;
  readonly agree: boolean;
};

async function ourApp(ownStore: 'on' | 'off', memoryMB: string | undefined): Promise<Candidate> {
  const folder = join(ROOT, '.tidemark/bench/customer');
  await deriveApp('customer', folder);
  if (memoryMB !== undefined) {
    const file = join(folder, 'manifest.yml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/memoryMB: \d+/, `memoryMB: ${memoryMB}`));
  }
  return {
    key: 'customer',
    folder,
    moduleKey: 'checklist-panel',
    variables: { APP_KEY, IDENTITY: 'accountId', ...(ownStore === 'off' ? { OWN_STORE: 'off' } : {}) },
  };
}

function rowOf(name: string, days: readonly DayFigures[], truth: readonly string[]): Row {
  const [figures] = days;
  if (figures === undefined) throw new RangeError('No day was measured');
  return {
    name,
    figures,
    capture: median(days.map(({ captureDollars, events }) => perMillion(captureDollars, events))),
    idle: median(days.map(({ idleDollars }) => idleDollars)),
    agree: days.every(({ arrived }) => JSON.stringify(arrived) === JSON.stringify(truth)),
  };
}

const perMillion = (dollars: number, events: number): number => (dollars / events) * 1_000_000;
const fixed = (value: number, digits = 3): number => Number(value.toFixed(digits));

function table(rows: readonly Row[]): void {
  console.table(
    Object.fromEntries(
      rows.map(({ name, figures, capture, idle, agree }) => [
        name,
        {
          '$/M events': capture.toFixed(3),
          '$/M with upkeep': (capture + perMillion(idle, figures.events)).toFixed(3),
          invocations: figures.invocations,
          requests: figures.requests,
          'SQL statements': Math.round(figures.bill.find((meter) => meter.name === 'sql-requests')?.quantity ?? 0),
          'latest (s)': figures.latestSeconds,
          'all arrived': agree,
        },
      ]),
    ),
  );
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: 'tidemark' },
      'flush-after-ms': { type: 'string' },
      'memory-mb': { type: 'string' },
    },
  });
  const { 'flush-after-ms': flushAfterMs, 'memory-mb': memoryMB } = values;
  const ourPage = batchingPage(flushAfterMs === undefined ? undefined : Number(flushAfterMs));
  const shape: DayShape = {
    seed: values.seed,
    day: Date.parse('2028-02-29T00:00:00Z'),
    users: 50,
    eventsPerUser: 40,
    visitsPerUser: 6,
    medianGapMs: 4_000,
  };
  const sparse: DayShape = { ...shape, eventsPerUser: shape.visitsPerUser };
  await buildStatic();
  const ours = await ourApp('off', memoryMB);
  const storing = await ourApp('on', memoryMB);
  const days = { ours: [] as DayFigures[], storing: [] as DayFigures[], peer: [] as DayFigures[] };
  const measure = async (into: DayFigures[], candidate: Candidate, page: OpenPage) => {
    into.push(await measureDay(candidate, page, shape));
  };
  for (let run = 0; run < Number(values.runs); run += 1) {
    await measure(days.peer, PEER, oneByOnePage);
    await measure(days.ours, ours, ourPage);
    await measure(days.storing, storing, ourPage);
    console.log(`Run ${run + 1} of ${values.runs} done`);
  }
  const truth = happened(shape);
  const peer = rowOf('one by one', days.peer, truth);
  const own = rowOf('ours', days.ours, truth);
  const stored = rowOf('ours, own store on', days.storing, truth);
  const quiet = rowOf('ours, one event a visit', [await measureDay(ours, ourPage, sparse)], happened(sparse));
  const quietPeer = rowOf('one by one, one event a visit', [await measureDay(PEER, oneByOnePage, sparse)], happened(sparse));
  table([peer, own, stored, quietPeer, quiet]);

  const losses = await tabLosses(shape);
  console.log(
    `Tabs that die with their last call unsent (${losses.dyingVisits} of ${shape.users * shape.visitsPerUser} visits): of ${losses.events} events ` +
      `${losses.lostWithoutStorage} are lost where nothing may be stored, ${losses.lostWithStorage} with storage and a return the next day.`,
  );

  const ratio = peer.capture / own.capture;
  const storeRatio = peer.capture / stored.capture;
  const requestsRatio = peer.figures.requests / own.figures.requests;
  const idleMonth = own.idle * IDLE_INSTALLS * DAYS_A_MONTH;
  const storingIdleMonth = stored.idle * IDLE_INSTALLS * DAYS_A_MONTH;
  console.log(
    `${IDLE_INSTALLS} idle installs a month: $${idleMonth.toFixed(2)}, $${storingIdleMonth.toFixed(2)} with the own store on. ` +
      `Goals: cost ${COST_GOAL} and ${STORE_COST_GOAL} times less, ${REQUESTS_GOAL} times fewer requests, arrival within ${LATEST_GOAL_SECONDS} s.`,
  );
  report({
    bench: 'capture-cost',
    agree: [peer, own, stored, quiet, quietPeer].every(({ agree }) => agree),
    ratio: fixed(ratio),
    pass:
      ratio >= COST_GOAL &&
      storeRatio >= STORE_COST_GOAL &&
      requestsRatio >= REQUESTS_GOAL &&
      own.figures.latestSeconds <= LATEST_GOAL_SECONDS &&
      losses.lostWithStorage + losses.doubled + losses.misdated === 0,
    dollarsPerMillion: fixed(own.capture),
    peerDollarsPerMillion: fixed(peer.capture),
    ratioWithUpkeep: fixed(peer.capture / (own.capture + perMillion(own.idle, own.figures.events))),
    requestsRatio: fixed(requestsRatio),
    latestSeconds: own.figures.latestSeconds,
    storeDollarsPerMillion: fixed(stored.capture),
    storeRatio: fixed(storeRatio),
    sparseDollarsPerMillion: fixed(quiet.capture),
    sparseRatio: fixed(quietPeer.capture / quiet.capture),
    idleDollarsPerMonth: fixed(idleMonth, 2),
    storeIdleDollarsPerMonth: fixed(storingIdleMonth, 2),
    lostInDyingTabs: losses.lostWithoutStorage,
    lostWithStorage: losses.lostWithStorage,
    asShipped: flushAfterMs === undefined && memoryMB === undefined,
  });
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
