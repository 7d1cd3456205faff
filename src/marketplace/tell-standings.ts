import { dayNumberOf } from '../platform/days';
import type { ClockPort } from '../platform/ports';
import { keepStandingsSql, licencesToStand, settleStandingsSql, standingsOf } from '../store/queries/licence-standing';
import type { StoredStanding } from '../store/queries/licence-standing';
import { transactionLinesForAccounts } from '../store/queries/transaction-lines-for-accounts';
import type { StoredTransactionLine } from '../store/queries/transaction-lines-for-accounts';
import type { EmitPorts } from './emit-pending';
import { licenceStateOn } from './licence-state';
import type { LicenceState, LicenceStanding } from './licence-state';
import { latestPaidLine, mrrCentsOn } from './mrr';
import { standingCall } from './propagate';
import { storedSale } from './stored-sale';

/** Licences in one invocation; the queue carries the place to go on. */
const LICENCES_PER_SLICE = 500;

type Licence = Awaited<ReturnType<typeof licencesToStand>>[number];
type Standing = Pick<StoredStanding, 'mrrCents' | 'billingCycle' | 'stage'>;

/**
 * Tells destinations of accounts whose sales amount to something else than they were told: MRR, billing cycle and stage. It
 * changes with time as well as with sales, so all licences are walked. What is to be told is noted first and told after, so a
 * walk that is cut tells it later, under the same id. Returns the licence to go on after, or null at the end.
 */
export async function tellStandings(ports: EmitPorts & { readonly clock: ClockPort }, afterId: number): Promise<number | null> {
  const licences = await licencesToStand(ports.sql, { afterId, limit: LICENCES_PER_SLICE });
  const last = licences.at(-1);
  if (last === undefined) return null;
  const own = licences.filter((licence) => licence.sourceType !== 'Atlassian');
  const keys = own.map((licence) => licence.rowKey);
  // What an earlier walk left untold is told before anything is written over it.
  await tell(
    ports,
    own,
    [...(await standingsOf(ports.sql, keys)).values()].filter((one) => one.pending),
  );
  const stored = await standingsOf(ports.sql, keys);
  const linesOf = linesByEntitlement(
    await transactionLinesForAccounts(
      ports.sql,
      {
        entitlementIds: own.flatMap((one) => one.entitlementId ?? []),
        entitlementNumbers: own.flatMap((one) => (one.entitlementId === null ? (one.entitlementNumber ?? []) : [])),
        endingAfterDay: dayNumberOf(ports.clock()),
      },
      storedSale,
    ),
  );
  const now = ports.clock();
  const news = own.flatMap((licence): StoredStanding[] => {
    const standing = standingOf(licence, linesOf(licence), dayNumberOf(now));
    const known = stored.get(licence.rowKey);
    if (known !== undefined && isSame(known, standing)) return [];
    return [
      { ...standing, rowKey: licence.rowKey, version: (known?.version ?? 0) + 1, pending: true, changedAt: new Date(now).toISOString() },
    ];
  });
  if (news.length > 0) await ports.sql.write(keepStandingsSql(news));
  await tell(ports, own, news);
  return licences.length < LICENCES_PER_SLICE ? null : last.id;
}

async function tell(ports: EmitPorts, licences: readonly Licence[], standings: readonly StoredStanding[]): Promise<void> {
  if (standings.length === 0) return;
  const byKey = new Map(licences.map((licence) => [licence.rowKey, licence]));
  const calls = standings.flatMap((standing) => {
    const licence = byKey.get(standing.rowKey);
    return licence === undefined ? [] : [standingCall(licence, standing)];
  });
  await ports.emit(calls);
  await ports.sql.write(settleStandingsSql(standings.map((one) => one.rowKey)));
}

function standingOf(licence: Licence, lines: readonly StoredTransactionLine[], today: number): Standing {
  const mrrCents = licence.goneAt === null ? mrrCentsOn(lines, today) : 0;
  const state = licence.goneAt === null ? licenceStateOn(licence, today) : 'inactive';
  const billingCycle = mrrCents === 0 ? null : (latestPaidLine(lines, today)?.billingPeriod ?? null);
  return { mrrCents, billingCycle, stage: stageOf(state, licence, mrrCents) };
}

/** Where an account is on its way, in words for people. */
function stageOf(state: LicenceState, licence: LicenceStanding, mrrCents: number): string {
  switch (state) {
    case 'evaluation':
      return 'evaluating';
    case 'active':
      return mrrCents > 0 ? 'paying' : 'free';
    case 'inactive':
    case 'cancelled':
      return licence.licenceType === 'EVALUATION' ? 'not converted' : 'churned';
  }
}

function isSame(a: Standing, b: Standing): boolean {
  return a.mrrCents === b.mrrCents && a.billingCycle === b.billingCycle && a.stage === b.stage;
}

function linesByEntitlement(lines: readonly StoredTransactionLine[]): (licence: Licence) => readonly StoredTransactionLine[] {
  const byKey = new Map<string, StoredTransactionLine[]>();
  for (const line of lines) {
    const key = line.entitlementId ?? line.entitlementNumber ?? '';
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [line]);
    else known.push(line);
  }
  return (licence) => byKey.get(licence.entitlementId ?? licence.entitlementNumber ?? '') ?? [];
}
