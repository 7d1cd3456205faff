/** Where one row of an export stands in its text, `[start, end)`. */
export type RowSpan = { readonly start: number; readonly end: number };

/**
 * The rows of a JSON array, one after the other, without making values of all of them at once. Null when the text is not a
 * whole array: an export that was cut off on its way ends anywhere.
 */
export function rowSpans(text: string): RowSpan[] | null {
  let at = skipSpace(text, 0);
  if (text[at] !== '[') return null;
  at = skipSpace(text, at + 1);
  const spans: RowSpan[] = [];
  if (text[at] === ']') return isOver(text, at + 1) ? spans : null;
  for (;;) {
    const end = endOfValue(text, at);
    if (end === null || end === at) return null;
    spans.push({ start: at, end });
    at = skipSpace(text, end);
    const separator = text[at];
    if (separator === ']') return isOver(text, at + 1) ? spans : null;
    if (separator !== ',') return null;
    at = skipSpace(text, at + 1);
  }
}

/** The value of a row, or undefined when its text is no JSON. */
export function rowAt(text: string, span: RowSpan): unknown {
  try {
    return JSON.parse(text.slice(span.start, span.end)) as unknown;
  } catch {
    return undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n\uFEFF'.includes(text.charAt(at))) at += 1;
  return at;
}

function isOver(text: string, from: number): boolean {
  return skipSpace(text, from) === text.length;
}

/** Where the value that starts here ends: brackets in balance, strings skipped; null when the text ends before. */
function endOfValue(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const close = endOfString(text, at + 1);
        if (close === null) return null;
        at = close;
        break;
      }
      case 0x7b:
      case 0x5b:
        depth += 1;
        continue;
      case 0x7d:
      case 0x5d:
        if (depth === 0) return at;
        depth -= 1;
        break;
      case 0x2c:
        if (depth === 0) return at;
        continue;
      default:
        continue;
    }
    if (depth === 0) return at + 1;
  }
  return null;
}

/** The closing quote of a string whose first character is at `from`. */
function endOfString(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return null;
}
