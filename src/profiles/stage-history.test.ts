import { newStages } from './stage-history';
import type { LicenceDays } from './stage-history';

const TODAY = 20_000;
const LICENCE: LicenceDays = { evaluationStartDay: null, evaluationEndDay: null, maintenanceStartDay: null, maintenanceEndDay: null };
const days = (entries: ReturnType<typeof newStages>) => entries.map(({ day, stage }) => `${String(day)} ${stage}`);

test('at first sight the licence tells since when', () => {
  const paid = { ...LICENCE, evaluationStartDay: 19_000, evaluationEndDay: 19_030, maintenanceStartDay: 19_000, maintenanceEndDay: 20_300 };
  const at = (stage: Parameters<typeof newStages>[0]['stage'], licence: LicenceDays) =>
    days(newStages({ accountId: 1, stage, licence }, undefined, TODAY));
  expect(at('Paying', paid)).toEqual(['19000 Evaluation', '19030 Paying']);
  expect(at('Evaluation expired', paid)).toEqual(['19000 Evaluation', '19030 Evaluation expired']);
  expect(at('Evaluation', { ...LICENCE, evaluationStartDay: 19_990, evaluationEndDay: 20_020 })).toEqual(['19990 Evaluation']);
  expect(at('Lapsed', { ...LICENCE, maintenanceStartDay: 19_000, maintenanceEndDay: 19_365 })).toEqual(['19365 Lapsed']);
  // Ended early: what is paid runs on, and the day it ended is not known.
  expect(at('Uninstalled', paid)).toEqual(['20000 Uninstalled']);
  expect(at('Free', LICENCE)).toEqual(['20000 Free']);
});

test('after that, a change is of the day it was seen on, and no change is none', () => {
  const standing = { accountId: 1, stage: 'Lapsed', licence: LICENCE } as const;
  expect(days(newStages(standing, { accountId: 1, day: 19_000, stage: 'Paying' }, TODAY))).toEqual(['20000 Lapsed']);
  expect(newStages(standing, { accountId: 1, day: 19_000, stage: 'Lapsed' }, TODAY)).toEqual([]);
  // Seen from the future: a clock was wrong, and history is not rewritten.
  expect(newStages(standing, { accountId: 1, day: 20_001, stage: 'Paying' }, TODAY)).toEqual([]);
});
