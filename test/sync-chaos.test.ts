import { runChaos } from '../dev/bench/sync/chaos';

test.each(['gate-1', 'gate-2'])(
  'a small chaos (%s) ends with the truth, told once',
  async (seed) => {
    const { wrong, mutations, kills } = await runChaos({ seed, rounds: 6, accounts: 20 });
    expect(wrong).toEqual([]);
    expect(mutations).toBeGreaterThan(10);
    expect(kills).toBeGreaterThan(2);
  },
  120_000,
);
