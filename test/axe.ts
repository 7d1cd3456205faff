import { source as axeSource } from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';

type Found = { id: string; impact: string; where: string };

/** What axe finds wrong in a page or in the app's frame, as `rule at element`. `serious` leaves out what hinders nobody much. */
export async function violations(within: Page | FrameLocator, least: 'any' | 'serious' = 'any'): Promise<string[]> {
  const frame = 'goto' in within ? within.mainFrame() : await (await within.owner().elementHandle()).contentFrame();
  if (frame === null) throw new Error('No frame');
  await frame.evaluate(axeSource);
  const found: Found[] = await frame.evaluate(
    `axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes[0].target.join(' ') })))`,
  );
  return found
    .filter(({ impact }) => least === 'any' || impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id} at ${where}`);
}
