/** What formulas can call. */
export const FORMULA_FUNCTIONS = [
  'abs',
  'ceil',
  'contains',
  'day',
  'daysSince',
  'floor',
  'if',
  'isKnown',
  'length',
  'lower',
  'max',
  'min',
  'priceOf',
  'round',
] as const;
export type FormulaFunction = (typeof FORMULA_FUNCTIONS)[number];

export function isFormulaFunction(name: string): name is FormulaFunction {
  return (FORMULA_FUNCTIONS as readonly string[]).includes(name);
}
