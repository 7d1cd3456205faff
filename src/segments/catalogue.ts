import type { StageKind } from './condition';
import type { PropertyType, SubjectKind } from './value';

/** What there is to ask about. What is not in it cannot be asked: a condition that names it is not evaluated at all. */
export type SegmentCatalogue = {
  readonly properties: Readonly<Record<SubjectKind, ReadonlyMap<string, DescribedProperty>>>;
  readonly events: ReadonlyMap<string, DescribedEvent>;
  /** Empty for kinds of subject without stages. */
  readonly stages: Readonly<Record<SubjectKind, ReadonlyMap<string, DescribedStage>>>;
  /** What stages that are gone were called. */
  readonly formerStages?: ReadonlyMap<string, string>;
  readonly tags: Readonly<Record<SubjectKind, ReadonlySet<string>>>;
  /** Tags that members of a segment carry, with the name of that segment. */
  readonly carried?: Readonly<Record<SubjectKind, ReadonlyMap<string, string>>>;
};

/** `hidden`: nobody is offered it; conditions that ask about it do so as before. */
export type DescribedProperty = { readonly label: string; readonly type: PropertyType; readonly hidden?: boolean };
export type DescribedStage = { readonly label: string; readonly kind: StageKind };
/** `activity`: counts as use. `screen`: a page that was opened. `properties`: those that the store keeps with each event. */
export type DescribedEvent = {
  readonly label: string;
  readonly activity: boolean;
  readonly screen: boolean;
  readonly properties: ReadonlyMap<string, PropertyType>;
};

/** What a stage is called, or was before it was gone. */
export const stageLabel = ({ stages, formerStages }: SegmentCatalogue, kind: SubjectKind, key: string): string =>
  stages[kind].get(key)?.label ?? formerStages?.get(key) ?? key;

/** Columns of facts beside the catalogue's properties: names that no property has. */
export const STAGE_COLUMN = ':stage';
export const STAGE_SINCE_COLUMN = ':stage since';
export const TAGS_COLUMN = ':tags';
/** The last day on which a stage was entered. */
export const stageEnteredColumn = (stage: string): string => `:entered ${stage}`;
