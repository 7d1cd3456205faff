import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

const int = z.coerce.number();

/** Parts of a model under way, as JSON. */
export async function savePart(port: SqlPort, outcome: string, part: number, asOfDay: number, body: string): Promise<void> {
  await port.write(sql`
    INSERT INTO prediction_part (outcome, part, as_of_day, body) VALUES (${outcome}, ${part}, ${asOfDay}, ${body})
    ON DUPLICATE KEY UPDATE as_of_day = VALUES(as_of_day), body = VALUES(body)`);
}

const PartRow = z.object({ part: int, body: z.string() });

export async function partsOf(port: SqlPort, outcome: string, asOfDay: number): Promise<z.infer<typeof PartRow>[]> {
  const rows: z.infer<typeof PartRow>[] = [];
  // One at a time: together they could be more than an answer may hold.
  for (let part = 0; ; part += 1) {
    const [row] = z
      .array(PartRow)
      .parse(
        await port.query(
          sql`SELECT part, body FROM prediction_part WHERE outcome = ${outcome} AND part = ${part} AND as_of_day = ${asOfDay}`,
        ),
      );
    if (row === undefined) return rows;
    rows.push(row);
  }
}

export async function dropParts(port: SqlPort, outcome: string): Promise<void> {
  await port.write(sql`DELETE FROM prediction_part WHERE outcome = ${outcome}`);
}

const ModelRow = z.object({ outcome: z.string(), as_of_day: int, live: int, trained_at: z.string(), report: z.string() });
export type StoredModel = z.infer<typeof ModelRow>;

/** Versions of all outcomes, the newest first, without the models themselves. */
export async function modelVersions(port: SqlPort): Promise<StoredModel[]> {
  const rows = await port.query(sql`
    SELECT outcome, as_of_day, live, trained_at, report FROM prediction_model ORDER BY as_of_day DESC, outcome`);
  return z.array(ModelRow).parse(rows);
}

const BodyRow = z.object({ model: z.string().nullable() });

/** The model of a version as JSON; null where nothing could be learned. */
export async function modelBody(port: SqlPort, outcome: string, asOfDay: number): Promise<string | null> {
  const rows = await port.query(sql`SELECT model FROM prediction_model WHERE outcome = ${outcome} AND as_of_day = ${asOfDay}`);
  return z.array(BodyRow).parse(rows)[0]?.model ?? null;
}

/** Another report for a version that stays what it is. */
export async function saveReport(port: SqlPort, outcome: string, asOfDay: number, report: string): Promise<void> {
  await port.write(sql`UPDATE prediction_model SET report = ${report} WHERE outcome = ${outcome} AND as_of_day = ${asOfDay}`);
}

/** Of versions that are not live so many are kept. */
const VERSIONS = 6;

/** Keeps a version; where it goes live, the one before no longer is. */
export async function saveModel(
  port: SqlPort,
  outcome: string,
  version: {
    readonly asOfDay: number;
    readonly live: boolean;
    readonly trainedAt: string;
    readonly report: string;
    readonly model: string | null;
  },
): Promise<void> {
  const { asOfDay, live, trainedAt, report, model } = version;
  await port.write(sql`
    INSERT INTO prediction_model (outcome, as_of_day, live, trained_at, report, model)
    VALUES (${outcome}, ${asOfDay}, ${live ? 1 : 0}, ${trainedAt}, ${report}, ${model})
    ON DUPLICATE KEY UPDATE live = VALUES(live), trained_at = VALUES(trained_at), report = VALUES(report), model = VALUES(model)`);
  if (live) await port.write(sql`UPDATE prediction_model SET live = 0 WHERE outcome = ${outcome} AND as_of_day <> ${asOfDay} AND live = 1`);
  const days = z
    .array(z.object({ as_of_day: int }))
    .parse(
      await port.query(
        sql`SELECT as_of_day FROM prediction_model WHERE outcome = ${outcome} AND live = 0 ORDER BY as_of_day DESC LIMIT 100`,
      ),
    );
  const old = days.slice(VERSIONS).map(({ as_of_day }) => as_of_day);
  if (old.length > 0) await port.write(sql`DELETE FROM prediction_model WHERE outcome = ${outcome} AND live = 0 AND as_of_day IN (${old})`);
}

const StoredSignalRow = z.object({
  outcome: z.string(),
  signal_key: z.string(),
  state: z.string(),
  reason: z.string(),
  as_of_day: int,
  body: z.string(),
  fires: int,
});
export type StoredSignal = z.infer<typeof StoredSignalRow>;

export async function storedSignals(port: SqlPort, outcome: string | null): Promise<StoredSignal[]> {
  const where = outcome === null ? sql`1 = 1` : sql`outcome = ${outcome}`;
  const rows = await port.query(
    sql`SELECT outcome, signal_key, state, reason, as_of_day, body, fires FROM prediction_signal WHERE ${where} ORDER BY signal_key`,
  );
  return z.array(StoredSignalRow).parse(rows);
}

export type SignalRow = {
  readonly key: string;
  readonly state: string;
  readonly reason: string;
  /** The day of its evidence; 0 until there is any. */
  readonly day: number;
  readonly body: string;
};

/** Signals of an outcome as they are now, and the keys of those that are gone. */
export async function replaceSignals(
  port: SqlPort,
  outcome: string,
  signals: readonly SignalRow[],
  gone: readonly string[] = [],
): Promise<void> {
  for (const chunk of chunked(signals, 50)) {
    const rows = chunk.map(({ key, state, reason, day, body }) => [outcome, key, state, day, reason, body, 0]);
    await port.write(sql`
      INSERT INTO prediction_signal (outcome, signal_key, state, as_of_day, reason, body, fires) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE state = VALUES(state), as_of_day = VALUES(as_of_day), reason = VALUES(reason), body = VALUES(body)`);
  }
  if (gone.length > 0) await port.write(sql`DELETE FROM prediction_signal WHERE outcome = ${outcome} AND signal_key IN (${gone})`);
}

/** What is said of a signal, and as of which day; what people decided on it stays. */
export async function saveBody(port: SqlPort, outcome: string, { key, day, body }: Pick<SignalRow, 'key' | 'day' | 'body'>): Promise<void> {
  await port.write(sql`UPDATE prediction_signal SET as_of_day = ${day}, body = ${body} WHERE outcome = ${outcome} AND signal_key = ${key}`);
}

export async function dropSignal(port: SqlPort, outcome: string, key: string): Promise<void> {
  await port.write(sql`DELETE FROM prediction_signal WHERE outcome = ${outcome} AND signal_key = ${key}`);
}

export async function setFires(port: SqlPort, outcome: string, key: string, fires: number): Promise<void> {
  await port.write(sql`UPDATE prediction_signal SET fires = ${fires} WHERE outcome = ${outcome} AND signal_key = ${key}`);
}

/** What somebody decided; false where there is no such signal. */
export async function decideSignal(port: SqlPort, outcome: string, key: string, state: string, reason: string): Promise<boolean> {
  const known = await port.query(sql`SELECT signal_key FROM prediction_signal WHERE outcome = ${outcome} AND signal_key = ${key}`);
  if (known.length === 0) return false;
  await port.write(
    sql`UPDATE prediction_signal SET state = ${state}, reason = ${reason} WHERE outcome = ${outcome} AND signal_key = ${key}`,
  );
  return true;
}

const ScoreRow = z.object({
  account_id: int,
  outcome: z.string(),
  day: int,
  raw: int,
  shown: int,
  since_day: int.nullable(),
  base: int,
  parts: z.string(),
});
export type StoredScore = z.infer<typeof ScoreRow>;

export async function scoresOf(port: SqlPort, outcome: string, accountIds: readonly number[]): Promise<Map<number, StoredScore>> {
  const rows = await port.query(sql`
    SELECT account_id, outcome, day, raw, shown, since_day, base, parts FROM account_score
    WHERE outcome = ${outcome} AND account_id IN (${accountIds})`);
  return new Map(
    z
      .array(ScoreRow)
      .parse(rows)
      .map((row) => [row.account_id, row]),
  );
}

/** Everything that an account was given, by outcome. */
export async function scoresOfAccount(port: SqlPort, accountId: number): Promise<Map<string, StoredScore>> {
  const rows = await port.query(sql`
    SELECT account_id, outcome, day, raw, shown, since_day, base, parts FROM account_score WHERE account_id = ${accountId}`);
  return new Map(
    z
      .array(ScoreRow)
      .parse(rows)
      .map((row) => [row.outcome, row]),
  );
}

export async function saveScores(port: SqlPort, scores: readonly StoredScore[]): Promise<void> {
  for (const chunk of chunked(scores, 200)) {
    const rows = chunk.map((each) => [
      each.account_id,
      each.outcome,
      each.day,
      each.raw,
      each.shown,
      each.since_day,
      each.base,
      each.parts,
    ]);
    await port.write(sql`
      INSERT INTO account_score (account_id, outcome, day, raw, shown, since_day, base, parts) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE day = VALUES(day), raw = VALUES(raw), shown = VALUES(shown), since_day = VALUES(since_day), base = VALUES(base),
        parts = VALUES(parts)`);
  }
}

/** Scores of before `day`: of accounts with whom the outcome can no longer come. */
export async function dropScores(port: SqlPort, outcome: string, day: number): Promise<void> {
  await port.write(sql`DELETE FROM account_score WHERE outcome = ${outcome} AND day < ${day}`);
}

const HealthRow = z.object({ account_id: int, health: z.string(), day: int, asked: z.string(), since_day: int });
export type StoredHealth = z.infer<typeof HealthRow>;

export async function healthOf(port: SqlPort, accountIds: readonly number[]): Promise<Map<number, StoredHealth>> {
  const rows = await port.query(sql`
    SELECT account_id, health, day, asked, since_day FROM account_health WHERE account_id IN (${accountIds})`);
  return new Map(
    z
      .array(HealthRow)
      .parse(rows)
      .map((row) => [row.account_id, row]),
  );
}

export async function saveHealth(port: SqlPort, rows: readonly StoredHealth[]): Promise<void> {
  for (const chunk of chunked(rows)) {
    const values = chunk.map((each) => [each.account_id, each.health, each.day, each.asked, each.since_day]);
    await port.write(sql`
      INSERT INTO account_health (account_id, health, day, asked, since_day) VALUES ${rowsSql(values)}
      ON DUPLICATE KEY UPDATE health = VALUES(health), day = VALUES(day), asked = VALUES(asked), since_day = VALUES(since_day)`);
  }
}

export async function dropHealth(port: SqlPort, day: number): Promise<void> {
  await port.write(sql`DELETE FROM account_health WHERE day < ${day}`);
}
