import type { Frame } from 'playwright-core';

/**
 * What a reader of the app's frame would complain about. As text, because a compiler's additions to a function are not there in the page.
 */
const LOOKS = `(hostile) => {
  const seen = [];
  const root = document.documentElement;
  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const tag = (element) => element.tagName.toLowerCase() + (element.className && typeof element.className === 'string' ? '.' + element.className.split(' ').join('.') : '') + ' "' + element.textContent.trim().slice(0, 30) + '"';
  if (root.scrollWidth > root.clientWidth + 1) seen.push('the page is ' + root.scrollWidth + ' px wide in a window of ' + root.clientWidth);
  const scrolls = (element) => { for (let each = element; each !== null; each = each.parentElement) if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true; return false; };
  const cut = [...document.querySelectorAll('#content *, header *')].filter((element) => !(element instanceof SVGElement) && visible(element) && !element.closest('.unseen'));
  for (const element of cut) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 1 && (right > root.clientWidth + 1 || left < -1) && !scrolls(element)) { seen.push('cut off at the edge: ' + tag(element)); break; }
  }
  if (window.attacked !== undefined || document.querySelector('#content img, #content b') !== null) seen.push('a name has become markup');
  const texts = document.createTreeWalker(document.querySelector('#content'), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    if (!/[\\u0590-\\u05FF\\u202E]/.test(text.data)) continue;
    let around = text.parentElement;
    while (getComputedStyle(around).unicodeBidi === 'normal') around = around.parentElement;
    if (!hostile.includes(around.textContent.trim())) { seen.push('not kept apart from its neighbours: ' + tag(around)); break; }
  }
  return seen;
}`;

export async function complaints(frame: Frame, hostile: readonly string[]): Promise<string[]> {
  return await frame.evaluate<string[]>(`(${LOOKS})(${JSON.stringify(hostile.map((name) => name.trim()))})`);
}

/** Every file that the buttons of the screen offer, as text. */
export async function offeredFiles(frame: Frame): Promise<string[]> {
  return await frame.evaluate<string[]>(`(async () => {
    const blobs = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blobs.push(blob); return create.call(URL, blob); };
    const buttons = [...document.querySelectorAll('#content button[aria-label$="download as CSV"]:not(:disabled)')];
    for (const button of buttons) button.click();
    // A list of several pages is asked for before it becomes a file.
    const until = Date.now() + 10000;
    do await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    while (blobs.length < buttons.length && Date.now() < until);
    URL.createObjectURL = create;
    return Promise.all(blobs.map((blob) => blob.text()));
  })()`);
}

/** The cells of a file by RFC 4180. */
export function cellsOf(csv: string): string[] {
  return [...csv.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  );
}
