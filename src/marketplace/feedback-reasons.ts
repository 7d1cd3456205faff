import type { SqlPort } from '../platform/ports';
import { feedbackAbout } from '../store/queries/sync-feedback';
import { unpackRaw } from './raw-text';
import { isRecord } from './records';
import type { TransactionRecord } from './transaction-record';
import { clip, textOf } from './wire-value';

/** Sales of which somebody may have said why. */
const LEAVING = new Set<string | null>(['Refund', 'Downgrade']);
/** What was said so long before or after a sale is about it. */
const NEAR_DAYS = 30;

/**
 * The reason that somebody gave around the day of a sale that ends or lessens a subscription. Only what was known when the sale
 * came in (`at`, ISO) counts, so that telling it again says the same.
 */
export async function feedbackReasons(
  sql: SqlPort,
  sales: readonly TransactionRecord[],
): Promise<(sale: TransactionRecord, at: string) => string | null> {
  const leaving = sales.filter((sale) => LEAVING.has(sale.saleType));
  const said = await feedbackAbout(sql, [...new Set(leaving.flatMap(namesOf))]);
  return (sale, at) => {
    if (!LEAVING.has(sale.saleType)) return null;
    const names = namesOf(sale);
    const near = said.find(
      ({ about, firstSeenAt, day }) =>
        names.includes(about) && firstSeenAt <= at && day !== null && Math.abs(day - sale.saleDay) <= NEAR_DAYS,
    );
    return near === undefined ? null : reasonIn(near.raw);
  };
}

function namesOf({ entitlementNumber, entitlementId }: TransactionRecord): string[] {
  return [entitlementNumber, entitlementId].filter((name) => name !== null);
}

/** The key of the reason, never the words: people write names into them. */
function reasonIn(packed: string): string | null {
  const raw: unknown = JSON.parse(unpackRaw(packed));
  const key = isRecord(raw) ? textOf(raw.reasonKey) : null;
  return key === null ? null : clip(key, 40);
}
