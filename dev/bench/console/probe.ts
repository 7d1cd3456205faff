/**
 * Runs in each document before its own scripts; does something in the console's frame only. As text: it must reach the page
 * untouched by a compiler. Every time that it tells is taken after the frame has been painted.
 *
 * - the performance mark `usable`: every tile of the first screen shows a figure;
 * - `bench.change(hash)`: milliseconds until the screen of that address answers with a heading of its own, and until nothing on it
 *   is a stand-in any more (charts included);
 * - `bench.scroll(…)`: watches the long table frame by frame.
 */
export const PROBE = `
if (window !== window.top) {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(0);
  }));
  const isShown = () => document.getElementById('root')?.style.visibility !== 'hidden';
  const isUsable = () => {
    const figures = [...document.querySelectorAll('[data-testid^="tile-"] .tile-value')];
    return figures.length >= 4 && figures.every((figure) => figure.textContent.trim() !== '') && figures.some((figure) => /[1-9]/.test(figure.textContent)) && isShown();
  };
  const waitForUsable = async () => {
    while (!isUsable()) await painted();
    await painted();
    performance.mark('usable');
  };

  const GIVE_UP_MS = 30000;
  const EDGE_PIXELS = 1;
  const heading = () => document.querySelector('#content h1');
  window.bench = {
    usable: waitForUsable(),
    async change(hash) {
      const before = heading();
      const start = performance.now();
      const link = document.querySelector('header nav a[href="' + hash + '"]');
      if (link === null) location.hash = hash; else link.click();
      let answeredMs = null;
      for (;;) {
        const now = await painted();
        const current = heading();
        const isChanged = current !== null && current !== before;
        if (isChanged && answeredMs === null) answeredMs = now - start;
        if (isChanged && !/: loading$/.test(current.textContent) && document.querySelector('#content .skeleton') === null)
          return { answeredMs, contentMs: now - start, title: current.textContent };
        if (now - start > GIVE_UP_MS) throw new Error(hash + ' is still loading: ' + document.querySelector('#content').textContent.slice(0, 200));
      }
    },
    /** Rows in view now: how many there should be, are drawn, and have their data. The headings stay, the row around them goes with the list. */
    look() {
      const scroller = document.querySelector('.long-table');
      const place = scroller.getBoundingClientRect();
      const top = scroller.querySelector('thead th').getBoundingClientRect().bottom;
      const bottom = place.top + scroller.clientHeight;
      let covered = 0;
      const rows = [];
      for (const row of scroller.querySelectorAll('tbody tr[aria-rowindex]')) {
        const { top: rowTop, bottom: rowBottom } = row.getBoundingClientRect();
        const visible = Math.min(bottom, rowBottom) - Math.max(top, rowTop);
        if (visible <= 0) continue;
        const isWaiting = row.querySelector('.long-wait') !== null;
        if (!isWaiting) covered += visible;
        rows.push([Number(row.getAttribute('aria-rowindex')), isWaiting ? null : row.querySelector('th').innerText]);
      }
      // The line below the headings is nobody's row.
      return { share: Math.min(1, (covered + EDGE_PIXELS) / (bottom - top)), rows };
    },
    /** Notes for each frame until told to stop when it was and which share of the view showed rows with their data. */
    watch() {
      const frames = [];
      let isOver = false;
      const note = () => {
        if (isOver) return;
        frames.push([performance.now(), window.bench.look().share, document.querySelector('.long-table').scrollTop]);
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
      return () => { isOver = true; return frames; };
    },
    /** Goes through all rows, less than a view at a time; the first line of each row by its index, and rows drawn twice. */
    async walk(step) {
      const scroller = document.querySelector('.long-table');
      const seen = {};
      let twice = 0;
      for (let top = 0; ; top += step) {
        scroller.scrollTop = top;
        const start = performance.now();
        for (;;) {
          await painted();
          if (window.bench.look().share > 0.999) break;
          if (performance.now() - start > GIVE_UP_MS) throw new Error('Rows at ' + top + ' never came');
        }
        const { rows } = window.bench.look();
        if (new Set(rows.map(([index]) => index)).size !== rows.length) twice += 1;
        for (const [index, text] of rows) seen[index] = text;
        if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) return { seen, twice };
      }
    },
  };
}
`;
