import type { EngagementUnit } from '../../../../src/contract/engagement';
import type { FunnelAnswer, FunnelLimitDays, FunnelLimitOf } from '../../../../src/contract/funnel';
import { count, counted, roundPercent } from '../../parts/format';

export type FunnelStep = FunnelAnswer['steps'][number] & {
  readonly place: number;
  /** Units of the step before that did not come this far; null for the first. */
  readonly lost: number | null;
};
type Asked = {
  readonly unit: EngagementUnit;
  readonly rangeDays: number;
  readonly limitDays: FunnelLimitDays;
  readonly limitOf: FunnelLimitOf;
};

export const funnelRows = (steps: FunnelAnswer['steps']): readonly FunnelStep[] =>
  steps.map((step, index) => ({ ...step, place: index + 1, lost: index === 0 ? null : (steps[index - 1]?.units ?? 0) - step.units }));

/** `the same day`, `1 day`, `12 days` */
export const daysWords = (days: number): string => (days === 0 ? 'the same day' : counted(days, 'day'));

export const limitWords = ({ limitDays, limitOf }: Pick<Asked, 'limitDays' | 'limitOf'>): string => {
  const within = limitDays === 0 ? 'on the same day' : `within ${counted(limitDays, 'day')}`;
  return limitOf === 'whole' ? `${within} of the first step` : `${within} of the step before`;
};

/** The whole funnel in a sentence or two. */
export function funnelGist(rows: readonly FunnelStep[], asked: Asked): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || first.units === 0) return '';
  const share = last.ofFirst === null ? '' : ` (${roundPercent(last.ofFirst)})`;
  const units = counted(first.units, asked.unit);
  const time =
    last.medianDaysFromFirst === null
      ? ''
      : `; half of them took ${last.medianDaysFromFirst === 0 ? 'no more than the day' : `${daysWords(last.medianDaysFromFirst)} or less`}`;
  const reached = `${count(last.units)} of ${units}${share} got from “${first.event}” to “${last.event}”, each step ${limitWords(asked)}${time}.`;
  const worst = rows.slice(1).reduce<FunnelStep | null>((most, row) => ((row.lost ?? 0) > (most?.lost ?? 0) ? row : most), null);
  if (worst === null || rows.length < 3) return reached;
  return `${reached} Most are lost before “${worst.event}”: ${count(worst.lost ?? 0)}${worst.ofPrevious === null ? '' : `, ${roundPercent(1 - worst.ofPrevious)} of the step before`}.`;
}

const FEW = 20;

/** What keeps the figures from being final, or from saying much; null if nothing does. */
export function funnelCaution(rows: readonly FunnelStep[], asked: Asked): string | null {
  const began = rows[0]?.units ?? 0;
  const units = asked.unit === 'user' ? 'users' : 'accounts';
  if (began > 0 && began < FEW) return `Only ${counted(began, asked.unit)} began: shares of so few jump with each of them.`;
  const open = Math.min(asked.limitDays, asked.rangeDays);
  return open === 0
    ? null
    : `Who began in the last ${open === 1 ? 'day' : `${String(open)} days`} may still go on: shares of the newest ${units} grow.`;
}

/** A step put one place earlier or later; the same list where there is no such place. */
export function moved(steps: readonly string[], from: number, by: -1 | 1): readonly string[] {
  const to = from + by;
  if (to < 0 || to >= steps.length) return steps;
  const others = steps.filter((_, index) => index !== from);
  return [...others.slice(0, to), ...steps.slice(from, from + 1), ...others.slice(to)];
}
