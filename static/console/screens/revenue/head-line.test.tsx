import { renderToStaticMarkup } from 'react-dom/server';
import { Crumbs } from './crumbs';
import { HeadLine } from './head-line';
import { DEFAULT_QUERY } from './query';

const head = {
  asOfDay: '2026-11-21',
  graceDays: 14,
  lines: 12,
  waiting: 2,
  flagged: { lines: 3, cents: 12_50 },
};
const text = (html: string): string => html.replaceAll(/<[^>]*>/g, '');

test('what the figures are of, how far they go, and what is in question in them', () => {
  const query = { ...DEFAULT_QUERY, basis: 'net', filter: { app: ['two'] } } as const;
  const html = renderToStaticMarkup(<HeadLine head={head} query={query} />);
  expect(text(html)).toBe(
    'What is left for you of the accounts chosen above, up to Nov 21, 2026 (UTC). A pause of up to 14 days is no pause. ' +
      '2 accounts with new lines will be in the figures in a few minutes. 3 lines in question, $12.50',
  );
  expect(html).toContain('href="#/revenue?tab=reconciliation&amp;basis=net&amp;app=two"');
});

test('nothing in question, nothing waiting and no grace are not worth a word', () => {
  const calm = { ...head, graceDays: 0, waiting: 0, flagged: { lines: 0, cents: 0 } };
  expect(text(renderToStaticMarkup(<HeadLine head={calm} query={DEFAULT_QUERY} />))).toBe(
    'What customers pay, up to Nov 21, 2026 (UTC), from 12 transaction lines. ',
  );
});

test('the way back leads from a line to its account and on to the list that it was opened from', () => {
  const query = { ...DEFAULT_QUERY, from: '2026-11', to: '2026-11', account: '7', line: '31' };
  const html = renderToStaticMarkup(<Crumbs query={query} />);
  expect(html).toContain('href="#/revenue?from=2026-11&amp;to=2026-11">Bridge</a>');
  expect(html).toContain('href="#/revenue?from=2026-11&amp;to=2026-11&amp;account=7">Account</a>');
  expect(renderToStaticMarkup(<Crumbs query={DEFAULT_QUERY} />)).toBe('');
});
