import type { CSSProperties } from 'react';

const TOKEN = /^(color|space|elevation|border|radius|font|opacity|shape)\.[a-zA-Z0-9.]+$/;

/** `color.background.neutral` → `var(--ds-background-neutral)`; colours and elevations lose their first word. */
export function tokenVariable(token: string): string {
  const path = token.replace(/^(color|elevation)\./, '').replace(/\.\[default\]/g, '');
  return `var(--ds-${path.replaceAll('.', '-')})`;
}

const valueOf = (value: string | number): string | number =>
  typeof value === 'string' && TOKEN.test(value) ? tokenVariable(value) : value;

/** The flat part of an `xcss` object as CSS; states such as `:hover` have no inline form and are left out. */
export function cssOf(xcss: unknown): CSSProperties {
  if (typeof xcss !== 'object' || xcss === null) return {};
  const layers = Array.isArray(xcss) ? (xcss as unknown[]) : [xcss];
  const css: Record<string, string | number> = {};
  for (const layer of layers) {
    if (typeof layer !== 'object' || layer === null) continue;
    for (const [name, value] of Object.entries(layer)) {
      if (typeof value === 'string' || typeof value === 'number') css[name] = valueOf(value);
    }
  }
  return css;
}

/** `space.100` → its variable; undefined when none was asked for. */
export const tokenOf = (token: string | undefined): string | undefined => (token === undefined ? undefined : tokenVariable(token));
