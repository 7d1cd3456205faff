import { type Condition, relatedKind } from './condition';
import type { SubjectKind } from './value';

/** Every property that a condition asks for, with whose it is. Of segments that it names only the names are known: they are not looked into. */
export function askedProperties(
  kind: SubjectKind,
  condition: Condition,
): readonly { readonly kind: SubjectKind; readonly property: string }[] {
  switch (condition.type) {
    case 'property':
      return [{ kind, property: condition.property }];
    case 'all':
    case 'any':
      return condition.of.flatMap((child) => askedProperties(kind, child));
    case 'not':
      return askedProperties(kind, condition.of);
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      return related === undefined || condition.where === null ? [] : askedProperties(related, condition.where);
    }
    case 'top':
      return [
        ...(condition.by.type === 'property' ? [{ kind, property: condition.by.property }] : []),
        ...(condition.of === null ? [] : askedProperties(kind, condition.of)),
      ];
    case 'event':
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'tag':
    case 'segment':
      return [];
  }
}
