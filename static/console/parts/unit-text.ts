import { count, roundMoney, roundPercent } from './format';

/** What the figures are: whole cents, shares of one, things counted, or how many times as often. */
export type MonthUnit = 'money' | 'share' | 'count' | 'times';

export function unitText(unit: MonthUnit, value: number): string {
  switch (unit) {
    case 'money':
      return roundMoney(value);
    case 'share':
      return roundPercent(value);
    case 'count':
      return count(value);
    case 'times':
      return `${value.toFixed(1)}×`;
  }
}
