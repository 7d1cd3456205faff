import { FormulaRefusal } from './expression';

export type Token =
  | { readonly kind: 'number' | 'money'; readonly at: number; readonly value: number }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  /** A name in square brackets may hold anything but brackets. */
  | { readonly kind: 'name'; readonly at: number; readonly value: string; readonly bracketed: boolean }
  | { readonly kind: 'sign'; readonly at: number; readonly value: string }
  | { readonly kind: 'end'; readonly at: number };

const SPACE = /\s*/y;
const NUMBER = /(\$?)(\d{1,15}(?:\.\d{1,6})?)(?![\w.])/y;
const NAME = /[A-Za-z_][\w.]*/y;
const BRACKETED = /\[([^[\]]{1,100})\]/y;
const TEXT = /"([^"]*)"|'([^']*)'/y;
const SIGN = /\?\?|<=|>=|!=|[-+*/=<>(),]/y;

/** The words of a formula, in order; each pattern is tried once at each place, so the time is linear in its length. */
export function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(formula);
  };
  for (;;) {
    at += take(SPACE)?.[0].length ?? 0;
    if (at >= formula.length) break;
    const { token, length } = tokenAt(take, at) ?? refuse(formula, at);
    tokens.push(token);
    at += length;
  }
  return [...tokens, { kind: 'end', at }];
}

function tokenAt(take: (pattern: RegExp) => RegExpExecArray | null, at: number): { token: Token; length: number } | null {
  const number = take(NUMBER);
  if (number !== null) {
    const money = number[1] === '$';
    const value = Number(number[2]);
    return { token: { kind: money ? 'money' : 'number', at, value: money ? Math.round(value * 100) : value }, length: number[0].length };
  }
  const name = take(NAME);
  if (name !== null) return { token: { kind: 'name', at, value: name[0], bracketed: false }, length: name[0].length };
  const bracketed = take(BRACKETED);
  if (bracketed !== null) return { token: { kind: 'name', at, value: bracketed[1] ?? '', bracketed: true }, length: bracketed[0].length };
  const text = take(TEXT);
  if (text !== null) return { token: { kind: 'text', at, value: text[1] ?? text[2] ?? '' }, length: text[0].length };
  const sign = take(SIGN);
  return sign === null ? null : { token: { kind: 'sign', at, value: sign[0] }, length: sign[0].length };
}

function refuse(formula: string, at: number): never {
  throw new FormulaRefusal(`“${formula.slice(at, at + 12)}” cannot be read.`, at);
}
