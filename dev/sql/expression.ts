import {
  BARE_FUNCTIONS,
  FOLDED_AGGREGATES,
  INTERVAL_UNITS,
  KEYWORDS,
  MYSQL_FUNCTIONS,
  REFUSED,
  RENAMED_FUNCTIONS,
  SAME_FUNCTIONS,
} from './keywords';
import { joinItems, type Item } from './arithmetic';
import { reference } from './names';
import { findWords, isOp, quoteName, quoteText, refuse, splitAtCommas, type Source } from './source';
import type { SqlToken } from './tokens';

/** The SQLite text of the tokens in [from, to). */
export function express(source: Source, from: number, to: number): string {
  return joinItems(source, itemsOf(source, from, to));
}

/** A select list whose unnamed columns carry the name that MySQL gives them: the expression as it was written. */
export function expressColumns(source: Source, from: number, to: number): string {
  const columns = splitAtCommas(source, from, to).map((part) => {
    const items = itemsOf(source, part.from, part.to);
    const text = joinItems(source, items);
    const last = items.at(-1);
    const before = items.at(-2);
    const isStar = isOp(source.tokens[part.to - 1], '*') && last?.role !== 'operand';
    const isNamed = before !== undefined && last?.plain === true && (before.role === 'operand' || before.text === 'AS');
    const isColumn = items.length === 1 && last?.plain === true && part.to - part.from === 1;
    if (isStar || isNamed || isColumn || (last?.text.endsWith('.*') ?? false)) return text;
    const first = source.tokens[part.from];
    const end = source.tokens[part.to - 1];
    const name = items.length === 1 && last?.plain === true ? (end?.text ?? '') : source.text.slice(first?.start, end?.end);
    return `${text} AS ${quoteName(name)}`;
  });
  return columns.join(', ');
}

function itemsOf(source: Source, from: number, to: number): Item[] {
  const items: Item[] = [];
  const add = (text: string, role: Item['role'], extra?: { isRow?: boolean; plain?: boolean }) => {
    items.push({ text, role, isRow: extra?.isRow ?? false, plain: extra?.plain ?? false });
  };
  let at = from;
  while (at < to) {
    const token = source.tokens[at];
    if (!token) break;
    const next = source.tokens[at + 1];
    const callEnd = isOp(next, '(') ? (source.close[at + 1] ?? -1) : -1;
    if (token.kind === 'number') add(token.text, 'operand');
    else if (token.kind === 'string') {
      if (next?.kind === 'string' && at + 1 < to) refuse(source, 'adjacent string literals');
      if (token.text.includes('\0')) refuse(source, 'U+0000 in a string literal');
      add(quoteText(token.text), 'operand');
    } else if (token.kind === 'param') {
      source.params += 1;
      add(source.numbered ? `?${String(source.params)}` : '?', 'operand');
    } else if (token.kind === 'op') {
      const end = source.close[at] ?? -1;
      if (end >= 0) {
        add(
          group(source, at, end, items.at(-1)?.text === 'IN' && ((items.at(-2)?.isRow ?? false) || (items.at(-3)?.isRow ?? false))),
          'operand',
          {
            isRow: splitAtCommas(source, at + 1, end).length > 1,
          },
        );
        at = end;
      } else add(operator(source, token, items.at(-1)), token.text === ',' ? 'comma' : 'operator');
    } else if (token.kind === 'word' && token.upper === 'CASE') {
      const end = endOfCase(source, at, to);
      add(`CASE ${express(source, at + 1, end)} END`, 'operand');
      at = end;
    } else if (token.kind === 'word' && callEnd >= 0 && callEnd < to && isFunctionName(source, token, items.at(-1))) {
      add(call(source, token, at + 1, callEnd), 'operand');
      at = callEnd;
    } else if (token.kind === 'word' && !isOp(next, '.') && isStructural(source, token, at)) {
      at = keyword(source, token, at, add);
    } else {
      let end = at;
      while (isOp(source.tokens[end + 1], '.') && end + 2 < to) end += 2;
      add(reference(source, at, end), 'operand', { plain: true });
      at = end;
    }
    at += 1;
  }
  return items;
}

function isFunctionName(source: Source, token: SqlToken, previous: Item | undefined): boolean {
  if (token.upper === 'VALUES') return source.newRow !== null;
  if (token.upper === 'LEFT' || token.upper === 'RIGHT' || token.upper === 'MOD') return previous?.role !== 'operand';
  if (KEYWORDS.has(token.upper)) return false;
  // A name with a column list: `WITH x (a, b)`.
  return previous?.text !== 'WITH' && previous?.text !== 'RECURSIVE';
}

function isStructural(source: Source, token: SqlToken, at: number): boolean {
  const next = source.tokens[at + 1];
  const before = source.tokens[at - 1];
  switch (token.upper) {
    case 'OFFSET':
      return (before?.kind === 'number' || before?.kind === 'param') && (next?.kind === 'number' || next?.kind === 'param');
    case 'CURRENT':
      return next?.upper === 'ROW';
    case 'ROW':
      return before?.upper === 'CURRENT';
    case 'DUAL':
      return before?.upper === 'FROM';
    case 'USE':
    case 'FORCE':
    case 'IGNORE':
      return next?.upper === 'INDEX' || next?.upper === 'KEY';
    case 'FOR':
    case 'LOCK':
      return true;
    default:
      return KEYWORDS.has(token.upper) || REFUSED.has(token.upper) || BARE_FUNCTIONS.has(token.upper) || token.upper.startsWith('@');
  }
}

/** Adds the item for a keyword and returns the position of its last token. */
function keyword(source: Source, token: SqlToken, at: number, add: (text: string, role: Item['role']) => void): number {
  const { upper } = token;
  if (upper.startsWith('@')) refuse(source, 'a session variable');
  if (REFUSED.has(upper)) refuse(source, upper);
  switch (upper) {
    case 'FOR':
    case 'LOCK':
      return refuse(source, 'a locking read');
    case 'USE':
    case 'FORCE':
    case 'IGNORE': {
      const end = source.close[at + 2] ?? -1;
      return end < 0 ? refuse(source, 'an index hint') : end;
    }
    case 'DUAL':
      // `FROM` was added already; a table of one row stands for DUAL.
      add('(SELECT 1)', 'operand');
      return at;
    case 'DIV':
    case 'MOD':
      add(upper, 'operator');
      return at;
    case 'NULL':
    case 'TRUE':
    case 'FALSE':
      add(upper, 'operand');
      return at;
    case 'COLLATE': {
      const collation = source.tokens[at + 1]?.text.toLowerCase() ?? '';
      add(`COLLATE ${collationOf(source, collation)}`, 'keyword');
      return at + 1;
    }
    default:
      if (BARE_FUNCTIONS.has(upper)) add(`mysql_${upper.toLowerCase()}()`, 'operand');
      else add(upper, 'keyword');
      return at;
  }
}

/** `_bin` compares bytes, `_ci` ignores the case of ASCII letters. Trailing spaces count here, while MySQL pads. */
export function collationOf(source: Source, name: string): 'BINARY' | 'NOCASE' {
  if (name.endsWith('_bin') || name === 'binary') return 'BINARY';
  if (name.endsWith('_ci')) return 'NOCASE';
  return refuse(source, `the collation ${name}`);
}

function operator(source: Source, token: SqlToken, previous: Item | undefined): string {
  switch (token.text) {
    case '<=>':
      return 'IS';
    case '||':
      return 'OR';
    case '&&':
      return 'AND';
    case '~':
      // MySQL complements 64 unsigned bits; only under a mask are both the same.
      return previous?.text === '&' ? '~' : refuse(source, '~ that is not the right side of &');
    case ',':
    case '=':
    case '<':
    case '>':
    case '<=':
    case '>=':
    case '<>':
    case '!=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '&':
    case '|':
    case '<<':
    case '>>':
      return token.text;
    default:
      return refuse(source, token.text);
  }
}

function group(source: Source, open: number, end: number, isListOfRows: boolean): string {
  const inner = source.tokens[open + 1];
  if (inner?.upper === 'SELECT' || inner?.upper === 'WITH')
    return `(${express(source, open + 1, end)}${cutsDigits(source, open + 1, end) ? ' LIMIT -1' : ''})`;
  return `(${isListOfRows && isOp(inner, '(') ? 'VALUES ' : ''}${express(source, open + 1, end)})`;
}

/** Merged into what selects from it, SQLite would sort the texts that numbers are cut from, and cut them again for each use: a limit keeps it apart. */
function cutsDigits(source: Source, from: number, to: number): boolean {
  const end = findWords(source, from, to, 'FROM');
  return end >= 0 && findWords(source, from, to, 'LIMIT') < 0 && source.tokens.slice(from, end).some(({ upper }) => upper === 'CONV');
}

function endOfCase(source: Source, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const end = source.close[at] ?? -1;
    if (end >= 0) at = end;
    else if (isOp(source.tokens[at - 1], '.')) continue;
    else if (source.tokens[at]?.upper === 'CASE') depth += 1;
    else if (source.tokens[at]?.upper === 'END' && --depth === 0) return at;
  }
  return refuse(source, 'a CASE without END');
}

function call(source: Source, token: SqlToken, open: number, end: number): string {
  const name = token.upper;
  const inside = { from: open + 1, to: end };
  if (name === 'VALUES') return `excluded.${quoteName(source.tokens[open + 1]?.text ?? '')}`;
  if (name === 'CAST') return cast(source, inside.from, inside.to);
  if (name === 'GROUP_CONCAT') return groupConcat(source, inside.from, inside.to);
  if (name === 'DATE_ADD' || name === 'DATE_SUB') return dateAdd(source, name, inside.from, inside.to);
  if (FOLDED_AGGREGATES.has(name)) return `mysql_${name.toLowerCase()}(group_concat(${express(source, inside.from, inside.to)}))`;
  if ((name === 'GREATEST' || name === 'LEAST') && splitAtCommas(source, inside.from, inside.to).length < 2)
    refuse(source, `${name} of one value`);
  if (name === 'SUBSTRING') return substring(source, inside.from, inside.to);
  const args = express(source, inside.from, inside.to);
  if (SAME_FUNCTIONS.has(name)) return `${name}(${args})`;
  const renamed = RENAMED_FUNCTIONS[name];
  if (renamed) return `${renamed}(${args})`;
  if (MYSQL_FUNCTIONS.has(name)) return `mysql_${name.toLowerCase()}(${args})`;
  return refuse(source, `the function ${name}`);
}

/** SQLite cuts alike from a place that is there, at a hundredth of what a call from outside costs; parameters cannot be said twice. Digits it reads alike (`cast`). */
function substring(source: Source, from: number, to: number): string {
  const before = source.params;
  const [text, place, length, ...more] = splitAtCommas(source, from, to).map((part) => express(source, part.from, part.to));
  if (text === undefined || place === undefined || more.length > 0) return refuse(source, 'SUBSTRING');
  const args = [text, place, ...(length === undefined ? [] : [length])].join(', ');
  if (length === undefined || source.params > before) return `mysql_substring(${args})`;
  return `CASE WHEN (${place}) >= 1 AND (${length}) >= 0 THEN substr(${args}) ELSE mysql_substring(${args}) END`;
}

function cast(source: Source, from: number, to: number): string {
  const as = findWords(source, from, to, 'AS');
  const type = source.tokens[as + 1]?.upper;
  const value = express(source, from, as < 0 ? to : as);
  if (type === 'SIGNED' && source.tokens[from]?.upper === 'CONV' && source.close[from + 1] === as - 1) return `CAST(${value} AS INTEGER)`;
  switch (type) {
    case 'SIGNED':
    case 'UNSIGNED':
    case 'CHAR':
    case 'DATE':
      return `mysql_cast_${type.toLowerCase()}(${value})`;
    case 'DOUBLE':
    case 'FLOAT':
      return `CAST(${value} AS REAL)`;
    case 'DECIMAL': {
      const [, scale] = isOp(source.tokens[as + 2], '(') ? splitAtCommas(source, as + 3, source.close[as + 2] ?? as) : [];
      return `mysql_round(CAST(${value} AS REAL), ${scale ? (source.tokens[scale.from]?.text ?? '0') : '0'})`;
    }
    default:
      return refuse(source, `CAST AS ${type ?? ''}`);
  }
}

function groupConcat(source: Source, from: number, to: number): string {
  const order = findWords(source, from, to, 'ORDER', 'BY');
  const mark = findWords(source, from, to, 'SEPARATOR');
  const valueEnd = order >= 0 ? order : mark >= 0 ? mark : to;
  const separator = mark >= 0 ? (source.tokens[mark + 1]?.text ?? ',') : ',';
  const isDistinct = source.tokens[from]?.upper === 'DISTINCT';
  if (isDistinct && separator !== ',') refuse(source, 'GROUP_CONCAT(DISTINCT … SEPARATOR …)');
  if (splitAtCommas(source, from, valueEnd).length > 1) refuse(source, 'GROUP_CONCAT of several values');
  const value = express(source, from, valueEnd) + (isDistinct ? '' : `, ${quoteText(separator)}`);
  return `group_concat(${value}${order >= 0 ? ` ORDER BY ${express(source, order + 2, mark >= 0 ? mark : to)}` : ''})`;
}

function dateAdd(source: Source, name: string, from: number, to: number): string {
  const [date, step, ...more] = splitAtCommas(source, from, to);
  const unit = step ? (source.tokens[step.to - 1]?.upper ?? '') : '';
  if (!date || !step || more.length > 0 || source.tokens[step.from]?.upper !== 'INTERVAL' || !INTERVAL_UNITS.has(unit))
    return refuse(source, name);
  const value = express(source, date.from, date.to);
  return `mysql_date_add(${value}, ${name === 'DATE_SUB' ? '-' : ''}(${express(source, step.from + 1, step.to - 1)}), '${unit}')`;
}
