import { type Condition, relatedKind } from '../segments/condition';
import type { SubjectKind } from '../segments/value';

/** Whether a condition of subjects of `kind` asks about that property, of them or of those related. */
export function asksAbout(
  kind: SubjectKind,
  condition: Condition,
  property: { readonly kind: SubjectKind; readonly key: string },
): boolean {
  const isNamed = (key: string): boolean => kind === property.kind && key === property.key;
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.some((child) => asksAbout(kind, child, property));
    case 'not':
      return asksAbout(kind, condition.of, property);
    case 'property':
      return isNamed(condition.property);
    case 'related': {
      const related = relatedKind(kind, condition.relation);
      return related !== undefined && condition.where !== null && asksAbout(related, condition.where, property);
    }
    case 'top':
      return (
        (condition.by.type === 'property' && isNamed(condition.by.property)) ||
        (condition.of !== null && asksAbout(kind, condition.of, property))
      );
    case 'event':
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'tag':
    case 'segment':
      return false;
  }
}
