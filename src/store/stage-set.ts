import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { Condition, StageKind } from '../segments/condition';

const Stage = z.object({ name: z.string(), kind: StageKind, ruleId: z.number().int().positive(), rule: Condition });
/** Accounts that meet the rule, and none of a stage before, are in it. A rule never changes: another rule has another id. */
export type RuledStage = Readonly<z.infer<typeof Stage>>;
const Definition = z.object({ stages: z.array(Stage) });

/** `…After`: the last account that was asked about the rules, and that was put into its stage, in the order of ids. */
export type StageSet = {
  readonly version: number;
  /** In their order; null for those by licence, which are there from the start. */
  readonly stages: readonly RuledStage[] | null;
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
      .transform((text) => (text === null ? null : Definition.parse(JSON.parse(text)).stages)),
    asked_after: number,
    placed_version: number,
    placed_after: number,
  })
  .transform((row): StageSet => ({
    version: row.version,
    stages: row.definition,
    askedAfter: row.asked_after,
    placedVersion: row.placed_version,
    placedAfter: row.placed_after,
  }));

/** Nobody changed anything yet. */
export const FIRST_STAGE_SET: StageSet = { version: 0, stages: null, askedAfter: 0, placedVersion: 0, placedAfter: 0 };

export async function readStageSet(sqlPort: SqlPort): Promise<StageSet> {
  const rows = await sqlPort.query(
    sql`SELECT version, definition, asked_after, placed_version, placed_after FROM stage_set WHERE set_id = 1`,
  );
  return z.array(StageSetRow).parse(rows)[0] ?? FIRST_STAGE_SET;
}

/** The next version, of which nobody was asked yet. False where somebody else was faster. */
export async function saveStageSet(sqlPort: SqlPort, before: number, stages: readonly RuledStage[] | null): Promise<boolean> {
  await sqlPort.write(
    sql`INSERT IGNORE INTO stage_set (set_id, version, definition, asked_after, placed_version, placed_after) VALUES (1, 0, NULL, 0, 0, 0)`,
  );
  const definition = stages === null ? null : JSON.stringify({ stages });
  const changed = await sqlPort.write(sql`
    UPDATE stage_set SET version = ${before + 1}, definition = ${definition}, asked_after = 0, placed_after = 0
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
