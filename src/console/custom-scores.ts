import type { CustomScoreBuilder, CustomScoresAnswer, CustomScoreSaved, CustomScoreToSave, ScoredAccount } from '../contract/custom-scores';
import type { AccountFilter } from '../engagement/account-filter';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { hasLeft } from '../profiles/health/planned-profiles';
import { parseRule } from '../profiles/health/save-profile';
import { plannedScores } from '../profiles/scores/keep-custom-scores';
import type { PlacedScore, PlannedScores } from '../profiles/scores/keep-custom-scores';
import { keyOfScore } from '../profiles/scores/score-properties';
import { readPlan } from '../profiles/segments/plan-in-store';
import { customScores, dropCustomScore, outcomeOfCustom, saveCustomScore } from '../store/custom-scores';
import { accountsAtEnd, accountsByStage, distributionOf } from '../store/queries/score-distribution';
import type { AskedEnd } from '../store/queries/score-distribution';
import { dropScoreProperty, renameScoreProperty } from '../store/score-properties';
import { segmentSources } from '../store/segment-sources';
import { catalogueAnswer } from './segment-builder';

type Reading = { readonly sql: SqlPort; readonly clock: ClockPort };
/** `rescore`: has a score computed anew, soon. */
type Ports = Reading & { readonly rescore: (scoreId: number) => Promise<void> };

const AT_EACH_END = 5;
/** More than anybody looks at. */
const MOST_SCORES = 20;

/** Every score that somebody defined, and how the accounts asked about do by it. */
export async function customScoresAnswer({ sql }: Reading, filter: AccountFilter, canChange: boolean): Promise<CustomScoresAnswer> {
  const { planned, scores } = await plannedScores(sql);
  const stages = scores.length === 0 ? [] : await accountsByStage(sql, filter);
  const asked = stages.reduce((sum, { stage, accounts }) => sum + (hasLeft(planned, stage) ? 0 : accounts), 0);
  const answered: CustomScoresAnswer['scores'] = [];
  for (const { scoreId, name, base, rules } of scores) {
    const outcome = outcomeOfCustom(scoreId);
    const distribution = await distributionOf(sql, outcome, filter);
    const accounts = distribution.reduce((sum, each) => sum + each, 0);
    answered.push({
      ...{ scoreId, kind: 'account', name, base, distribution, accounts },
      untold: Math.max(0, asked - accounts),
      rules: saidRules(planned, rules),
      highest: await endOf(sql, { outcome, end: 'highest', filter }),
      lowest: await endOf(sql, { outcome, end: 'lowest', filter }),
    });
  }
  const ofUsers = await plannedScores(sql, 'membership');
  for (const { scoreId, name, base, rules } of ofUsers.scores)
    answered.push({
      ...{ scoreId, kind: 'membership', name, base, distribution: NOBODY, accounts: 0, untold: 0, highest: [], lowest: [] },
      rules: saidRules(ofUsers.planned, rules),
    });
  return { canChange, scores: answered };
}

/** Users are not counted: their scores are properties, of which segments tell how many there are. */
const NOBODY = Array<number>(10).fill(0);

const saidRules = ({ rules: asked }: PlannedScores['planned'], rules: PlacedScore['rules']) =>
  rules.map(({ place, points }) => ({ points, words: asked[place]?.words ?? '', trouble: asked[place]?.trouble ?? null }));

async function endOf(sql: SqlPort, asked: Omit<AskedEnd, 'limit'>): Promise<ScoredAccount[]> {
  return (await accountsAtEnd(sql, { ...asked, limit: AT_EACH_END })).map(({ account_id, ...row }) => ({ accountId: account_id, ...row }));
}

/** What a score is begun with, and what its rules can ask about. */
export async function customScoreBuilder({ sql, clock }: Reading, scoreId: number | null, canChange: boolean): Promise<CustomScoreBuilder> {
  const known = scoreId === null ? undefined : (await customScores(sql)).find((score) => score.scoreId === scoreId);
  return {
    canChange,
    asOfDay: dayFromNumber(dayNumberOf(clock())),
    catalogue: catalogueAnswer(await readPlan(sql)),
    begin:
      known === undefined
        ? null
        : { kind: known.kind, name: known.name, base: known.base, rules: known.rules.map((rule) => ({ ...rule })) },
  };
}

/** Saves a score, unless something speaks against it. */
export async function saveScore(ports: Ports, { scoreId, kind: asked, name, base, rules }: CustomScoreToSave): Promise<CustomScoreSaved> {
  const stored = await customScores(ports.sql);
  const whole = (message: string): CustomScoreSaved => ({ problems: [{ rule: null, path: '', message }] });
  const before = stored.find((score) => score.scoreId === scoreId);
  if (scoreId !== null && before === undefined) return whole('This score does not exist any more.');
  if (stored.some((score) => score.scoreId !== scoreId && score.name === name)) return whole(`There is a score “${name}” already.`);
  if (scoreId === null && stored.length >= MOST_SCORES) return whole(`There are ${String(MOST_SCORES)} scores already: remove one first.`);
  const kind = before?.kind ?? asked;
  const sources = await segmentSources(ports.sql);
  const parsed = rules.map(({ condition, points }) => ({ parsed: parseRule(sources, condition, kind), points }));
  const problems = parsed.flatMap(({ parsed: each }, rule) =>
    'problems' in each ? each.problems.map(({ path, message }) => ({ rule, path, message })) : [],
  );
  if (problems.length > 0) return { problems };
  const kept = parsed.flatMap(({ parsed: each, points }) => ('condition' in each ? [{ condition: each.condition, points }] : []));
  if (new Set(kept.map(({ condition }) => JSON.stringify(condition))).size < kept.length) return whole('The same rule is there twice.');
  const saved = await saveCustomScore(ports.sql, { scoreId, kind, name, base, rules: kept }, new Date(ports.clock()).toISOString());
  if (before !== undefined) await renameScoreProperty(ports.sql, keyOfScore(before.scoreId), before.name, name);
  if (saved !== null) await ports.rescore(saved);
  return { problems: [] };
}

/** Those who have it lose it as soon as they are scored again; of users its property goes with the last value. */
export const dropScore = async ({ sql, rescore }: Ports, scoreId: number): Promise<void> => {
  const known = (await customScores(sql)).find((score) => score.scoreId === scoreId);
  if (known?.kind !== 'membership') await dropScoreProperty(sql, keyOfScore(scoreId));
  await dropCustomScore(sql, scoreId);
  await rescore(scoreId);
};
