import type { Condition } from '../../segments/condition';
import type { StageKind } from '../../segments/condition';
import type { StageSet } from '../../store/stage-set';
import { DEFAULT_STAGES } from '../default-stage';

/** A stage with who is in it, of those who are in none before it. */
export type Stage = { readonly name: string; readonly kind: StageKind; readonly rule: Condition };

/** The stages in their order; where the vendor made none, those by licence, said as rules. */
export const stagesOf = ({ stages }: StageSet): readonly Stage[] => stages ?? BY_LICENCE;

export const BY_LICENCE: readonly Stage[] = Object.entries(DEFAULT_STAGES).map(([name, kind]) => ({
  name,
  kind,
  rule: { type: 'property', property: 'licence-stage', operator: 'is', value: name },
}));
