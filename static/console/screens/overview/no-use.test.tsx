import { renderToStaticMarkup } from 'react-dom/server';
import { NoUse } from './no-use';

const shown = (waiting: number, isFiltered: boolean): string =>
  renderToStaticMarkup(<NoUse answer={{ scope: 'vendor', waiting }} isFiltered={isFiltered} />);

test('where use is still being counted nobody is told how to begin', () => {
  expect(shown(3_756, false)).toContain('What 3,756 accounts did is still being counted.');
  expect(shown(1, true)).toContain('What 1 account did is still being counted.');
  expect(shown(3_756, false)).not.toContain('No events yet');
});

test('where nothing waits, the filter or the beginning is the reason', () => {
  expect(shown(0, true)).toContain('Nothing was used in the accounts chosen above.');
  expect(shown(0, false)).toContain('No events yet');
});
