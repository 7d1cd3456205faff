import { z } from 'zod';
import { change } from './routes';
import type { Stage } from './stage';

const Frames = z.array(z.tuple([z.number(), z.number(), z.number()]));
const Walked = z.object({ seen: z.record(z.string(), z.string()), twice: z.number() });
const Page = z.object({
  value: z.object({ total: z.number(), rows: z.array(z.object({ company: z.string(), entitlementNumber: z.string().nullable() })) }),
});
const PAGE_SIZE = 200;
/** Less than a view, which is 13 rows: each row is in view twice. */
const WALK_STEP = 520;

export type Scrolling = {
  readonly rows: number;
  readonly pixels: number;
  readonly frames: number;
  /** The longest time without a break in which a part of the view showed no row, or one without its data. */
  readonly longestGapMs: number;
  readonly slowestFrameMs: number;
  /** Every row of the list was shown once, in its place, with its own data. */
  readonly agree: boolean;
};

/** Scrolls the list of accounts with the compositor's own gesture, which does not wait for the page, then walks through all of it. */
export async function scrollAccounts(stage: Stage, slowdown: number, pixelsPerSecond: number, pixels: number): Promise<Scrolling> {
  const opened = await stage.open(slowdown);
  await change(opened, { name: 'accounts', hash: '#/accounts' });
  const { page, frame } = opened;
  await frame.locator('.long-table').scrollIntoViewIfNeeded();
  const place = await frame.locator('.long-table').boundingBox();
  if (place === null) throw new Error('The list of accounts is not on the page');
  await page.waitForTimeout(500);
  await frame.evaluate('globalThis.stop = bench.watch()');
  const session = await opened.context.newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: place.x + place.width / 2,
    y: place.y + place.height / 2,
    yDistance: -pixels,
    speed: pixelsPerSecond,
    gestureSourceType: 'mouse',
  });
  await page.waitForTimeout(500);
  const frames = Frames.parse(await frame.evaluate('stop()'));
  const { seen, twice } = Walked.parse(await frame.evaluate(`bench.walk(${String(WALK_STEP)})`));
  await opened.close();

  const expected = await allRows(stage);
  const agree =
    twice === 0 &&
    Object.keys(seen).length === expected.length &&
    expected.every((text, index) => oneLine(seen[String(index + 2)] ?? '') === oneLine(text));
  return { rows: expected.length, pixels: frames.at(-1)?.[2] ?? 0, frames: frames.length, ...gaps(frames), agree };
}

function gaps(frames: readonly (readonly [number, number, number])[]): { longestGapMs: number; slowestFrameMs: number } {
  let longestGapMs = 0;
  let slowestFrameMs = 0;
  let gapStart: number | null = null;
  for (const [index, [at, share]] of frames.entries()) {
    slowestFrameMs = Math.max(slowestFrameMs, at - (frames[index - 1]?.[0] ?? at));
    if (share >= 0.999) {
      if (gapStart !== null) longestGapMs = Math.max(longestGapMs, at - gapStart);
      gapStart = null;
    } else gapStart ??= at;
  }
  return { longestGapMs: gapStart === null ? longestGapMs : Infinity, slowestFrameMs };
}

/** The list as the app gives it, page by page. */
async function allRows(stage: Stage): Promise<string[]> {
  const rows: string[] = [];
  for (let page = 0; ; page += 1) {
    const { value } = Page.parse(await stage.ask('accounts', { page, pageSize: PAGE_SIZE }));
    rows.push(...value.rows.map(({ company, entitlementNumber }) => `${company} ${entitlementNumber ?? ''}`));
    if (value.rows.length === 0 || rows.length >= value.total) return rows;
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
