import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Opened, Stage } from './stage';

const Timing = z.object({
  timeOrigin: z.number(),
  usableMs: z.number(),
  scripts: z.array(z.object({ name: z.string(), atMs: z.number() })),
});
export type Load = {
  /** From the navigation of the app's document until every tile of the first screen is painted with its figure. */
  readonly usableMs: number;
  /** The same from the opening of the product page around it, a stand-in that is not ours to speed up. */
  readonly withProductMs: number;
  readonly scriptBytes: number;
  readonly chartsBefore: boolean;
  readonly chartsLater: boolean;
  readonly scripts: readonly string[];
};

/** As text, because a compiler's additions to a function are not there in the page. */
const TIMING = `({
  timeOrigin: performance.timeOrigin,
  usableMs: performance.getEntriesByName('usable')[0].startTime,
  scripts: performance.getEntriesByType('resource')
    .filter(({ name }) => /\\/assets\\/[^?]*\\.js/.test(name))
    .map(({ name, startTime }) => ({ name, atMs: startTime })),
})`;

/** One load in a fresh browser. Scripts count from the app's own resource folder; the bridge's is the platform's. */
export async function measureLoad(opened: Opened): Promise<Load> {
  const openedAt = z.number().parse(await opened.page.evaluate('performance.timeOrigin'));
  const { timeOrigin, usableMs, scripts } = await timing(opened);
  const early = scripts.filter(({ atMs }) => atMs < usableMs);
  const bodies = await Promise.all(early.map(({ name }) => body(name)));
  await opened.frame.waitForSelector('#content .line-chart svg path', { state: 'attached' });
  const later = (await timing(opened)).scripts.filter(({ atMs }) => atMs >= usableMs);
  const laterBodies = await Promise.all(later.map(({ name }) => body(name)));
  return {
    usableMs,
    withProductMs: timeOrigin - openedAt + usableMs,
    scriptBytes: bodies.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).byteLength, 0),
    chartsBefore: bodies.some(drawsCharts),
    chartsLater: laterBodies.some(drawsCharts),
    scripts: early.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  };
}

const timing = async ({ frame }: Opened) => Timing.parse(await frame.evaluate(TIMING));

/** The drawing library marks its elements with a name that nothing else has. */
const drawsCharts = (script: Buffer): boolean => script.includes('_zr_') || script.includes('_ec_inner');

async function body(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

export async function coldLoads(stage: Stage, slowdown: number, runs: number): Promise<Load[]> {
  const loads: Load[] = [];
  for (let run = 0; run < runs; run += 1) {
    const opened = await stage.open(slowdown);
    loads.push(await measureLoad(opened));
    await opened.close();
  }
  return loads;
}
