import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Definition, DefinitionType } from './definitions';

export type FieldsProps<T extends DefinitionType = DefinitionType> = {
  readonly kind: SubjectKind;
  readonly definition: Definition<T>;
  readonly onChange: (definition: ComputedDefinition) => void;
};
