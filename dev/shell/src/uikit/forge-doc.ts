import { fieldsOf } from '../bridge/payload';

/** One element of a UI Kit screen as it was at one commit. Text is `type: 'String'` with `props.text`. */
export type ForgeNode = {
  readonly type: string;
  readonly key: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly ForgeNode[];
};

/**
 * Copies the tree that `reconcile` hands over. The app's renderer changes that tree in place at its next commit, so what
 * is drawn must be a copy. Throws when the tree is not one.
 */
export function snapshotOf(forgeDoc: unknown, position = 'root'): ForgeNode {
  const { type, props, children, key } = fieldsOf(forgeDoc);
  if (typeof type !== 'string') throw new TypeError(`UI Kit element at ${position} has no type`);
  const kids = Array.isArray(children) ? (children as unknown[]) : [];
  return {
    type,
    key: typeof key === 'string' ? key : position,
    props: { ...fieldsOf(props) },
    children: kids.map((child, index) => snapshotOf(child, `${position}.${String(index)}`)),
  };
}

/** The children that a component took as a function or a prop, e.g. the `head` of a table; they travel in a named wrapper. */
export function slotOf(node: ForgeNode, name: string): readonly ForgeNode[] {
  return node.children.find((child) => child.type === 'ContentWrapper' && child.props.name === name)?.children ?? [];
}

const textOf = ({ props: { text } }: ForgeNode): string => (typeof text === 'string' || typeof text === 'number' ? String(text) : '');

/** The words of a node and of everything in it, for labels. */
export function wordsOf(nodes: readonly ForgeNode[]): string {
  return nodes.map((node) => (node.type === 'String' ? textOf(node) : wordsOf(node.children))).join('');
}

/**
 * What an app passed as a prop, e.g. `primaryAction={<Button …/>}`: it never went through the app's renderer and is still
 * an element. UI Kit types are plain names, which can be drawn; an app's own component cannot, as its hooks belong to the
 * other React, and is left out.
 */
export function nodesOfElement(element: unknown, key: string): ForgeNode[] {
  if (typeof element === 'string' || typeof element === 'number')
    return [{ type: 'String', key, props: { text: String(element) }, children: [] }];
  if (Array.isArray(element)) return (element as unknown[]).flatMap((one, index) => nodesOfElement(one, `${key}.${String(index)}`));
  const { type, props } = fieldsOf(element);
  if (typeof type !== 'string') return [];
  const { children, ...rest } = fieldsOf(props);
  return [{ type, key, props: rest, children: nodesOfElement(children, `${key}.0`) }];
}
