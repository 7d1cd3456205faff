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
  return node.children.find((child) => child.type === 'ContentWrapper' && child.props['name'] === name)?.children ?? [];
}

/** The words of a node and of everything in it, for labels. */
export function wordsOf(nodes: readonly ForgeNode[]): string {
  return nodes.map((node) => (node.type === 'String' ? String(node.props['text'] ?? '') : wordsOf(node.children))).join('');
}
