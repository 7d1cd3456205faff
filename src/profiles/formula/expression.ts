import type { FormulaFunction } from './functions';

/** A formula as it was understood. `at`: where in the text it begins, for what is to be said about it. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: number; readonly value: number | string | boolean; readonly money: boolean }
  | { readonly kind: 'property'; readonly at: number; readonly key: string }
  | { readonly kind: 'unary'; readonly at: number; readonly operator: '-' | 'not'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly at: number; readonly name: FormulaFunction; readonly of: readonly Expression[] };

export type BinaryOperator = '+' | '-' | '*' | '/' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | '??';

/** How tightly operators bind; the tighter the higher. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '??': 1,
  or: 2,
  and: 3,
  '=': 4,
  '!=': 4,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
};

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}

/** Why a formula is refused, and where in it. Written for whoever typed it. */
export class FormulaRefusal extends Error {
  override readonly name = 'FormulaRefusal';
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
