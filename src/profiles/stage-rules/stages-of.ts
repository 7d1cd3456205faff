import type { Condition } from '../../segments/condition';
import type { StageKind } from '../../segments/condition';
import type { FormerStage, StageSet } from '../../store/stage-set';
import { DEFAULT_STAGES } from '../default-stage';

/** A stage with who is in it, of those who are in none before it. `key`: what it is known by, whatever it is called. */
export type Stage = { readonly key: string; readonly name: string; readonly kind: StageKind; readonly rule: Condition };

/** The stages in their order; where the vendor made none, those by licence, said as rules. */
export const stagesOf = ({ stages }: StageSet): readonly Stage[] => stages ?? BY_LICENCE;

export const BY_LICENCE: readonly Stage[] = Object.entries(DEFAULT_STAGES).map(([name, kind]) => ({
  key: name,
  name,
  kind,
  rule: { type: 'property', property: 'licence-stage', operator: 'is', value: name },
}));

/** What a stage that is or was there is called. Of one that was given up before names were kept, the key is the name. */
export function stageNames(set: StageSet): (key: string) => string {
  const names = new Map([...set.former, ...stagesOf(set)].map(({ key, name }) => [key, name]));
  return (key) => names.get(key) ?? key;
}

/** The names, by key, of stages that are called otherwise than their key says. */
export const renamedStages = (set: StageSet): Readonly<Record<string, string>> =>
  Object.fromEntries([...set.former, ...stagesOf(set)].flatMap(({ key, name }) => (key === name ? [] : [[key, name]])));

/** Those that would be gone with these stages. */
export const formerBeside = (set: StageSet, stages: readonly { readonly key: string }[]): readonly FormerStage[] =>
  [...stagesOf(set), ...set.former].flatMap(({ key, name }) => (stages.some((stage) => stage.key === key) ? [] : [{ key, name }]));
