import { createContext, useContext, type ReactNode } from 'react';
import type { ForgeNode } from './forge-doc';

/** Draws one UI Kit element. */
export type Drawing = (props: { node: ForgeNode }) => ReactNode;

/** Components draw their children without knowing the table that lists the components. */
export const TableContext = createContext<(type: string) => Drawing>(() => () => null);

export function Draw({ nodes }: { nodes: readonly ForgeNode[] }) {
  const drawingOf = useContext(TableContext);
  return nodes.map((node) => {
    const Component = drawingOf(node.type);
    return <Component key={node.key} node={node} />;
  });
}
