import type { StageEntry } from '../store/stage-entries';
import type { DefaultStage } from './default-stage';

export type LicenceDays = {
  readonly evaluationStartDay: number | null;
  readonly evaluationEndDay: number | null;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
};
type Standing = { readonly accountId: number; readonly stage: DefaultStage; readonly licence: LicenceDays };

/** Stages that follow an evaluation; what was between one and the end of a licence is not known. */
const AFTER_TRIAL: ReadonlySet<DefaultStage> = new Set<DefaultStage>(['Evaluation expired', 'Free', 'Paying']);

/**
 * What is new in the history of an account's stages. At first sight the licence tells since when: else everybody would seem to have
 * come in on the day of the first sync. Days since 1970-01-01.
 */
export function newStages(standing: Standing, latest: StageEntry | undefined, today: number): StageEntry[] {
  const { accountId, stage } = standing;
  if (latest !== undefined) return latest.stage === stage || latest.day > today ? [] : [{ accountId, day: today, stage }];
  const day = sinceWhen(standing, today);
  const trial = standing.licence.evaluationStartDay;
  const before = AFTER_TRIAL.has(stage) && trial !== null && trial < day ? [{ accountId, day: trial, stage: 'Evaluation' }] : [];
  return [...before, { accountId, day, stage }];
}

function sinceWhen({ stage, licence }: Standing, today: number): number {
  const { evaluationStartDay, evaluationEndDay, maintenanceStartDay, maintenanceEndDay } = licence;
  const known = (...days: readonly (number | null)[]): number => days.find((day) => day !== null && day <= today) ?? today;
  switch (stage) {
    case 'Evaluation':
      return known(evaluationStartDay, maintenanceStartDay);
    case 'Evaluation expired':
      return known(evaluationEndDay, maintenanceEndDay);
    case 'Free':
    case 'Paying':
      return known(evaluationEndDay, maintenanceStartDay);
    case 'Lapsed':
    case 'Uninstalled':
      return known(maintenanceEndDay);
  }
}
