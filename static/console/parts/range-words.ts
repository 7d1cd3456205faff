import { day } from './format';
import { month } from './months';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-\d{2}$/;

/** From the first to the last day or month of a chart's rows, as `Oct 1, 2026 to Nov 2, 2026`; empty where rows are no time. */
export function rangeWords(cells: readonly (string | number | null)[]): string {
  const texts = cells.filter((cell) => typeof cell === 'string');
  const [first, last] = [texts[0], texts.at(-1)];
  if (first === undefined || last === undefined) return '';
  const word = [first, last].every((text) => DAY.test(text)) ? day : [first, last].every((text) => MONTH.test(text)) ? month : null;
  if (word === null) return '';
  return first === last ? word(first) : `${word(first)} to ${word(last)}`;
}
