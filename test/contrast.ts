import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Red, green and blue of 255, and how much of it covers what is below, of one. */
type Color = { readonly parts: readonly number[]; readonly alpha: number };

const require = createRequire(path.join(process.cwd(), 'package.json'));
const themes = path.join(path.dirname(require.resolve('@atlaskit/tokens/package.json')), 'dist/es2019/artifacts/themes');

/** The colours of a theme of the design system, by token. */
export function themeOf(name: 'atlassian-light' | 'atlassian-dark') {
  const theme = readFileSync(path.join(themes, `${name}.js`), 'utf8');
  const colorOf = (token: string): Color => {
    const [, value] = new RegExp(`${token}: (#[0-9A-Fa-f]{6,8});`).exec(theme) ?? [];
    if (value === undefined) throw new Error(`${token} has no colour`);
    return {
      parts: [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16)),
      alpha: value.length === 9 ? parseInt(value.slice(7), 16) / 255 : 1,
    };
  };
  return { colorOf, contrast };
}

/** A colour that lets the surface through, on the surface; `share` of it, as far as it is mixed with the surface. */
export function over(color: Color, surface: Color, share = 1): Color {
  const alpha = color.alpha * share;
  return { parts: color.parts.map((value, index) => value * alpha + (surface.parts[index] ?? 0) * (1 - alpha)), alpha: 1 };
}

function luminance({ parts }: Color): number {
  const [r = 0, g = 0, b = 0] = parts.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Color, other: Color): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
