import type { ForgeNode } from './forge-doc';

/** Reading the props of an element: an app may pass anything, so each is looked at before a component gets it. */
export function textProp(node: ForgeNode, name: string): string | undefined {
  const value = node.props[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

export function numberProp(node: ForgeNode, name: string): number | undefined {
  const value = node.props[name];
  return typeof value === 'number' ? value : undefined;
}

export function flagProp(node: ForgeNode, name: string): boolean {
  const value = node.props[name];
  return value === true || value === 'true';
}

/** The value of a prop when it is one of `known`, else `fallback`. */
export function choiceProp<const T extends string, const F extends NoInfer<T> | undefined>(
  node: ForgeNode,
  name: string,
  known: readonly T[],
  fallback: F,
): T | F {
  return known.find((choice) => choice === node.props[name]) ?? fallback;
}

export type Handler = (...args: unknown[]) => void;

/** A function prop; what it throws or rejects belongs to the app and ends in the console, never in this page's rendering. */
export function handlerProp(node: ForgeNode, name: string): Handler | undefined {
  const handler = node.props[name];
  if (typeof handler !== 'function') return undefined;
  return (...args) => {
    const report = (cause: unknown) => {
      console.error(`${node.type}.${name} failed`, cause);
    };
    try {
      Promise.resolve((handler as (...args: unknown[]) => unknown)(...args)).catch(report);
    } catch (cause) {
      report(cause);
    }
  };
}

/** Only the entries that have a value: `exactOptionalPropertyTypes` tells an absent prop from an undefined one. */
export function given<T extends Record<string, unknown>>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
