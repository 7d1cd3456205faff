import { licenceStateOn } from '../marketplace/licence-state';
import type { LicenceStanding } from '../marketplace/licence-state';

export type StageKind = 'free' | 'paying' | 'churn';

/** Where an account stands by its licence alone, and what kind of stage that is. An account without a licence stands nowhere. */
export const DEFAULT_STAGES = {
  Evaluation: 'free',
  'Evaluation expired': 'churn',
  Free: 'free',
  Paying: 'paying',
  Lapsed: 'churn',
  Uninstalled: 'churn',
} as const satisfies Record<string, StageKind>;
export type DefaultStage = keyof typeof DEFAULT_STAGES;

/**
 * The stage on a day (day number). Whoever pays on it pays, also when the licence was cancelled for the end of what is paid, so that
 * stages and MRR agree. `goneAt`: the licence is no longer in the reports.
 */
export function defaultStage(
  licence: LicenceStanding & { readonly goneAt: string | null },
  on: { readonly day: number; readonly mrrCents: number },
): DefaultStage {
  if (on.mrrCents > 0) return 'Paying';
  switch (licence.goneAt === null ? licenceStateOn(licence, on.day) : 'inactive') {
    case 'evaluation':
      return 'Evaluation';
    case 'active':
      return 'Free';
    case 'cancelled':
      return 'Uninstalled';
    case 'inactive':
      return licence.licenceType === 'EVALUATION' ? 'Evaluation expired' : 'Lapsed';
  }
}
