// Whether the sync ends with the truth: a Marketplace whose history changes, vanishes and comes back while it is read, exports that
// fail, stall, break off, get lost, repeat and reorder rows, 5xx, 429, and invocations that die anywhere. Options: --seed TEXT,
// --seeds N (so many, one after the other), --rounds N, --accounts N.
import { parseArgs } from 'node:util';
import { report } from './report';
import { runChaos } from './sync/chaos';

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '40' },
      accounts: { type: 'string', default: '80' },
    },
  });
  const total = { wrong: 0, mutations: 0, kills: 0, faults: 0, told: 0, repeats: 0 };
  const seeds = Number(values.seeds);
  for (let index = 0; index < seeds; index += 1) {
    const seed = seeds === 1 ? values.seed : `${values.seed}-${String(index + 1)}`;
    const { wrong, ...met } = await runChaos({ seed, rounds: Number(values.rounds), accounts: Number(values.accounts) });
    console.log(`Seed ${seed}: ${wrong.length === 0 ? 'the truth' : `${String(wrong.length)} wrong`}`, met);
    for (const line of wrong.slice(0, 20)) console.log(`  ${line}`);
    total.wrong += wrong.length;
    for (const key of ['mutations', 'kills', 'faults', 'told', 'repeats'] as const) total[key] += met[key];
  }
  report({ bench: 'sync-chaos', agree: total.wrong === 0, ratio: total.wrong === 0 ? 1 : 0, pass: total.wrong === 0, seeds, ...total });
}

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
