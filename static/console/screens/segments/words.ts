import type { SegmentRow } from '../../../../src/contract/segments';
import { count } from '../../parts/format';
import { KIND_WORDS } from './builder/words';

/** `1 account`, `1,200 users in an account` */
export const countedKind = (value: number, kind: SegmentRow['kind']): string =>
  `${count(value)} ${value === 1 ? KIND_WORDS[kind].one : KIND_WORDS[kind].many}`;
export const kindHeading = (kind: SegmentRow['kind']): string => {
  const { many } = KIND_WORDS[kind];
  return `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
};

/** How it stands, and what its reader may do about it. */
export function stateWords({ state, isComputing, trouble }: Pick<SegmentRow, 'state' | 'isComputing' | 'trouble'>): {
  readonly word: string;
  readonly tone: 'good' | 'trial' | 'quiet' | 'bad';
  readonly why: string;
} {
  if (state === 'archived') return { word: 'Archived', tone: 'quiet', why: 'Nobody is in it until it is restored.' };
  if (trouble !== null) return { word: 'Cannot be evaluated', tone: 'bad', why: `${trouble}.` };
  return isComputing
    ? { word: 'Being computed', tone: 'trial', why: 'Not everybody was asked yet; its members are still coming in.' }
    : { word: 'Live', tone: 'good', why: '' };
}

/** `+12 −3`, or that nothing happened. */
export const changeWords = (entered: number, left: number): string =>
  entered === 0 && left === 0
    ? 'no change'
    : [entered > 0 ? `+${count(entered)}` : '', left > 0 ? `−${count(left)}` : ''].filter(Boolean).join(' ');
