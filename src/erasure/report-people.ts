import { z } from 'zod';
import { dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, LogPort } from '../platform/ports';
import type { ReportPersonalData, StoredAccount } from '../platform/ports-privacy';

/** Accounts whose IDs are stored and due to be reported. */
export type PeopleToReport = {
  /** The next of them, at most `limit`; none when all are reported. `today` in days since 1970-01-01. */
  next(today: number, limit: number): Promise<readonly StoredAccount[]>;
  /** Notes that the accounts that `next` gave last are reported. */
  reported(today: number, accounts: readonly StoredAccount[]): Promise<void>;
};

export type ReportPorts = {
  readonly report: ReportPersonalData;
  readonly people: PeopleToReport;
  readonly kvs: Pick<KvsPort, 'set'>;
  readonly clock: ClockPort;
  readonly log: LogPort;
  /** Everything of this person has to go, here and wherever it was sent. */
  readonly erase: (accountId: string) => Promise<void>;
  /** What is known of these people is out of date. */
  readonly refresh: (accountIds: readonly string[]) => Promise<void>;
};

export type PeopleReport = {
  readonly reported: number;
  readonly closed: number;
  readonly updated: number;
  readonly refused: string | null;
};

/** Atlassian asks for each stored account ID once in so many days, and not more often. */
export const REPORT_DAYS = 7;
export const REPORTED_KEY = 'privacy:reported';

/** Five requests of 90 accounts, which the platform's package sends side by side. */
const SLICE = 450;
/** A run stays well under a minute; what is left is reported by the next. */
const MAX_PER_RUN = 9_000;

/**
 * Reports the account IDs that are due to Atlassian, slice by slice, and acts on the answer at once: closed accounts are
 * erased before their slice counts as reported, so that a run that dies asks again. Stops at a refusal until the next run.
 */
export async function reportPeople(ports: ReportPorts): Promise<PeopleReport> {
  const now = ports.clock();
  const today = dayNumberOf(now);
  const sum = { reported: 0, closed: 0, updated: 0 };
  let refused: string | null = null;
  while (sum.reported < MAX_PER_RUN) {
    const due = await ports.people.next(today, SLICE);
    if (due.length === 0) break;
    const accounts = due.filter(({ accountId }) => isAccountId(accountId));
    const answer = accounts.length === 0 ? ({ kind: 'answered', updates: [] } as const) : await ports.report(accounts);
    if (answer.kind === 'refused') {
      refused = answer.reason;
      break;
    }
    const asked = new Set(accounts.map(({ accountId }) => accountId));
    const updates = answer.updates.filter(({ accountId }) => asked.has(accountId));
    const closed = updates.filter(({ status }) => status === 'closed');
    const updated = updates.filter(({ status }) => status === 'updated');
    for (const { accountId } of closed) await ports.erase(accountId);
    if (updated.length > 0) await ports.refresh(updated.map(({ accountId }) => accountId));
    await ports.people.reported(today, due);
    sum.reported += due.length;
    sum.closed += closed.length;
    sum.updated += updated.length;
  }
  if (sum.reported > 0) await ports.kvs.set(REPORTED_KEY, { at: now });
  if (sum.reported > 0 || refused !== null)
    ports.log(refused === null ? 'info' : 'warn', 'people-reported', { ...sum, refused: refused ?? '' });
  return { ...sum, refused };
}

/** As Atlassian makes them; it asks not to be told of `unknown`, which stands for users who are gone. */
function isAccountId(text: string): boolean {
  return text !== 'unknown' && /^[\w:-]{1,128}$/.test(text);
}

const Reported = z.object({ at: z.number() });

/** When account IDs were last reported, in milliseconds; null: never. */
export function readReportedAt(value: unknown): number | null {
  const parsed = Reported.safeParse(value);
  return parsed.success ? parsed.data.at : null;
}
