// Whether delivery holds in a storm: the customer app's pages, resolver, queue and consumer against a Segment-protocol destination that
// fails in every way it can, on a local host that kills, repeats, delays and forbids; beside it the pattern that Forge guides
// publish (dev/peers/one-by-one) in the same storm. Options: --events N, --seed TEXT, --seeds N (so many storms, one after the other), --no-peer.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { ROOT } from '../derive/manifest';
import { buildStatic } from '../derive/static';
import { report } from './report';
import { customerApp, peerThroughStorm, throughStorm, type Through } from './storm/candidates';
import { wrongEvents } from './storm/score';
import { faultKinds } from './storm/weather';

function row({ score, met }: Through) {
  const { lost, doubled, misdated, smuggled, passedOn, arrived, refused } = score;
  return {
    arrived,
    refused,
    lost,
    doubled,
    misdated,
    'sent though forbidden': smuggled,
    'wrong and passed on': passedOn,
    deaths: met.deaths,
  };
}

/** The published pattern in a process of its own: side by side they take half the time, and neither sees the other. */
async function peerBeside(seed: string, events: number): Promise<Through> {
  const script = process.argv[1] ?? '';
  const args = [...process.execArgv, script, '--only-peer', '--seed', seed, '--events', String(events)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Through;
}

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000' },
      seed: { type: 'string', default: 'tidemark' },
      seeds: { type: 'string', default: '1' },
      'no-peer': { type: 'boolean', default: false },
      'only-peer': { type: 'boolean', default: false },
    },
  });
  const events = Number(values.events);
  if (values['only-peer']) {
    console.log(JSON.stringify(await peerThroughStorm(values.seed, events)));
    return;
  }
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => (index === 0 ? values.seed : `${values.seed}-${index}`));
  await buildStatic();
  const candidate = await customerApp(join(ROOT, '.tidemark/bench/storm'));
  const broken: string[] = [];
  const sum = {
    ours: 0,
    peer: 0,
    passedOn: 0,
    repeats: 0,
    refused: 0,
    unnoticed: 0,
    arrived: 0,
    valid: 0,
    lost: 0,
    doubled: 0,
    misdated: 0,
  };
  let seconds = 0;
  for (const seed of seeds) {
    const startedAt = performance.now();
    const [ours, peer] = await Promise.all([
      throughStorm(candidate, seed, events),
      values['no-peer'] ? Promise.resolve(null) : peerBeside(seed, events),
    ]);
    seconds += (performance.now() - startedAt) / 1000;
    console.log(`Seed ${seed}: ${events} events, ${ours.score.valid} of them right; met: ${JSON.stringify(ours.met)}`);
    console.table({ ours: row(ours), ...(peer === null ? {} : { 'one by one': row(peer) }) });
    console.log(
      `Our books: ${JSON.stringify(ours.proof.sums)}; at the destination ${ours.proof.taken} messages and ${ours.proof.repeats} repeats, ` +
        `settled after ${ours.calmHours} h of calm`,
    );
    const unmet = faultKinds.filter((kind) => ours.met.faults[kind] === undefined);
    const found = [
      ...ours.proof.broken,
      ...Object.entries(ours.score.examples).map(([fault, serial]) => `${fault}, as event ${serial}`),
      ...unmet.map((kind) => `no request met ${kind}`),
      ...(ours.score.arrived + ours.score.refused + ours.score.lost === ours.score.valid ? [] : ['some events are neither here nor there']),
    ];
    for (const sentence of found) console.log(`  does not hold: ${sentence}`);
    broken.push(...found);
    sum.ours += wrongEvents(ours.score);
    sum.passedOn += ours.score.passedOn;
    sum.repeats += ours.proof.repeats;
    sum.refused += ours.score.refused;
    sum.unnoticed += ours.score.unnoticed;
    sum.arrived += ours.score.arrived;
    sum.valid += ours.score.valid;
    if (peer === null) continue;
    sum.peer += wrongEvents(peer.score);
    sum.lost += peer.score.lost;
    sum.doubled += peer.score.doubled;
    sum.misdated += peer.score.misdated;
  }
  console.log(
    'The ratio is the events that the published pattern lost, doubled, misdated or sent though forbidden, for each one of ours, or for one.',
  );
  report({
    bench: 'delivery-faults',
    agree: broken.length === 0,
    ratio: sum.peer / Math.max(1, sum.ours),
    pass: sum.ours === 0 && sum.passedOn === 0,
    events: events * seeds.length,
    seeds: seeds.length,
    right: sum.valid,
    arrivedOnce: sum.arrived,
    refusedByChoice: sum.refused,
    unnoticed: sum.unnoticed,
    repeats: sum.repeats,
    wrong: sum.ours,
    peerWrong: sum.peer,
    peerLost: sum.lost,
    peerDoubled: sum.doubled,
    peerMisdated: sum.misdated,
    seconds: Math.round(seconds),
  });
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
