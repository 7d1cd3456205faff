// How quick the console is in a browser that computes four times slower than this machine, against the real host with 5,000
// accounts: the first screen, from each screen to each, and the list of accounts under a quick scroll.
// Options: --accounts N, --months N, --store FILE (a filled database of an earlier run).
import { parseArgs } from 'node:util';
import { coldLoads } from './console/loads';
import { allChanges, firstVisits, hastyVisits, routes } from './console/routes';
import { scrollAccounts } from './console/scrolling';
import { setStage } from './console/stage';
import { median, report } from './report';

const SLOWDOWN = 4;
const RUNS = 3;
const ROUNDS = 3;
const USABLE_GOAL_MS = 2_500;
const CHANGE_GOAL_MS = 300;
const SCRIPT_GOAL_BYTES = 300 * 1024;
/** A part of the view may be without its rows for no longer than this, which is felt as at once. */
const GAP_GOAL_MS = 100;
/** About 100 rows a second, twice as quick as anybody reads names. */
const SCROLL_SPEED = 5_000;
const SCROLL_PIXELS = 60_000;
const SHOWN_CHANGES = 12;

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string', default: '5000' },
      months: { type: 'string', default: '12' },
      store: { type: 'string' },
    },
  });
  const stage = await setStage({ accounts: Number(values.accounts), months: Number(values.months), store: values.store });
  try {
    const slowness = await measuredSlowness(stage);
    console.log(`The browser computes ${slowness.toFixed(1)} times slower`);

    const loads = await coldLoads(stage, SLOWDOWN, RUNS);
    for (const load of loads)
      console.log(
        `First screen usable after ${ms(load.usableMs)} (with the product's page around it ${ms(load.withProductMs)}), script ${kb(load.scriptBytes)}`,
      );
    console.log(`Scripts before it was usable: ${loads[0]?.scripts.join(', ') ?? ''}`);
    const usableMs = median(loads.map((load) => load.usableMs));
    const scriptBytes = Math.max(...loads.map((load) => load.scriptBytes));
    const isLazy = loads.every(({ chartsBefore, chartsLater }) => !chartsBefore && chartsLater);

    const all = await routes(stage);
    const hasty = await hastyVisits(stage, SLOWDOWN, all);
    const first = await firstVisits(stage, SLOWDOWN, all, ROUNDS);
    const again = await allChanges(stage, SLOWDOWN, all, ROUNDS);
    for (const [name, visit] of first)
      console.log(
        `${name}: first visit ${ms(visit.contentMs)} (an answer after ${ms(visit.answeredMs)}); right after a cold load ${ms(hasty.get(name)?.contentMs)}`,
      );
    const slowest = [...again].sort(([, a], [, b]) => b - a);
    const few = slowest.slice(0, SHOWN_CHANGES).map(([pair, time]) => `${pair} ${ms(time)}`);
    console.log(`The slowest of ${again.size} changes: ${few.join(', ')}`);
    const changeMs = median([...again.values()]);
    const slowestChangeMs = slowest[0]?.[1] ?? Infinity;
    const firstVisitMs = Math.max(...[...first.values()].map(({ contentMs }) => contentMs));
    const hastyVisitMs = Math.max(...[...hasty.values()].map(({ contentMs }) => contentMs));

    const scrolls = [];
    for (let run = 0; run < RUNS; run += 1) scrolls.push(await scrollAccounts(stage, SLOWDOWN, SCROLL_SPEED, SCROLL_PIXELS));
    for (const scrolling of scrolls)
      console.log(
        `Scrolled ${Math.round(scrolling.pixels)} px of ${scrolling.rows} rows in ${scrolling.frames} frames, the slowest ${ms(scrolling.slowestFrameMs)}; a part of the view was without rows for at most ${ms(scrolling.longestGapMs)}`,
      );
    const gaps = scrolls.map(({ longestGapMs }) => longestGapMs);
    const ratio = Math.min(
      USABLE_GOAL_MS / usableMs,
      CHANGE_GOAL_MS / Math.max(slowestChangeMs, firstVisitMs),
      SCRIPT_GOAL_BYTES / scriptBytes,
      GAP_GOAL_MS / Math.max(1, median(gaps)),
    );
    report({
      bench: 'console',
      agree: scrolls.every(({ agree }) => agree),
      ratio: Number(ratio.toFixed(3)),
      pass: ratio >= 1 && isLazy,
      slowdown: Number(slowness.toFixed(1)),
      accounts: scrolls[0]?.rows ?? 0,
      usableMs: Math.round(usableMs),
      scriptKb: Number((scriptBytes / 1024).toFixed(1)),
      chartsAreLazy: isLazy,
      changeMs: Math.round(changeMs),
      slowestChangeMs: Math.round(slowestChangeMs),
      firstVisitMs: Math.round(firstVisitMs),
      hastyVisitMs: Math.round(hastyVisitMs),
      scrollGapMs: Math.round(median(gaps)),
      worstScrollGapMs: Math.round(Math.max(...gaps)),
    });
  } finally {
    await stage.close();
  }
}

/** How much longer the same loop takes in the app's frame once the browser is slowed. */
async function measuredSlowness(stage: Awaited<ReturnType<typeof setStage>>): Promise<number> {
  const LOOP = `(() => { let sum = 0; const start = performance.now(); for (let i = 0; i < 2e7; i += 1) sum += Math.sqrt(i); return performance.now() - start + (sum < 0 ? 1 : 0); })()`;
  const time = async (slowdown: number): Promise<number> => {
    const opened = await stage.open(slowdown);
    await opened.page.waitForTimeout(1_000);
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) times.push(Number(await opened.frame.evaluate(LOOP)));
    await opened.close();
    return median(times);
  };
  return (await time(SLOWDOWN)) / (await time(1));
}

const ms = (value = NaN): string => `${String(Math.round(value))} ms`;
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
});
