import { FormulaRefusal, isBinaryOperator, PRECEDENCE } from './expression';
import type { BinaryOperator, Expression } from './expression';
import { FORMULA_FUNCTIONS, isFormulaFunction } from './functions';
import { tokensOf } from './tokens';
import type { Token } from './tokens';

export const MAX_FORMULA_LENGTH = 1_000;
/** Nested this deep at most; a deeper one would end in the stack and not in words. */
const MAX_DEPTH = 40;

/**
 * Reads a formula such as `seats * priceOf(tier)` or `if([Users seen] > seats, "over", "within")`. Properties are named by their key, in
 * square brackets when the key is more than one word. Throws `FormulaRefusal`.
 */
export function parseFormula(formula: string): Expression {
  if (formula.length > MAX_FORMULA_LENGTH)
    throw new FormulaRefusal(`A formula has at most ${MAX_FORMULA_LENGTH} characters.`, MAX_FORMULA_LENGTH);
  const reader = new TokenReader(tokensOf(formula));
  if (reader.peek().kind === 'end') throw new FormulaRefusal('The formula is empty.', 0);
  const expression = readBinary(reader, 0, 0);
  const rest = reader.peek();
  if (rest.kind !== 'end') throw new FormulaRefusal(`${shown(rest)} is not expected here.`, rest.at);
  return expression;
}

class TokenReader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.tokens[this.at] ?? { kind: 'end', at: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  expect(sign: string): void {
    const token = this.next();
    if (token.kind !== 'sign' || token.value !== sign) throw new FormulaRefusal(`“${sign}” is missing before ${shown(token)}.`, token.at);
  }
}

function readBinary(reader: TokenReader, least: number, depth: number): Expression {
  let left = readUnary(reader, depth);
  for (;;) {
    const token = reader.peek();
    const operator = operatorOf(token);
    if (operator === null || PRECEDENCE[operator] <= least) return left;
    reader.next();
    // A chain leans to the left and is as deep as it is long: its length is bounded by the formula's.
    left = { kind: 'binary', at: token.at, operator, left, right: readBinary(reader, PRECEDENCE[operator], depth + 1) };
  }
}

function operatorOf(token: Token): BinaryOperator | null {
  if (token.kind !== 'sign' && (token.kind !== 'name' || token.bracketed)) return null;
  return isBinaryOperator(token.value) ? token.value : null;
}

function readUnary(reader: TokenReader, depth: number): Expression {
  const token = reader.next();
  refuseDepth(depth, token);
  switch (token.kind) {
    case 'number':
    case 'money':
      return { kind: 'literal', at: token.at, value: token.value, money: token.kind === 'money' };
    case 'text':
      return { kind: 'literal', at: token.at, value: token.value, money: false };
    case 'name':
      return readName(reader, token, depth);
    case 'sign':
      if (token.value === '-') return { kind: 'unary', at: token.at, operator: '-', of: readUnary(reader, depth + 1) };
      if (token.value === '(') {
        const inner = readBinary(reader, 0, depth + 1);
        reader.expect(')');
        return inner;
      }
      throw new FormulaRefusal(`${shown(token)} is not expected here.`, token.at);
    case 'end':
      throw new FormulaRefusal('The formula ends too early.', token.at);
  }
}

function readName(reader: TokenReader, token: Token & { kind: 'name' }, depth: number): Expression {
  const { at, value } = token;
  if (token.bracketed) return { kind: 'property', at, key: value };
  if (value === 'true' || value === 'false') return { kind: 'literal', at, value: value === 'true', money: false };
  // Binds tighter than “and”, looser than a comparison.
  if (value === 'not') return { kind: 'unary', at, operator: 'not', of: readBinary(reader, PRECEDENCE.and, depth + 1) };
  const next = reader.peek();
  if (next.kind !== 'sign' || next.value !== '(') return { kind: 'property', at, key: value };
  if (!isFormulaFunction(value))
    throw new FormulaRefusal(`There is no function “${value}”. There are ${FORMULA_FUNCTIONS.join(', ')}.`, at);
  reader.next();
  const of: Expression[] = [];
  for (;;) {
    of.push(readBinary(reader, 0, depth + 1));
    const after = reader.peek();
    if (after.kind !== 'sign' || after.value !== ',') break;
    reader.next();
  }
  reader.expect(')');
  return { kind: 'call', at, name: value, of };
}

function refuseDepth(depth: number, token: Token): void {
  if (depth > MAX_DEPTH) throw new FormulaRefusal(`A formula is nested at most ${MAX_DEPTH} deep.`, token.at);
}

function shown(token: Token): string {
  return token.kind === 'end' ? 'the end' : `“${token.value}”`;
}
