import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { Condition } from '../segments/condition';
import { WELL_MOVED } from '../contract/custom-scores';
import { chunked } from './chunks';
import { KindColumn, kindCode } from './properties';

const int = z.coerce.number();
const PointsRule = z.object({ condition: Condition, points: z.int() });

export type ScoredKind = 'account' | 'membership';

/** A score from 0 to 100: `base` and the points (-100 to 100) of the rules that hold. */
export type CustomScore = {
  readonly scoreId: number;
  /** Of whom: accounts, or users as they are in an account. */
  readonly kind: ScoredKind;
  readonly name: string;
  readonly base: number;
  readonly rules: readonly z.infer<typeof PointsRule>[];
};

/** The name under which the values of a score are kept. */
export const outcomeOfCustom = (scoreId: number): string => `custom-${String(scoreId)}`;

const Row = z
  .object({
    score_id: int,
    kind: KindColumn.pipe(z.enum(['account', 'membership'])),
    name: z.string(),
    base: int,
    rules: z.string().transform((text) => z.array(PointsRule).parse(JSON.parse(text))),
  })
  .transform(({ score_id, ...row }): CustomScore => ({ scoreId: score_id, ...row }));

export async function customScores(port: SqlPort): Promise<CustomScore[]> {
  return z.array(Row).parse(await port.query(sql`SELECT score_id, kind, name, base, rules FROM custom_score ORDER BY score_id`));
}

/** The score of that name, made or changed; its number. Of whom it is never changes. */
export async function saveCustomScore(
  port: SqlPort,
  { scoreId, kind, name, base, rules }: Omit<CustomScore, 'scoreId'> & { readonly scoreId: number | null },
  at: string,
): Promise<number | null> {
  const text = JSON.stringify(rules);
  if (scoreId === null)
    await port.write(sql`INSERT INTO custom_score (name, kind, base, rules, changed_at) VALUES (${name}, ${kindCode(kind)}, ${base}, ${text}, ${at})
      ON DUPLICATE KEY UPDATE base = VALUES(base), rules = VALUES(rules), changed_at = VALUES(changed_at)`);
  else
    await port.write(
      sql`UPDATE custom_score SET name = ${name}, base = ${base}, rules = ${text}, changed_at = ${at} WHERE score_id = ${scoreId}`,
    );
  const rows = await port.query(sql`SELECT score_id FROM custom_score WHERE name = ${name}`);
  return z.array(z.object({ score_id: int })).parse(rows)[0]?.score_id ?? null;
}

/** The score goes with everything that it said. */
export async function dropCustomScore(port: SqlPort, scoreId: number): Promise<void> {
  const outcome = outcomeOfCustom(scoreId);
  await port.write(sql`DELETE FROM custom_score WHERE score_id = ${scoreId}`);
  await port.write(sql`DELETE FROM account_score WHERE outcome = ${outcome}`);
  await port.write(sql`DELETE FROM score_turn WHERE outcome = ${outcome}`);
}

type ShownScore = { readonly accountId: number; readonly shown: number };
const TurnRow = z.object({ account_id: int, shown: int });

/** These accounts have no such score today. */
export async function dropScoresOf(port: SqlPort, outcome: string, accountIds: readonly number[], today: number): Promise<void> {
  for (const chunk of chunked(accountIds)) {
    await port.write(sql`DELETE FROM score_turn WHERE outcome = ${outcome} AND day = ${today} AND account_id IN (${chunk})`);
    await port.write(sql`DELETE FROM account_score WHERE outcome = ${outcome} AND account_id IN (${chunk})`);
  }
}

/** Notes who moved well by today. Running again, with other scores too, ends in the rows of the last run. */
export async function noteMoves(port: SqlPort, outcome: string, scores: readonly ShownScore[], today: number): Promise<void> {
  for (const chunk of chunked(scores)) {
    const ids = chunk.map(({ accountId }) => accountId);
    const rows = await port.query(sql`
      SELECT t.account_id, t.shown FROM score_turn t
      JOIN (SELECT account_id, MAX(day) AS day FROM score_turn
            WHERE outcome = ${outcome} AND day < ${today} AND account_id IN (${ids}) GROUP BY account_id) l
        ON l.account_id = t.account_id AND l.day = t.day
      WHERE t.outcome = ${outcome}`);
    const before = new Map(
      z
        .array(TurnRow)
        .parse(rows)
        .map((row) => [row.account_id, row.shown]),
    );
    const hasMoved = ({ accountId, shown }: ShownScore): boolean => Math.abs(shown - (before.get(accountId) ?? -Infinity)) >= WELL_MOVED;
    const moved = chunk.filter(hasMoved);
    const still = chunk.filter((each) => !hasMoved(each)).map(({ accountId }) => accountId);
    if (moved.length > 0)
      await port.write(sql`
        INSERT INTO score_turn (account_id, outcome, day, shown) VALUES ${rowsSql(moved.map(({ accountId, shown }) => [accountId, outcome, today, shown]))}
        ON DUPLICATE KEY UPDATE shown = VALUES(shown)`);
    if (still.length > 0)
      await port.write(sql`DELETE FROM score_turn WHERE outcome = ${outcome} AND day = ${today} AND account_id IN (${still})`);
  }
}

const HistoryRow = z.object({ outcome: z.string(), day: int, shown: int });

/** How the scores of an account moved, by score and day. */
export async function movesOf(port: SqlPort, accountId: number): Promise<z.infer<typeof HistoryRow>[]> {
  return z
    .array(HistoryRow)
    .parse(await port.query(sql`SELECT outcome, day, shown FROM score_turn WHERE account_id = ${accountId} ORDER BY outcome, day`));
}
