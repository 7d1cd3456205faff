import type { Frame } from 'playwright-core';

/** Until the screen has its data and its charts are drawn. As text: a compiler's additions to a function are not there in the page. */
const SETTLED = `async () => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
  const isWaiting = () => {
    const heading = document.querySelector('#content h1');
    return heading === null || /: loading$/.test(heading.textContent) || document.querySelector('#content .skeleton, #content .long-wait, #content [aria-busy="true"]') !== null
      || [...document.querySelectorAll('#content .line-chart')].some((chart) => chart.querySelector('svg') === null);
  };
  for (let calm = 0; calm < 20; calm = isWaiting() ? 0 : calm + 1) await painted();
}`;

export async function settle(frame: Frame): Promise<void> {
  await frame.evaluate(`(${SETTLED})()`);
}

export async function show(frame: Frame, hash: string): Promise<void> {
  await frame.evaluate(`(async () => { location.hash = ${JSON.stringify(hash)}; scrollTo(0, 0); await (${SETTLED})(); })()`);
}

async function links(frame: Frame, selector: string): Promise<string[]> {
  return await frame.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute('href'))`,
  );
}

/** Screens that stand under others. */
const FURTHER = ['stages', 'stage-rules', 'health', 'health?section=rules', 'scores', 'scores?edit=1'].map((part) => `#/${part}`);
/** A funnel shows nothing before somebody chose its steps. */
const STEPS = ['Item Added', 'Item Ticked', 'Item Renamed', 'Template Applied'].map((step) => `&step=${encodeURIComponent(step)}`).join('');
/** A segment of the product's own, which has members wherever anything is foretold. */
const SEGMENT = 'At risk';

/**
 * Every screen and every part of one that a navigation leads to, with an account and a user where there are any, and on the vendor's site those
 * that stand under others; by a name for its file.
 * `pause` is awaited before each screen.
 */
export async function places(frame: Frame, pause: () => Promise<void>): Promise<Map<string, string>> {
  const found: string[] = [];
  for (const screen of await links(frame, 'header nav a')) {
    await pause();
    await show(frame, screen);
    const parts = await links(frame, '#content nav a[href^="#/"]');
    found.push(...(parts.length === 0 ? [screen] : parts).map((part) => (nameOf(part) === 'engagement-funnel' ? part + STEPS : part)));
    if (screen.startsWith('#/segments')) {
      const segment = await frame.getByRole('link', { name: SEGMENT, exact: true }).getAttribute('href');
      found.push(...(segment === null ? [] : [segment, segment.replace('segment', 'segment-edit')]));
    }
    if (!screen.startsWith('#/accounts')) continue;
    const [account] = await links(frame, '#content tbody a');
    if (account === undefined) continue;
    await show(frame, account);
    const [user] = await links(frame, '#content a[href^="#/user"]');
    found.push(account, ...(user === undefined ? [] : [user]), ...FURTHER);
  }
  return new Map([...new Set(found)].map((hash) => [nameOf(hash), hash]));
}

/** `#/revenue?tab=churn` is `revenue-churn`. */
function nameOf(hash: string): string {
  const [screen = '', query = ''] = hash.replace('#/', '').split('?');
  const part = new URLSearchParams(query);
  return [screen, part.get('tab') ?? part.get('section') ?? part.get('view') ?? (part.has('edit') ? 'edit' : null)]
    .filter((word) => word !== null)
    .join('-');
}
