import type { Billing } from './billing';
import type { DayIndex } from './calendar';
import type { Journey } from './journey';
import type { HiddenTruth } from './truth';

/** What the licence said from a day on. */
export type LicenceState = {
  readonly fromDay: DayIndex;
  readonly licenseType: 'COMMERCIAL' | 'ACADEMIC' | 'COMMUNITY' | 'EVALUATION' | 'OPEN_SOURCE';
  readonly status: 'active' | 'inactive' | 'cancelled';
  /** Null: the tier called "Evaluation". */
  readonly users: number | null;
  readonly maintenanceStartDay: DayIndex;
  readonly maintenanceEndDay: DayIndex;
};

function paidType({ story }: HiddenTruth): LicenceState['licenseType'] {
  if (story === 'academic') return 'ACADEMIC';
  if (story === 'community') return 'COMMUNITY';
  return story === 'open-source' ? 'OPEN_SOURCE' : 'COMMERCIAL';
}

/** The licence from its first day to `endDay`, oldest first; never empty. A purchase converts the same licence in place. */
export function licenceHistory(truth: HiddenTruth, journey: Journey, billing: Billing, endDay: DayIndex): LicenceState[] {
  const states: LicenceState[] = [];
  const licenseType = paidType(truth);
  const { evaluation, arc } = journey;
  if (evaluation !== null) {
    const trial = {
      licenseType: 'EVALUATION',
      users: null,
      maintenanceStartDay: evaluation.fromDay,
      maintenanceEndDay: evaluation.toDay,
    } as const;
    states.push({ ...trial, fromDay: evaluation.fromDay, status: 'active' });
    if (journey.purchaseDay !== evaluation.toDay) states.push({ ...trial, fromDay: evaluation.toDay, status: 'inactive' });
  } else if (billing.lines.length === 0) {
    states.push({
      fromDay: arc.installedDay,
      licenseType,
      status: 'active',
      users: truth.seats,
      maintenanceStartDay: arc.installedDay,
      maintenanceEndDay: endDay + 300,
    });
  }
  let previousEnd: DayIndex | null = null;
  for (const line of billing.lines) {
    if (line.saleType === 'Refund' || line.addedUsers.length > 0) continue;
    const paid = { licenseType, users: line.users, maintenanceStartDay: line.fromDay, maintenanceEndDay: line.toDay } as const;
    const last = states.at(-1);
    if (previousEnd !== null && line.saleDay > previousEnd && last !== undefined)
      states.push({ ...last, fromDay: previousEnd, status: 'inactive' });
    states.push({ ...paid, fromDay: line.saleDay, status: 'active' });
    previousEnd = line.toDay;
  }
  const last = states.at(-1);
  if (billing.cancelledDay !== null && last !== undefined) {
    const cut = billing.cancelledDay < last.maintenanceEndDay;
    states.push({
      ...last,
      fromDay: billing.cancelledDay,
      status: cut ? 'cancelled' : 'inactive',
      maintenanceEndDay: Math.min(last.maintenanceEndDay, billing.cancelledDay),
    });
  }
  return states.filter(({ fromDay }) => fromDay <= endDay);
}
