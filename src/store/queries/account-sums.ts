import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { Grain } from '../../engagement/calendar';
import { tallyUnits } from '../../engagement/unit-rows';
import type { CohortRow, PeriodRow } from '../../engagement/unit-rows';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { unpackBits } from '../day-bits';
import { andAccountIn } from './account-filter';

const Row = z.object({ account_id: z.coerce.number(), first_day: z.coerce.number(), used: z.string() });
/** An answer of so many rows stays below 4 MiB after ten years. */
const ROWS_PER_ANSWER = 2_000;

type Asked = { readonly filter: AccountFilter; readonly grain: Grain };

/**
 * Accounts as units: active on a day on which anybody used a feature in them. Their days are one short row each, so they are tallied when asked:
 * kept by period, like those of users, they would be as many rows again.
 */
export async function accountTally(
  sqlPort: SqlPort,
  { filter, grain }: Asked,
): Promise<{ readonly periods: PeriodRow[]; readonly cohorts: CohortRow[] }> {
  const units: number[][] = [];
  for (let after = -1; ;) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT account_id, first_day, used FROM account_start
        WHERE account_id > ${after} AND used IS NOT NULL${andAccountIn(sql`account_id`, filter)} ORDER BY account_id LIMIT ${ROWS_PER_ANSWER}`),
    );
    for (const { first_day, used } of rows) units.push(unpackBits(first_day, used));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_ANSWER) break;
    after = last.account_id;
  }
  const { periods, cohorts } = tallyUnits(units);
  const isAsked = (row: { readonly grain: Grain }) => row.grain === grain;
  return { periods: periods.filter(isAsked), cohorts: cohorts.filter(isAsked) };
}
