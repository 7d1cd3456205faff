import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { Condition, StageKind } from '../segments/condition';

/** Stages from before they could be renamed are known by the names that they have. */
const Stage = z
  .object({ key: z.string().optional(), name: z.string(), kind: StageKind, ruleId: z.number().int().positive(), rule: Condition })
  .transform(({ key, ...stage }) => ({ ...stage, key: key ?? stage.name }));
/**
 * Accounts that meet the rule, and none of a stage before, are in it. A rule never changes: another rule has another id. History, conditions
 * and filters know a stage by its key, which stays when it is renamed.
 */
export type RuledStage = Readonly<z.output<typeof Stage>>;
const FormerStage = z.object({ key: z.string(), name: z.string() });
/** A stage that is gone, with what it was called last. */
export type FormerStage = Readonly<z.infer<typeof FormerStage>>;
const Definition = z.object({
  stages: z.array(Stage).nullable(),
  former: z.array(FormerStage).default([]),
  turned: z.array(z.string()).default([]),
});

/** `…After`: the last account that was asked about the rules, and that was put into its stage, in the order of ids. */
export type StageSet = {
  readonly version: number;
  /** In their order; null for those by licence, which are there from the start. */
  readonly stages: readonly RuledStage[] | null;
  readonly former: readonly FormerStage[];
  /** Keys of stages that have become of another kind: segments that ask for kinds follow while accounts are put into their stages. */
  readonly turned: readonly string[];
  readonly askedAfter: number;
  /** The version by which every account was put into its stage. */
  readonly placedVersion: number;
  readonly placedAfter: number;
};

const number = z.coerce.number();
export const StageSetRow = z
  .object({
    version: number,
    definition: z
      .string()
      .nullable()
      .transform((text) => Definition.parse(text === null ? { stages: null } : JSON.parse(text))),
    asked_after: number,
    placed_version: number,
    placed_after: number,
  })
  .transform((row): StageSet => ({
    version: row.version,
    ...row.definition,
    askedAfter: row.asked_after,
    placedVersion: row.placed_version,
    placedAfter: row.placed_after,
  }));

/** Nobody changed anything yet. */
export const FIRST_STAGE_SET: StageSet = {
  version: 0,
  stages: null,
  former: [],
  turned: [],
  askedAfter: 0,
  placedVersion: 0,
  placedAfter: 0,
};

export async function readStageSet(sqlPort: SqlPort): Promise<StageSet> {
  const rows = await sqlPort.query(
    sql`SELECT version, definition, asked_after, placed_version, placed_after FROM stage_set WHERE set_id = 1`,
  );
  return z.array(StageSetRow).parse(rows)[0] ?? FIRST_STAGE_SET;
}

type NextStages = Pick<StageSet, 'stages' | 'former' | 'turned'> & {
  /** By the next version nobody stands otherwise than by the one before. */
  readonly movesNobody: boolean;
};

/** The next version. False where somebody else was faster. */
export async function saveStageSet(sqlPort: SqlPort, before: number, { movesNobody, ...definition }: NextStages): Promise<boolean> {
  await sqlPort.write(
    sql`INSERT IGNORE INTO stage_set (set_id, version, definition, asked_after, placed_version, placed_after) VALUES (1, 0, NULL, 0, 0, 0)`,
  );
  const placed = movesNobody ? sql`CASE WHEN placed_version = ${before} THEN ${before + 1} ELSE placed_version END` : sql`placed_version`;
  const changed = await sqlPort.write(sql`
    UPDATE stage_set SET version = ${before + 1}, definition = ${JSON.stringify(definition)}, placed_version = ${placed}, asked_after = 0,
      placed_after = 0
    WHERE set_id = 1 AND version = ${before}`);
  return changed > 0;
}

export async function noteAsked(sqlPort: SqlPort, version: number, after: number): Promise<void> {
  await sqlPort.write(sql`UPDATE stage_set SET asked_after = ${after} WHERE set_id = 1 AND version = ${version}`);
}

/** `after` null: every account was put into its stage. */
export async function notePlaced(sqlPort: SqlPort, version: number, after: number | null): Promise<void> {
  const how = after === null ? sql`placed_version = ${version}` : sql`placed_after = ${after}`;
  await sqlPort.write(sql`UPDATE stage_set SET ${how} WHERE set_id = 1 AND version = ${version}`);
}

/** For whoever put accounts into stages of a version that may be none any more: then all are put anew. */
export async function placeAgainIfOther(sqlPort: SqlPort, version: number): Promise<void> {
  await sqlPort.write(sql`UPDATE stage_set SET placed_version = -1, placed_after = 0 WHERE set_id = 1 AND version <> ${version}`);
}
