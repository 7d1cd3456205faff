import { dayNumber } from '../platform/days';
import { DEFAULT_STAGES, defaultStage } from './default-stage';

const today = dayNumber('2028-02-29');
const licence = { status: 'active', licenceType: 'COMMERCIAL', sourceType: 'Marketplace', maintenanceEndDay: today + 1, goneAt: null };
const evaluation = { ...licence, licenceType: 'EVALUATION' };

test.each([
  ['runs and is paid', licence, 1, 'Paying'],
  ['runs for nothing', licence, 0, 'Free'],
  ['is free by its kind', { ...licence, licenceType: 'OPEN_SOURCE', maintenanceEndDay: null }, 0, 'Free'],
  ['is an evaluation that runs', evaluation, 0, 'Evaluation'],
  ['is an evaluation that ended today', { ...evaluation, maintenanceEndDay: today }, 0, 'Evaluation expired'],
  ['is an evaluation that left the reports', { ...evaluation, goneAt: '2028-02-01T00:00:00.000Z' }, 0, 'Evaluation expired'],
  ['ended today', { ...licence, maintenanceEndDay: today }, 0, 'Lapsed'],
  ['is inactive', { ...licence, status: 'inactive' }, 0, 'Lapsed'],
  ['left the reports', { ...licence, goneAt: '2028-02-01T00:00:00.000Z' }, 0, 'Lapsed'],
  ['has a status that nobody knows', { ...licence, status: 'dormant' }, 0, 'Lapsed'],
  ['was cancelled', { ...licence, status: 'cancelled' }, 0, 'Uninstalled'],
  ['was cancelled for the end of what is paid', { ...licence, status: 'cancelled' }, 900, 'Paying'],
  ['was cancelled while it was tried', { ...evaluation, status: 'cancelled' }, 0, 'Uninstalled'],
] as const)('a licence that %s', (_what, each, mrrCents, stage) => {
  expect(defaultStage(each, { day: today, mrrCents })).toBe(stage);
  expect(DEFAULT_STAGES[stage] === 'paying').toBe(mrrCents > 0);
});
