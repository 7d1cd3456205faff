import type { Tile } from '../../../../src/contract/overview';
import { count, moneyDigits, percent, roundMoney } from '../../parts/format';

type Unit = Tile['unit'];
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A headline figure as people read it; a dash where it is not known. */
export function written(unit: Unit, value: number | null): string {
  if (value === null) return '–';
  switch (unit) {
    case 'count':
      return count(value);
    case 'share':
      return percent(value);
    case 'money':
      return roundMoney(value);
    case 'decimal':
      return oneDecimal.format(value);
  }
}

/** The same as people type it: dollars, percent, plain numbers. */
export function typedFigure(unit: Unit, value: number): string {
  switch (unit) {
    case 'count':
      return String(Math.round(value));
    case 'share':
      return String(Number((value * 100).toFixed(2)));
    case 'money':
      return moneyDigits(value).replace(/\.00$/, '');
    case 'decimal':
      return String(Number(value.toFixed(2)));
  }
}

const LONGEST_DIGITS = 9;

/** What was typed, in the figure's unit; null for what is no such figure. Commas, spaces and the unit's sign are taken for what they are. */
export function readFigure(unit: Unit, text: string): number | null {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[\s,$%]/g, ''));
  const [, whole = '', decimals = ''] = match ?? [];
  if (match === null || whole.length > LONGEST_DIGITS) return null;
  const hundredths = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  switch (unit) {
    case 'count':
      return hundredths % 100 === 0 ? hundredths / 100 : null;
    case 'share':
      return hundredths / 10_000;
    case 'money':
      return hundredths;
    case 'decimal':
      return hundredths / 100;
  }
}
