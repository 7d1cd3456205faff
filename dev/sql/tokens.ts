/** `word` is bare, `name` was in backticks, `string` is decoded; `upper` is the upper-case text of a word and empty otherwise. */
export type SqlToken = {
  readonly kind: 'word' | 'name' | 'number' | 'string' | 'param' | 'op';
  readonly text: string;
  readonly upper: string;
  readonly start: number;
  readonly end: number;
};

/** The local engine knows no equal of this construct. Refusing is the point: a pass-through might mean something else. */
export class UntranslatableSql extends Error {
  constructor(
    readonly construct: string,
    statement: string,
  ) {
    super(`Cannot translate ${construct} for SQLite: ${statement.length > 300 ? `${statement.slice(0, 300)}…` : statement}`);
    this.name = 'UntranslatableSql';
  }
}

const OPERATORS = ['<=>', '->>', '<<', '>>', '<=', '>=', '<>', '!=', '||', '&&', ':=', '->'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', 0: '\0', Z: '\u001a', '%': '\\%', _: '\\_' };

const isWordStart = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 64 || code > 127;
const isDigit = (code: number) => code >= 48 && code <= 57;

/** Splits a MySQL statement in one pass. Comments and optimizer hints go, a trailing semicolon goes, a second statement is an error. */
export function tokenize(source: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const push = (kind: SqlToken['kind'], text: string, start: number) => {
    tokens.push({ kind, text, upper: kind === 'word' ? text.toUpperCase() : '', start, end: at });
  };
  while (at < source.length) {
    const start = at;
    const char = source.charAt(at);
    const code = source.charCodeAt(at);
    if (code <= 32) {
      at += 1;
    } else if (char === '?') {
      at += 1;
      push('param', '?', start);
    } else if (isDigit(code) || (char === '.' && isDigit(source.charCodeAt(at + 1)))) {
      at = endOfNumber(source, at);
      push('number', source.slice(start, at), start);
    } else if (isWordStart(code)) {
      while (at < source.length && (isWordStart(source.charCodeAt(at)) || isDigit(source.charCodeAt(at)) || source[at] === '$')) at += 1;
      push('word', source.slice(start, at), start);
    } else if (char === "'" || char === '"') {
      const { value, end } = readQuoted(source, at, char, true);
      at = end;
      push('string', value, start);
    } else if (char === '`') {
      const { value, end } = readQuoted(source, at, char, false);
      at = end;
      push('name', value, start);
    } else if (char === '#' || (char === '-' && source[at + 1] === '-' && !(source.charCodeAt(at + 2) > 32))) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (char === '/' && source[at + 1] === '*') {
      if (source[at + 2] === '!') throw new UntranslatableSql('an executable comment', source);
      const end = source.indexOf('*/', at + 2);
      if (end < 0) throw new UntranslatableSql('an unclosed comment', source);
      at = end + 2;
    } else {
      const operator = OPERATORS.find((candidate) => source.startsWith(candidate, at)) ?? char;
      at += operator.length;
      push('op', operator, start);
    }
  }
  while (tokens.at(-1)?.text === ';' && tokens.at(-1)?.kind === 'op') tokens.pop();
  if (tokens.some((token) => token.kind === 'op' && token.text === ';')) throw new UntranslatableSql('a second statement', source);
  return tokens;
}

function endOfNumber(source: string, from: number): number {
  let at = from;
  if (source[at] === '0' && (source[at + 1] === 'x' || source[at + 1] === 'X'))
    throw new UntranslatableSql('a hexadecimal literal', source);
  while (isDigit(source.charCodeAt(at)) || source[at] === '.') at += 1;
  if (source[at] === 'e' || source[at] === 'E') {
    const sign = source[at + 1] === '-' || source[at + 1] === '+' ? 2 : 1;
    if (isDigit(source.charCodeAt(at + sign))) {
      at += sign;
      while (isDigit(source.charCodeAt(at))) at += 1;
    }
  }
  return at;
}

function readQuoted(source: string, from: number, quote: string, backslash: boolean): { value: string; end: number } {
  let value = '';
  let at = from + 1;
  for (;;) {
    if (at >= source.length) throw new UntranslatableSql('an unclosed quote', source);
    const char = source.charAt(at);
    if (char === quote) {
      if (source[at + 1] !== quote) return { value, end: at + 1 };
      value += quote;
      at += 2;
    } else if (backslash && char === '\\') {
      const next = source.charAt(at + 1);
      value += ESCAPES[next] ?? next;
      at += 2;
    } else {
      value += char;
      at += 1;
    }
  }
}

/** For every `(` the index of its `)`; −1 elsewhere. */
export function matchParens(tokens: readonly SqlToken[], source: string): Int32Array {
  const close = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'op') return;
    if (token.text === '(') open.push(index);
    if (token.text === ')') {
      const start = open.pop();
      if (start === undefined) throw new UntranslatableSql('an unbalanced parenthesis', source);
      close[start] = index;
    }
  });
  if (open.length > 0) throw new UntranslatableSql('an unbalanced parenthesis', source);
  return close;
}
