import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

const int = z.coerce.number();
const Signals = z.record(z.string(), z.array(z.string()));
/** By outcome, the words of the signals that fire; of an outcome that cannot come there is no list. */
export type FiringSignals = z.infer<typeof Signals>;

/** Out of the column that holds them. */
export function readSignals(text: string | null): FiringSignals | null {
  return text === null ? null : Signals.parse(JSON.parse(text));
}

/** Scores in tenths of a point; null where nothing is foretold. */
export type Outlook = {
  readonly churn: number | null;
  readonly expansion: number | null;
  readonly conversion: number | null;
  readonly health: string | null;
  readonly signals: FiringSignals | null;
};

const scores = {
  account_id: int,
  churn: int.nullable(),
  expansion: int.nullable(),
  conversion: int.nullable(),
  health: z.string().nullable(),
};
const ForetoldRow = z.object(scores).transform(({ account_id, ...foretold }) => ({ accountId: account_id, ...foretold }));
export type ForetoldAccount = z.infer<typeof ForetoldRow>;

/** What is foretold of accounts today, in the order of their ids; of most, nothing. */
export async function foretoldAccounts(port: SqlPort, afterId: number, limit: number): Promise<ForetoldAccount[]> {
  const score = (outcome: string) =>
    sql`(SELECT s.shown FROM account_score s WHERE s.account_id = a.account_id AND s.outcome = ${outcome})`;
  const rows = await port.query(sql`
    SELECT a.account_id, ${score('churn')} AS churn, ${score('expansion')} AS expansion, ${score('conversion')} AS conversion,
      CASE WHEN h.health IN ('good', 'normal', 'bad') THEN h.health END AS health
    FROM account a LEFT JOIN account_health h ON h.account_id = a.account_id
    WHERE a.account_id > ${afterId} ORDER BY a.account_id LIMIT ${limit}`);
  return z.array(ForetoldRow).parse(rows);
}

const OutlookRow = z.object({ ...scores, signals: z.string().nullable().transform(readSignals) });

/** What is known to be foretold of accounts after one up to another. */
export async function outlooksBetween(port: SqlPort, afterId: number, upToId: number): Promise<ReadonlyMap<number, Outlook>> {
  const rows = await port.query(sql`
    SELECT account_id, churn, expansion, conversion, health, signals FROM account_outlook
    WHERE account_id > ${afterId} AND account_id <= ${upToId}`);
  const outlooks = z.array(OutlookRow).parse(rows);
  return new Map(outlooks.map(({ account_id, ...outlook }) => [account_id, outlook]));
}

/** What destinations were told stays. */
export async function saveOutlooks(port: SqlPort, outlooks: readonly (Outlook & { readonly accountId: number })[]): Promise<void> {
  for (const chunk of chunked(outlooks, 200)) {
    const rows = chunk.map(({ accountId, churn, expansion, conversion, health, signals }) => [
      ...[accountId, churn, expansion, conversion, health],
      signals === null ? null : JSON.stringify(signals),
      0,
    ]);
    await port.write(sql`
      INSERT INTO account_outlook (account_id, churn, expansion, conversion, health, signals, tellings) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE churn = VALUES(churn), expansion = VALUES(expansion), conversion = VALUES(conversion), health = VALUES(health),
        signals = VALUES(signals)`);
  }
}

const CountRow = z.object({
  churn: int,
  expansion: int,
  conversion: int,
  health: int,
  churn_signals: int,
  expansion_signals: int,
  conversion_signals: int,
});

/** Of how many accounts each is known. */
export async function outlookCounts(port: SqlPort): Promise<z.infer<typeof CountRow>> {
  // A quote inside of a word is escaped, so that this is the name of a member.
  const listed = (outcome: string) => sql`COUNT(CASE WHEN signals LIKE ${`%"${outcome}":[%`} THEN 1 END)`;
  const [row] = await port.query(sql`
    SELECT COUNT(churn) AS churn, COUNT(expansion) AS expansion, COUNT(conversion) AS conversion, COUNT(health) AS health,
      ${listed('churn')} AS churn_signals, ${listed('expansion')} AS expansion_signals, ${listed('conversion')} AS conversion_signals
    FROM account_outlook`);
  return CountRow.parse(row);
}
