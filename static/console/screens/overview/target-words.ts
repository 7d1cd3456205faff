import type { Tile } from '../../../../src/contract/overview';
import type { Target, TargetOutcome } from '../../../../src/contract/targets';
import { day, roundPercent } from '../../parts/format';
import { written } from './figures';

export const stateWords: Readonly<Record<Target['state'], string>> = {
  reached: 'Reached',
  onTrack: 'On track',
  offTrack: 'Off track',
  missed: 'Missed',
};

/** `62% of the way to 500 by Dec 31, 2026` */
export function wayWords(unit: Tile['unit'], { value, byDay, progress }: Target): string {
  const goal = `${written(unit, value)} by ${day(byDay)}`;
  return progress <= 0 ? `Target ${goal}` : `${roundPercent(Math.min(1, progress))} of the way to ${goal}`;
}

/** What a straight way would come to today, and where it began. */
export function expectedWords(unit: Tile['unit'], { expected, startValue, startDay }: Target): string {
  return `A straight way from ${written(unit, startValue)} on ${day(startDay)} would be at ${written(unit, expected)} today.`;
}

export const outcomeWords: Readonly<Record<Exclude<TargetOutcome, 'saved'>, string>> = {
  past: 'Choose a day after today.',
  there: 'The figure is there already: choose another value.',
  'no-figure': 'There is no figure yet that a target could start from.',
};
