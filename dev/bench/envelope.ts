// What reaches Segment, and how fast it is put together: our delivery against Segment's own library for Node, on the same events
// in batches of the same size. Options: --runs N, --events N.
import { parseArgs } from 'node:util';
import { ourBatches, theirBatches, type Sent } from './envelope/batches';
import { differences } from './envelope/differences';
import { sampleEvents } from './envelope/sample-events';
import { median, report } from './report';

const GOAL = 2;
const SHOWN_DIFFERENCES = 5;

/** Events per second of one core: processor time of the whole process, not time on the wall. */
async function perCoreSecond(events: number, work: () => Promise<readonly Sent[]>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return events / ((user + system) / 1_000_000);
}

async function bench(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, events: { type: 'string', default: '20000' } } });
  const events = sampleEvents(Number(values.events));
  // The first round warms both up and is compared, not measured.
  const found = differences(await ourBatches(events), await theirBatches(events), events.length);
  for (const difference of found.slice(0, SHOWN_DIFFERENCES)) console.log(`Differs: ${difference}`);

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) {
    ours.push(await perCoreSecond(events.length, () => ourBatches(events)));
    theirs.push(await perCoreSecond(events.length, () => theirBatches(events)));
    console.log(`Run ${run + 1}: ours ${rounded(ours.at(-1))}, theirs ${rounded(theirs.at(-1))} events per second and core`);
  }
  const ratio = median(ours) / median(theirs);
  report({
    bench: 'envelope',
    agree: found.length === 0,
    ratio: Number(ratio.toFixed(3)),
    pass: ratio >= GOAL,
    eventsPerSecond: Math.round(median(ours)),
    peerEventsPerSecond: Math.round(median(theirs)),
    differences: found.length,
    runs: ours.length,
  });
}

const rounded = (value = NaN): string => Math.round(value).toLocaleString('en-US');

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
