import { source as axeSource } from 'axe-core';
import type { Frame, FrameLocator, Page } from 'playwright-core';

type Found = { id: string; impact: string; where: string };

/** What axe finds wrong in a page or in the app's frame, as `rule at element`. `serious` leaves out what hinders nobody much. */
export async function violations(within: Page | FrameLocator, least: 'any' | 'serious' = 'any'): Promise<string[]> {
  const frame = 'goto' in within ? within.mainFrame() : await (await within.owner().elementHandle()).contentFrame();
  if (frame === null) throw new Error('No frame');
  const found = await run(frame, null);
  return found
    .filter(({ impact }) => least === 'any' || impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id} at ${where}`);
}

/** What another theme can change. */
export const COLOR_RULES = ['color-contrast', 'link-in-text-block'] as const;

/** The same in a frame that was found before; with `rules`, by these rules only. */
export async function violationsIn(frame: Frame, rules: readonly string[] | null = null): Promise<string[]> {
  return (await run(frame, rules)).map(({ id, where }) => `${id} at ${where}`);
}

async function run(frame: Frame, rules: readonly string[] | null): Promise<Found[]> {
  if (!(await frame.evaluate<boolean>("'axe' in window"))) await frame.evaluate(axeSource);
  const options = { iframes: false, resultTypes: ['violations'], ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }) };
  return await frame.evaluate<Found[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes[0].target.join(' ') })))`,
  );
}
