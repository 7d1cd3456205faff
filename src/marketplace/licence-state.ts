export type LicenceState = 'active' | 'evaluation' | 'inactive' | 'cancelled';

export type LicenceStanding = {
  readonly status: string | null;
  readonly licenceType: string | null;
  readonly sourceType: string | null;
  readonly maintenanceEndDay: number | null;
};

/** Licence types that are paid for when they are paid for; the rest is free by its kind. */
const PAID_TYPES = new Set<string | null>(['COMMERCIAL', 'ACADEMIC', 'COMMUNITY']);

/**
 * The state on a day (day number). An "active" licence whose time is over is inactive: reports lag, and a grace period does
 * not count as active. A status that is not known is not called active.
 */
export function licenceStateOn(licence: LicenceStanding, day: number): LicenceState {
  if (licence.status === 'cancelled') return 'cancelled';
  if (licence.status !== 'active') return 'inactive';
  if (licence.maintenanceEndDay !== null && licence.maintenanceEndDay <= day) return 'inactive';
  return licence.licenceType === 'EVALUATION' ? 'evaluation' : 'active';
}

/** True for an active licence of a paid type that brings recurring revenue on that day; Atlassian's own licences never do. */
export function isPayingOn(licence: LicenceStanding, day: number, mrrCents: number): boolean {
  return (
    licenceStateOn(licence, day) === 'active' && PAID_TYPES.has(licence.licenceType) && licence.sourceType !== 'Atlassian' && mrrCents > 0
  );
}
