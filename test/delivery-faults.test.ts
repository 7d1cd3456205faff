import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerApp, throughStorm } from '../dev/bench/storm/candidates';
import { wrongEvents } from '../dev/bench/storm/score';
import type { Candidate } from '../dev/bench/storm/stage';
import { visitsOf } from '../dev/bench/storm/traffic';
import { faultKinds, weatherOf } from '../dev/bench/storm/weather';
import { startTinyHost } from './fixtures/tiny-host';

test('an invocation dies before or after its nth request to the outside, whatever else it asks for', async () => {
  const tiny = await startTinyHost();
  const { host } = tiny;
  try {
    host.killAfter({ functionKey: 'resolver', calls: 2, target: 'egress' });
    await expect(tiny.invoke('sendMany', { count: 4 })).rejects.toThrow('Ended on purpose');
    expect(tiny.received).toHaveLength(1);
    host.killAfter({ functionKey: 'resolver', calls: 2, target: 'egress', when: 'after' });
    await expect(tiny.invoke('sendMany', { count: 4 })).rejects.toThrow('Ended on purpose');
    expect(tiny.received).toHaveLength(3);
    // A run that sends nothing uses the kill up.
    host.killAfter({ functionKey: 'resolver', calls: 1, target: 'egress' });
    await tiny.invoke('remember', { key: 'a', value: 1 });
    await tiny.invoke('sendMany', { count: 1 });
    expect(tiny.received).toHaveLength(4);
  } finally {
    await tiny.stop();
  }
}, 60_000);

test('the same seed gives the same storm, another seed another; it has every kind of fault', () => {
  const visits = visitsOf('leap', 300);
  expect(visitsOf('leap', 300)).toEqual(visits);
  expect(visitsOf('other', 300)).not.toEqual(visits);
  expect(visits.flatMap(({ deeds }) => deeds.map(({ serial }) => serial))).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  expect(weatherOf('leap', visits)).toEqual(weatherOf('leap', visits));
  expect(weatherOf('leap', visits).bolts.map(({ kind }) => kind)).toEqual([...faultKinds]);
});

describe('the customer app in a storm', () => {
  let folder: string;
  let candidate: Candidate;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-storm-'));
    candidate = await customerApp(join(folder, 'customer'));
  }, 200_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(['ebb', 'flood'])(
    'loses, doubles and misdates nothing, repeats only what may have been lost, and its books agree with the destination (%s)',
    async (seed) => {
      const { score, proof, met } = await throughStorm(candidate, seed, 300);
      expect({ ...score.examples, broken: proof.broken }).toEqual({ broken: [] });
      expect([wrongEvents(score), score.passedOn]).toEqual([0, 0]);
      expect(score.arrived + score.refused).toBe(score.valid);
      expect(Object.keys(met.faults).sort()).toEqual([...faultKinds].sort());
      expect(met.deaths).toBeGreaterThan(0);
    },
    120_000,
  );
});
