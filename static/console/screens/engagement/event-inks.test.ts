import { EVENT_COLORS } from '../../../../src/contract/profiles';
import { eventInks } from './event-inks';

const tokens = (...colors: Parameters<typeof eventInks>[0]) => eventInks(colors).map(({ colorToken }) => colorToken);

test('an event is drawn in its own colour, the others in colours that nobody chose', () => {
  expect(tokens(null, null, null)).toEqual(['--ds-chart-categorical-1', '--ds-chart-green-bold', '--ds-chart-orange-bold']);
  expect(tokens(null, 'green', null)).toEqual(['--ds-chart-categorical-1', '--ds-chart-green-bold', '--ds-chart-orange-bold']);
  expect(tokens('orange', null, null)).toEqual(['--ds-chart-orange-bold', '--ds-chart-categorical-1', '--ds-chart-green-bold']);
  expect(new Set(tokens(...EVENT_COLORS)).size).toBe(EVENT_COLORS.length);
});
