import { HEALTH_HOLD_DAYS } from '../../../../src/contract/health';
import type { HealthColour, HealthSource } from '../../../../src/contract/health';

export const COLOURS = ['good', 'normal', 'bad', 'unknown'] as const satisfies readonly HealthColour[];
export const COLOUR_WORDS: Readonly<Record<HealthColour | 'none', string>> = {
  good: 'Good',
  normal: 'Normal',
  bad: 'Bad',
  unknown: 'Cannot be told',
  none: 'None',
};
export const SECTION_TITLES = { board: 'Board', rules: 'Rules' } as const;

export const SOURCE_WORDS: Readonly<Record<HealthSource, string>> = {
  'own rules': 'by its own rules',
  'rules for every stage': 'by the rules for every stage',
  scores: 'by scores',
  left: 'left; nobody asks',
};

export const MEANING = `Good where the good rules of its stage hold, else bad where the bad ones do, else normal. Without rules the chance to leave tells of accounts that pay, and the chance to buy of trials. A change must last ${String(HEALTH_HOLD_DAYS)} days.`;

export const stageName = (name: string | null): string => name ?? 'Without a licence';
/** Rules for every stage have an empty one. */
export const rulesName = (name: string): string => (name === '' ? 'Every other stage' : name);
