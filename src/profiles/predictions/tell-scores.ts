import { createHash } from 'node:crypto';
import type { SegmentCall } from '../../delivery/envelope';
import type { ClockPort, SqlPort } from '../../platform/ports';
import { accountsToTell, keepToldOutlooks } from '../../store/outlook-told';
import type { AccountToTell, Told } from '../../store/outlook-told';
import { accountCall, accountContext } from '../account-call';
import { OUTCOMES } from './outcomes';

export type TellScoresPorts = {
  readonly sql: SqlPort;
  readonly clock: ClockPort;
  /** By how many points a score has to move before it is told again. */
  readonly step: number;
  /** Hands calls to the destinations. */
  readonly emit: (calls: readonly SegmentCall[]) => Promise<void>;
};

const ACCOUNTS_AT_ONCE = 200;
/** The traits that say it. */
const TRAITS = { churn: 'Churn score', expansion: 'Expansion score', conversion: 'Conversion score' } as const;
const HEALTH_TRAIT = 'Health';

/**
 * Tells destinations of accounts whose scores have moved by a step since they heard of them last, and of every other health, as many as fit
 * before `deadline` (ms). What is told is kept after it was handed over: a run that is cut tells it again, under the same id. Returns the
 * account to go on after, or null at the end.
 */
export async function tellScores(ports: TellScoresPorts, afterId: number, deadline: number): Promise<number | null> {
  for (let after = afterId; ;) {
    if (ports.clock() >= deadline) return after;
    const accounts = await accountsToTell(ports.sql, after, ACCOUNTS_AT_ONCE);
    const last = accounts.at(-1);
    if (last === undefined) return null;
    after = last.accountId;
    const at = new Date(ports.clock()).toISOString();
    const news = accounts.flatMap((account) => newsOf(account, ports.step, at) ?? []);
    if (news.length === 0) continue;
    await ports.emit(news.map(({ call }) => call));
    await keepToldOutlooks(ports.sql, news);
  }
}

const NOTHING: Told = { churn: null, expansion: null, conversion: null, health: null };

/** What to say of an account; null where there is nothing new, or destinations have no name for it. */
function newsOf({ accountId, now, told: before, tellings, account }: AccountToTell, step: number, at: string) {
  const context = accountContext(account);
  if (context === null) return null;
  const told = { ...(before ?? NOTHING) };
  const traits: Record<string, number | string | null> = {};
  for (const outcome of OUTCOMES) {
    const score = now[outcome];
    if (!hasMoved(told[outcome], score, step * 10)) continue;
    told[outcome] = score;
    traits[TRAITS[outcome]] = score === null ? null : score / 10;
  }
  if (told.health !== now.health) traits[HEALTH_TRAIT] = told.health = now.health;
  if (Object.keys(traits).length === 0) return null;
  const call = accountCall({ messageId: messageId(accountId, tellings + 1, traits), timestamp: at, traits }, context);
  return { accountId, told, tellings: tellings + 1, call };
}

/** A score that comes or goes has moved. */
function hasMoved(before: number | null, now: number | null, stepTenths: number): boolean {
  if (before === null || now === null) return before !== now;
  return Math.abs(now - before) >= stepTenths;
}

/** The same for the same telling. */
function messageId(...telling: readonly unknown[]): string {
  return `sc-${createHash('sha256').update(JSON.stringify(telling)).digest('hex').slice(0, 40)}`;
}

/** From what the vendor set: by how many points a score has to move; null: nothing is told. */
export function tellingStep(setting: string | undefined): number | null {
  const text = setting?.trim().toLowerCase() ?? '';
  if (text === 'on') return DEFAULT_STEP;
  const points = Number(text);
  return text !== '' && points > 0 && points <= 100 ? points : null;
}

const DEFAULT_STEP = 5;
