import { type ComponentType, createContext, useContext } from 'react';
import type { Relation } from '../../../../../src/segments/condition';
import type { Problem } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { type Group, type LeafType, RELATIONS } from './draft';
import type { Known } from './draft-problems';

export type WholeProps = {
  readonly kind: SubjectKind;
  readonly group: Group;
  readonly path: string;
  readonly onChange: (group: Group) => void;
};

/**
 * What can be asked about here; `absent`: what becomes of those without a value, where it is always the same; `relations`: of whom else, where
 * it is not everybody.
 */
export type Asked = { readonly types: readonly LeafType[]; readonly absent: string | null; readonly relations?: readonly Relation[] };

/** Those of others whom a condition on a subject of that kind can ask about. */
export const relationsOf = ({ relations }: Asked, kind: SubjectKind): readonly Relation[] =>
  RELATIONS[kind].filter((each) => relations?.includes(each) ?? true);

/** What every part of the builder needs to know. */
export type Building = Asked & {
  readonly known: Known;
  readonly problems: readonly Problem[];
  /** A UTC day, `2026-02-28`. */
  readonly today: string;
  /** The id of the first field of what is at a path. */
  readonly idOf: (path: string) => string;
  /** Gives the focus to the element of an id once it is drawn. */
  readonly focusNext: (id: string) => void;
  /** Draws a condition on others inside a row. */
  readonly Whole: ComponentType<WholeProps>;
};

const BuildingContext = createContext<Building | null>(null);
export const BuildingProvider = BuildingContext.Provider;

export function useBuilding(): Building {
  const building = useContext(BuildingContext);
  if (building === null) throw new Error('A condition was drawn outside the builder');
  return building;
}

/** What a new condition asks about: where nothing is known of properties, what was done. */
export const firstLeaf = ({ catalogue }: Known, kind: SubjectKind): LeafType =>
  catalogue.properties[kind].size > 0 ? 'property' : 'event';

/** What is wrong at a place or inside it, but for what is below the given places, which say it themselves. */
export function problemsAt(problems: readonly Problem[], path: string, besides: readonly string[] = []): readonly Problem[] {
  const isIn = (place: string, outer: string): boolean =>
    outer === '' || place === outer || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);
  return problems.filter((problem) => isIn(problem.path, path) && !besides.some((inner) => isIn(problem.path, inner)));
}
