import { z } from 'zod';
import { LEARNING_KEY } from '../console/predictions';
import { LearningBasis } from '../contract/predictions';
import { QUEUES } from '../delivery/enqueue';
import { dayNumberOf } from '../platform/days';
import { backgroundSqlPort, clockPort, kvsPort, logPort, queuePort, sqlPort } from '../platform/forge-ports';
import { addDefaultSegments } from '../profiles/predictions/default-segments';
import { judgeWritten } from '../profiles/predictions/judge-written';
import { dueToLearn, learn } from '../profiles/predictions/learn';
import { readBases } from '../profiles/predictions/learning-basis';
import { OUTCOMES } from '../profiles/predictions/outcomes';
import type { Outcome } from '../profiles/predictions/outcomes';
import { hasUserScores, keepUserScores } from '../profiles/scores/keep-user-scores';
import { scoreAccounts, Scored, SCORED_KEY } from '../profiles/predictions/score-accounts';
import type { ChangedRules } from '../profiles/predictions/score-accounts';
import { vendorMigrations } from '../store/migrations/vendor';
import { consumer } from './consumer';
import { withSchema } from './schema';
import { pushSync } from './sync-ports';
import { tellMovedScores } from './tell-scores';

const LearningJob = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('learn'),
    outcome: z.enum(OUTCOMES),
    basis: LearningBasis.default('all'),
    /** Those that are learned after it. */
    then: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length),
    today: z.number().int(),
    part: z.number().int().min(0),
    restarts: z.number().int().min(0),
  }),
  z.object({
    kind: z.literal('score'),
    today: z.number().int(),
    /** What somebody changed, and so asked for it. */
    changed: z.object({ stage: z.string().optional(), scoreId: z.number().int().optional() }).default({}),
  }),
  z.object({
    kind: z.literal('users'),
    today: z.number().int(),
    after: z.object({ accountId: z.number().int(), userId: z.number().int() }),
  }),
  z.object({ kind: z.literal('judge'), outcome: z.enum(OUTCOMES), today: z.number().int() }),
  z.object({ kind: z.literal('tell'), afterId: z.number().int() }),
]);
type LearningJob = z.infer<typeof LearningJob>;

/** Users are scored for so long in one invocation; then the next one goes on. */
const USERS_MS = 120_000;
/** Something old that comes in while it is learned begins it anew; not for ever. */
const MOST_RESTARTS = 3;

/** The consumer of queue `learning`: one step, then the next one is queued. */
export const learnStep = consumer(LearningJob, (job) =>
  withSchema(vendorMigrations)(async () => {
    const sql = backgroundSqlPort();
    if (job.kind === 'score') {
      await scoreAccounts({ sql, kvs: kvsPort }, job.today, job.changed);
      await kvsPort.delete(LEARNING_KEY);
      await addDefaultSegments({ sql, clock: clockPort });
      await pushSync([{ kind: 'segments', from: null }]);
      await push({ kind: 'tell', afterId: 0 });
      if (await hasUserScores(sql)) await push({ kind: 'users', today: job.today, after: { accountId: 0, userId: 0 } });
      return { kind: 'done' };
    }
    if (job.kind === 'users') {
      const after = await keepUserScores({ sql, clock: clockPort }, job.today, job.after, clockPort() + USERS_MS);
      await pushSync([{ kind: 'segments', from: null }]);
      if (after !== null) await push({ ...job, after });
      return { kind: 'done' };
    }
    if (job.kind === 'tell') {
      const afterId = await tellMovedScores(job.afterId);
      if (afterId !== null) await push({ kind: 'tell', afterId });
      return { kind: 'done' };
    }
    if (job.kind === 'judge') {
      await judgeWritten(sql, job.outcome, job.today);
      return { kind: 'done' };
    }
    const next = await learn({ sql, clock: clockPort, log: logPort }, job);
    const restarts = next?.part === 0 ? job.restarts + 1 : job.restarts;
    if (next !== null && restarts <= MOST_RESTARTS) await push({ ...job, ...next, restarts });
    else await push(await jobAfter(job.then, job.today));
    return { kind: 'done' };
  }),
);

async function jobAfter([outcome, ...then]: readonly Outcome[], today: number): Promise<LearningJob> {
  if (outcome === undefined) return { kind: 'score', today, changed: {} };
  return { kind: 'learn', outcome, basis: (await readBases(kvsPort))[outcome], then, today, part: 0, restarts: 0 };
}

const push = (job: LearningJob): Promise<void> => queuePort(QUEUES.learning, [{ body: { ...job } }]);

/** Learns these outcomes, one after the other, and then scores every account. */
export async function startLearning(outcomes: readonly Outcome[]): Promise<void> {
  const now = clockPort();
  if (outcomes.length > 0) await kvsPort.set(LEARNING_KEY, now);
  await push(await jobAfter(outcomes, dayNumberOf(now)));
}

/** Has the past looked at for signals that were just written. */
export async function startJudging(outcome: Outcome): Promise<void> {
  await push({ kind: 'judge', outcome, today: dayNumberOf(clockPort()) });
}

/** Scores every account anew, after somebody changed rules. */
export async function startScoring(changed: ChangedRules): Promise<void> {
  await push({ kind: 'score', today: dayNumberOf(clockPort()), changed });
}

/** While the vendor's people sleep, wherever most of them are. */
const NIGHT_HOURS = { from: 1, to: 5 } as const;
const HOUR_MS = 3_600_000;

/** Hourly: at night what is due is learned, and every account scored once a day. */
export async function learnWhenDue(): Promise<void> {
  const now = clockPort();
  const hour = Math.floor(now / HOUR_MS) % 24;
  if (hour < NIGHT_HOURS.from || hour >= NIGHT_HOURS.to) return;
  const scored = Object.values(Scored.safeParse(await kvsPort.get(SCORED_KEY)).data ?? {});
  if (scored.some(({ day }) => day >= dayNumberOf(now))) return;
  await startLearning(await withSchema(vendorMigrations)(() => dueToLearn(sqlPort, now)));
}
