import { refuse, type Source } from './source';

/** A piece of an expression, already in SQLite's words. `isRow`: a row value. `plain`: a column, with or without its table. */
export type Item = { text: string; role: 'operand' | 'operator' | 'keyword' | 'comma'; isRow: boolean; plain: boolean };

const BIT_OPERATORS = new Set(['|', '&', '<<', '>>']);
const COMPARISONS = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', 'IS', 'OR', 'AND']);

/** Rewrites division and modulo, whose results differ, and refuses bit operators in a mix that binds differently. */
export function joinItems(source: Source, items: readonly Item[]): string {
  const out: Item[] = [];
  let bitOperator = '';
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (!item) break;
    if (item.role === 'keyword' || item.role === 'comma' || COMPARISONS.has(item.text)) bitOperator = '';
    if (item.role === 'operator' && BIT_OPERATORS.has(item.text)) {
      if (bitOperator !== '' && bitOperator !== item.text) refuse(source, `${bitOperator} next to ${item.text} without parentheses`);
      bitOperator = item.text;
    }
    if (item.role === 'operator' && item.text === '/') {
      // MySQL divides integers into decimals.
      out.push({ ...item, text: '* 1.0 /' });
    } else if (item.role === 'operator' && (item.text === 'DIV' || item.text === 'MOD' || item.text === '%')) {
      const left = takeFactor(out);
      const right: Item[] = [];
      while (items[at + 1]?.role === 'operator') right.push(...items.slice(at + 1, ++at + 1));
      const operand = items[++at];
      if (!operand || left === '') refuse(source, item.text);
      const rightText = [...right, operand].map((part) => part.text).join(' ');
      out.push({
        ...operand,
        plain: false,
        text: item.text === 'DIV' ? `mysql_div(${left}, ${rightText})` : `mysql_mod(${left}, ${rightText})`,
      });
    } else out.push(item);
  }
  return out.map((item, at) => (at === 0 || item.role === 'comma' ? item.text : ` ${item.text}`)).join('');
}

/** Takes the whole product to the left of an operator that binds like `*`, since such operators associate to the left. */
function takeFactor(out: Item[]): string {
  const taken: string[] = [];
  for (;;) {
    const operand = out.at(-1);
    if (operand?.role !== 'operand') return taken.join(' ');
    taken.unshift(operand.text);
    out.pop();
    while (out.at(-1)?.role === 'operator' && /^[-+~]$/.test(out.at(-1)?.text ?? '') && out.at(-2)?.role !== 'operand')
      taken.unshift(out.pop()?.text ?? '');
    const sign = out.at(-1);
    if (sign?.role !== 'operator' || !(sign.text === '*' || sign.text === '* 1.0 /')) return taken.join(' ');
    taken.unshift(sign.text);
    out.pop();
  }
}
