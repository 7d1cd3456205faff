/** A picture in SVG; its size in CSS pixels. */
export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

const MARGIN_PX = 16;
const HEAD_PX = 48;
/** What drawings inside take from style sheets, which a picture does not have. */
const DRAWN = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight'] as const;

/**
 * What an element of the page shows, as a picture of its own under a title: boxes, borders, texts and drawings in the colours of the
 * theme. It is written from what the page has laid out, so nothing is fetched and nothing can be tainted.
 */
export function chartPicture(element: HTMLElement, head: { readonly title: string; readonly note: string }): Picture {
  const place = element.getBoundingClientRect();
  const width = Math.ceil(place.width) + 2 * MARGIN_PX;
  const height = Math.ceil(place.height) + 2 * MARGIN_PX + HEAD_PX;
  const style = getComputedStyle(element);
  const text = (words: string, y: number, size: number, weight: number): string =>
    `<text x="${num(MARGIN_PX)}" y="${num(y)}" font-family="${escaped(style.fontFamily)}" font-size="${num(size)}" font-weight="${num(weight)}" fill="${escaped(style.color)}">${escaped(words)}</text>`;
  const shift = `translate(${num(MARGIN_PX - place.left)} ${num(MARGIN_PX + HEAD_PX - place.top)})`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}">`,
    `<rect width="100%" height="100%" fill="${escaped(groundOf(element))}"/>`,
    text(head.title, MARGIN_PX + 16, 16, 600),
    text(head.note, MARGIN_PX + 36, 12, 400),
    `<g transform="${shift}">${drawn(element)}</g></svg>`,
  ];
  return { svg: svg.join(''), width, height };
}

/** The first colour behind an element that covers what is below it. */
function groundOf(element: Element | null): string {
  for (let each = element; each !== null; each = each.parentElement) {
    const color = getComputedStyle(each).backgroundColor;
    if (isSeen(color)) return color;
  }
  return '#fff';
}

function drawn(element: Element): string {
  const style = getComputedStyle(element);
  const place = element.getBoundingClientRect();
  if (style.display === 'none' || style.visibility === 'hidden' || isOnlyRead(place, style)) return '';
  if (element instanceof SVGSVGElement) return drawing(element, place);
  const inside = [...element.childNodes].map((node) => (node instanceof Element ? drawn(node) : words(node, style))).join('');
  const all = box(place, style) + (isClipped(style) ? clipped(inside, place) : inside);
  return style.opacity === '1' || all === '' ? all : `<g opacity="${escaped(style.opacity)}">${all}</g>`;
}

/** Texts for screen readers are a pixel large. */
const isOnlyRead = ({ width, height }: DOMRect, style: CSSStyleDeclaration): boolean =>
  width <= 1 && height <= 1 && style.overflow === 'hidden';
const isClipped = ({ overflowX, overflowY, display }: CSSStyleDeclaration): boolean =>
  display !== 'inline' && (overflowX !== 'visible' || overflowY !== 'visible');
const clipped = (inside: string, { left, top, width, height }: DOMRect): string =>
  inside === ''
    ? ''
    : `<svg x="${num(left)}" y="${num(top)}" width="${num(width)}" height="${num(height)}" viewBox="${[left, top, width, height].map(num).join(' ')}">${inside}</svg>`;

function box({ left, top, width, height }: DOMRect, style: CSSStyleDeclaration): string {
  if (width === 0 || height === 0) return '';
  const round = Math.min(parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const ground = isSeen(style.backgroundColor)
    ? `<rect x="${num(left)}" y="${num(top)}" width="${num(width)}" height="${num(height)}" rx="${num(round)}" fill="${escaped(style.backgroundColor)}"/>`
    : '';
  return ground + borders({ left, top, width, height }, style, round);
}

function borders(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  style: CSSStyleDeclaration,
  round: number,
): string {
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => ({
    side,
    wide: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]) || 0,
    color: style[`border${side}Color`],
  }));
  const seen = sides.filter(({ wide, color }) => wide > 0 && isSeen(color));
  const [first] = seen;
  if (first === undefined) return '';
  const half = first.wide / 2;
  if (seen.length === 4)
    return `<rect x="${num(left + half)}" y="${num(top + half)}" width="${num(width - first.wide)}" height="${num(height - first.wide)}" rx="${num(round)}" fill="none" stroke="${escaped(first.color)}" stroke-width="${num(first.wide)}"/>`;
  return seen
    .map(({ side, wide, color }) => {
      const x = side === 'Right' ? left + width - wide : left;
      const y = side === 'Bottom' ? top + height - wide : top;
      const size = side === 'Top' || side === 'Bottom' ? [width, wide] : [wide, height];
      return `<rect x="${num(x)}" y="${num(y)}" width="${num(size[0] ?? 0)}" height="${num(size[1] ?? 0)}" fill="${escaped(color)}"/>`;
    })
    .join('');
}

/** A text is placed by the middle of what it covers: that is right whichever way it is read. Of several lines, each word is. */
function words(node: Node, style: CSSStyleDeclaration): string {
  const text = node.textContent ?? '';
  if (node.nodeType !== Node.TEXT_NODE || text.trim() === '') return '';
  const range = document.createRange();
  const parts: [number, number][] = [];
  range.selectNodeContents(node);
  if (range.getClientRects().length <= 1) parts.push([0, text.length]);
  else for (const found of text.matchAll(/\S+/g)) parts.push([found.index, found.index + found[0].length]);
  return parts
    .map(([from, to]) => {
      range.setStart(node, from);
      range.setEnd(node, to);
      const { left, top, width, height } = range.getBoundingClientRect();
      if (width === 0) return '';
      return `<text x="${num(left + width / 2)}" y="${num(top + height / 2)}" text-anchor="middle" dominant-baseline="central" xml:space="preserve" font-family="${escaped(style.fontFamily)}" font-size="${escaped(style.fontSize)}" font-weight="${escaped(style.fontWeight)}" fill="${escaped(style.color)}">${escaped(text.slice(from, to).replace(/\s+/g, ' '))}</text>`;
    })
    .join('');
}

/** A drawing with the styles that its page gave it. */
function drawing(element: SVGSVGElement, { left, top, width, height }: DOMRect): string {
  const copy = element.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const originals = element.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((each, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of DRAWN) each.setAttribute(name, style.getPropertyValue(name));
    each.removeAttribute('class');
    each.removeAttribute('style');
  });
  copy.removeAttribute('style');
  for (const [name, value] of Object.entries({ x: left, y: top, width, height })) copy.setAttribute(name, num(value));
  return new XMLSerializer().serializeToString(copy);
}

const isSeen = (color: string): boolean => color !== 'transparent' && !/^rgba\(.*,\s*0\)$/.test(color);
const num = (value: number): string => String(Math.round(value * 100) / 100);
/** What XML takes for markup, and the characters that it has no place for. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
