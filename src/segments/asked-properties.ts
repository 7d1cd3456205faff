import type { Condition } from './condition';
import { nodesOf } from './nodes';
import type { SubjectKind } from './value';

/** Every property that a condition asks for, with whose it is. Of segments that it names only the names are known: they are not looked into. */
export function askedProperties(
  kind: SubjectKind,
  condition: Condition,
): readonly { readonly kind: SubjectKind; readonly property: string }[] {
  return nodesOf(kind, condition).flatMap(({ kind: asked, node }) => {
    if (node.type === 'property') return [{ kind: asked, property: node.property }];
    return node.type === 'top' && node.by.type === 'property' ? [{ kind: asked, property: node.by.property }] : [];
  });
}
