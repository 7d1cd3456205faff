import { z } from 'zod';
import { licenceStateOn } from '../marketplace/licence-state';
import { dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { otherStandings } from '../store/account-states';
import { chunked } from '../store/chunks';
import { licencePage } from '../store/queries/licence-page';
import type { StoredLicence } from '../store/queries/licences-for-accounts';
import { mrrOfAccounts } from '../store/queries/revenue-standing';
import { noteTouched } from '../store/segment-touched';
import { latestStages, noteStages } from '../store/stage-entries';
import { placeAgainIfOther, readStageSet } from '../store/stage-set';
import { contactFacts, contactText } from './contact-facts';
import { defaultStage } from './default-stage';
import type { DefaultStage } from './default-stage';
import { resolveAccounts } from './resolve-accounts';
import { identityOf } from './row-identity';
import { newStages } from './stage-history';

/** Licences in one invocation; the queue carries the place to go on. */
const LICENCES_PER_SLICE = 1_000;

export type RefreshPorts = { readonly sql: SqlPort; readonly clock: ClockPort };
type AccountState = {
  readonly accountId: number;
  readonly licence: StoredLicence;
  readonly status: string;
  readonly licenceStage: DefaultStage;
  readonly mrrCents: number;
  readonly contacts: string | null;
};

/**
 * Writes what the Marketplace says of each account beside what the app sees of it: company, tier, seats, status,
 * what it can be filtered by, and MRR today as revenue was computed. Into stages of the vendor's own
 * accounts come later, by their rules. Every licence gets an account, also one whose site never reported. Returns the licence to go on after, or null at
 * the end; running a slice again writes the same rows.
 */
export async function refreshAccounts(ports: RefreshPorts, afterId: number): Promise<number | null> {
  const licences = await licencePage(ports.sql, { afterId, limit: LICENCES_PER_SLICE });
  const last = licences.at(-1);
  if (last === undefined) return null;
  const now = ports.clock();
  const today = dayNumberOf(now);
  const accountIdOf = await resolveAccounts(ports.sql, licences.map(identityOf));
  const accountIds = [...new Set(licences.flatMap((licence) => accountIdOf(identityOf(licence)) ?? []))];
  const mrrOf = await mrrOfAccounts(ports.sql, accountIds, today);
  const contacts = await contactFacts(
    ports.sql,
    licences.flatMap((licence) => {
      const accountId = accountIdOf(identityOf(licence));
      return accountId === null ? [] : [{ accountId, rowKey: licence.rowKey }];
    }),
  );
  const states = new Map<number, AccountState>();
  for (const licence of licences) {
    const accountId = accountIdOf(identityOf(licence));
    if (accountId === null) continue;
    const status = licence.goneAt === null ? licenceStateOn(licence, today) : 'inactive';
    const mrrCents = mrrOf.get(accountId) ?? 0;
    const licenceStage = defaultStage(licence, { day: today, mrrCents });
    const state = { accountId, licence, status, licenceStage, mrrCents, contacts: contactText(contacts.get(accountId)) };
    const known = states.get(accountId);
    if (known === undefined || tells(state, known)) states.set(accountId, state);
  }
  const stages = await readStageSet(ports.sql);
  const isByLicence = stages.stages === null;
  if (isByLicence) await noteStagesOf(ports.sql, [...states.values()], today);
  const others = await otherStandings(
    ports.sql,
    [...states.values()].map(({ licence, ...state }) => ({ ...licence, ...state })),
  );
  const touched = others.map((accountId) => ({ accountId, userId: 0 }));
  // Before, or a run that is cut would leave nobody who knows; and after, for whoever looked in between.
  await noteTouched(ports.sql, touched);
  await saveStates(ports.sql, [...states.values()], isByLicence);
  await noteTouched(ports.sql, touched);
  await placeAgainIfOther(ports.sql, stages.version);
  return licences.length < LICENCES_PER_SLICE ? null : last.id;
}

/** Several licences may lead to one account (a renewed one beside its old row): one that is still there, else the one that lasts longest. */
function tells(candidate: AccountState, known: AccountState): boolean {
  if ((candidate.licence.goneAt === null) !== (known.licence.goneAt === null)) return candidate.licence.goneAt === null;
  return (candidate.licence.maintenanceEndDay ?? 0) > (known.licence.maintenanceEndDay ?? 0);
}

async function noteStagesOf(sqlPort: SqlPort, states: readonly AccountState[], today: number): Promise<void> {
  const latest = await latestStages(
    sqlPort,
    states.map(({ accountId }) => accountId),
  );
  await noteStages(
    sqlPort,
    states.flatMap((state) => newStages({ ...state, stage: state.licenceStage }, latest.get(state.accountId), today)),
    today,
  );
}

async function saveStates(sqlPort: SqlPort, states: readonly AccountState[], isByLicence: boolean): Promise<void> {
  for (const chunk of chunked(states)) {
    const values = chunk.map(({ accountId, licence, status, licenceStage, mrrCents, contacts }) => {
      const { company, tier, seats, edition, hosting, region } = licence;
      const stage = isByLicence ? licenceStage : null;
      return [accountId, company, tier, seats, status, mrrCents, edition, hosting, region, licenceStage, stage, contacts];
    });
    await sqlPort.write(sql`
      INSERT INTO account_state (account_id, company, tier, seats, status, mrr_cents, edition, hosting, region, licence_stage, stage, contacts)
      VALUES ${rowsSql(values)}
      ON DUPLICATE KEY UPDATE company = VALUES(company), tier = VALUES(tier), seats = VALUES(seats), status = VALUES(status),
        mrr_cents = VALUES(mrr_cents), edition = VALUES(edition), hosting = VALUES(hosting), region = VALUES(region),
        licence_stage = VALUES(licence_stage), contacts = VALUES(contacts)${isByLicence ? sql`, stage = VALUES(stage)` : sql``}`);
  }
}

const AnyRow = z.object({ account_id: z.coerce.number() });

/** True while there are accounts that an older version of the app wrote, and that filters would miss. */
export async function needsRefresh(sqlPort: SqlPort): Promise<boolean> {
  const rows = await sqlPort.query(sql`SELECT account_id FROM account_state WHERE licence_stage IS NULL LIMIT 1`);
  return z.array(AnyRow).parse(rows).length > 0;
}
