import { renderToStaticMarkup } from 'react-dom/server';
import { Columns, placed, reachOf } from './columns';

test('gains reach up and losses down, whatever their order', () => {
  const layers = [
    { name: 'a', value: 30, tone: '' },
    { name: 'b', value: -10, tone: '' },
    { name: 'c', value: 5, tone: '' },
    { name: 'd', value: 0, tone: '' },
  ];
  expect(reachOf(layers)).toEqual({ above: 35, below: 10 });
  expect(placed(layers).map(({ name, from, size }) => [name, from, size])).toEqual([
    ['a', 0, 30],
    ['b', -10, 10],
    ['c', 30, 5],
  ]);
});

test('the tallest and the deepest column fill the drawing together, and one with an address is a link that says all', () => {
  const html = renderToStaticMarkup(
    <Columns
      label="Movements"
      currentId="b"
      columns={[
        { id: 'a', label: 'Jan', words: 'January: new $30', href: '#/revenue?from=a', layers: [{ name: 'new', value: 30, tone: 'new' }] },
        {
          id: 'b',
          label: 'Feb',
          words: 'February: churn −$10',
          href: '#/revenue?from=b',
          layers: [{ name: 'churn', value: -10, tone: 'churn' }],
        },
        { id: 'c', label: 'Mar', words: 'March: nothing moved', href: null, layers: [] },
      ]}
    />,
  );
  expect(html).toContain('<span class="columns-layer new" style="inset-block-end:25%;block-size:75%"></span>');
  expect(html).toContain('<span class="columns-layer churn" style="inset-block-end:0%;block-size:25%"></span>');
  expect(html).toContain('href="#/revenue?from=b" aria-current="true"');
  expect(html).toContain('<span class="unseen">March: nothing moved</span>');
});

test('labels of many columns thin out; the words of each stay', () => {
  const columns = Array.from({ length: 36 }, (_, index) => ({
    id: String(index),
    label: `L${String(index)}`,
    words: `W${String(index)}.`,
    href: null,
    layers: [],
  }));
  const html = renderToStaticMarkup(<Columns label="Many" columns={columns} currentId={null} />);
  expect(html.match(/>L\d+</g)).toHaveLength(12);
  expect(html.match(/class="unseen">W\d+\./g)).toHaveLength(36);
  // And where there is little room, half of those.
  expect([...html.matchAll(/"columns-label" aria-hidden="true">(L\d+)</g)].map(([, name]) => name)).toEqual(
    [0, 6, 12, 18, 24, 30].map((at) => `L${String(at)}`),
  );
});

test('a figure stands on top of its column, and a column that still grows is marked', () => {
  const layers = [
    { name: 'new', value: 30, tone: 'new' },
    { name: 'dormant', value: -10, tone: 'dormant' },
  ];
  const html = renderToStaticMarkup(
    <Columns
      label="Lifecycle"
      currentId={null}
      columns={[{ id: 'a', label: 'Jan 5', words: 'So far 30', href: null, layers, figure: '30', mark: '2.1.0', isRunning: true }]}
    />,
  );
  expect(html).toContain('<ol class="columns marked"');
  expect(html).toContain('<span class="columns-release"><span>2.1.0</span></span>');
  expect(html).toContain('<li title="So far 30" class="running">');
  expect(html).toContain('<span class="columns-figure" style="inset-block-end:100%">30</span>');
});
