import type { Day } from '../platform/days';
import type { AccountLifeState } from './account-life-state';
import { licenceStateOf } from './identity';
import type { InvocationFacts, LicenceState } from './identity';
import type { kitPlan } from './kit-plan';

type LicenceView = Pick<AccountLifeState, 'licence' | 'edition' | 'trial'>;
export type KitEvent = keyof typeof kitPlan;
export type LifeEvent = { readonly event: KitEvent; readonly properties: Readonly<Record<string, string>> };

/** Before an account's first look nothing is known of its licence. */
export const NO_LICENCE: LicenceView = { licence: 'none', edition: null, trial: null };

/** How the licence stands now. `today`: since when an evaluation runs that did not run before; null when nobody saw it begin. */
export function licenceView(facts: InvocationFacts, before: LicenceView, today: Day | null): LicenceView {
  const licence = licenceStateOf(facts.license);
  const plan = facts.license?.terms?.edition ?? 'none';
  const startDay = before.licence === 'evaluation' ? (before.trial?.startDay ?? null) : today;
  return {
    licence,
    edition: plan === 'none' ? before.edition : plan,
    trial: licence === 'evaluation' ? { startDay, endDay: facts.license?.terms?.trialEndsDay ?? before.trial?.endDay ?? null, plan } : null,
  };
}

/** What happened between two looks: first what ended, then what began. */
export function licenceChanges(before: LicenceView, after: LicenceView): LifeEvent[] {
  const events: LifeEvent[] = [];
  if (before.licence !== after.licence) {
    events.push(...ending(before.licence, before), ...beginning(after.licence, after));
  }
  if (before.edition !== null && after.edition !== null && before.edition !== after.edition) {
    events.push({ event: 'Edition Changed', properties: { from: before.edition, to: after.edition } });
  }
  return events;
}

function ending(licence: LicenceState, { edition, trial }: LicenceView): LifeEvent[] {
  if (licence === 'evaluation') return [{ event: 'Trial Ended', properties: trialProperties(trial) }];
  return licence === 'active' ? [{ event: 'Licence Lapsed', properties: { edition: edition ?? 'none' } }] : [];
}

function beginning(licence: LicenceState, { edition, trial }: LicenceView): LifeEvent[] {
  if (licence === 'evaluation') return [{ event: 'Trial Started', properties: trialProperties(trial) }];
  return licence === 'active' ? [{ event: 'Licence Activated', properties: { edition: edition ?? 'none' } }] : [];
}

/** What is not known is left out. */
function trialProperties(trial: LicenceView['trial']): LifeEvent['properties'] {
  const { startDay = null, endDay = null, plan = 'none' } = trial ?? {};
  return {
    ...(startDay === null ? {} : { trial_start_date: startDay }),
    ...(endDay === null ? {} : { trial_end_date: endDay }),
    trial_plan_name: plan,
  };
}
