import { FormulaRefusal } from './expression';
import { type Token, tokensOf } from './tokens';

/** A formula with properties called by name, as `“Seats” * priceOf(“Plan”)`. What has no name of its own, and what cannot be read, stays as it is. */
export function formulaWords(formula: string, nameOf: (key: string) => string): string {
  let words = '';
  let from = 0;
  const tokens = readable(formula);
  tokens.forEach((token, index) => {
    if (token.kind !== 'name' || isCall(tokens[index + 1])) return;
    const name = nameOf(token.value);
    if (name === token.value) return;
    words += `${formula.slice(from, token.at)}“${name}”`;
    from = token.at + token.value.length + (token.bracketed ? 2 : 0);
  });
  return words + formula.slice(from);
}

const isCall = (next: Token | undefined): boolean => next?.kind === 'sign' && next.value === '(';

function readable(formula: string): readonly Token[] {
  try {
    return tokensOf(formula);
  } catch (error) {
    if (error instanceof FormulaRefusal) return [];
    throw error;
  }
}
