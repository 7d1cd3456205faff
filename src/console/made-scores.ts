import type { MadeScore } from '../contract/custom-scores';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import type { ScorePart } from '../prediction/score';
import { plannedProfiles } from '../profiles/health/planned-profiles';
import { askRules } from '../profiles/health/rules';
import { sayOf } from '../profiles/health/say';
import { readParts } from '../profiles/predictions/score-parts';
import { HEALTH_OUTCOME, MIDDLE } from '../profiles/scores/health-score';
import { plannedScores, pointsOf } from '../profiles/scores/keep-custom-scores';
import { changeSentence, mostChanging } from '../profiles/scores/points';
import { movesOf, outcomeOfCustom } from '../store/custom-scores';
import { scoresOfAccount } from '../store/predictions';
import type { StoredScore } from '../store/predictions';
import { stageOfAccount } from '../store/queries/health-board';

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

const HEALTH_MEANING =
  'From 0 to 100, 50 being the middle. By rules: good ones that hold share 50 points up, bad ones 50 down. Without rules: three parts the chance to stay and one the chance to expand, of trials the chance to buy; 50 is at the base rate.';

/** The scores of an account that are made of other things, point by point: its health, and what somebody defined. */
export async function madeScores({ sql, clock }: Ports, accountId: number): Promise<MadeScore[]> {
  const today = dayNumberOf(clock());
  const [stage, kept, moves, all] = await Promise.all([
    stageOfAccount(sql, accountId),
    scoresOfAccount(sql, accountId),
    movesOf(sql, accountId),
    plannedScores(sql),
  ]);
  if (stage === undefined) return [];
  const made = async (outcome: string, name: string, meaning: string, change: () => Promise<string>): Promise<MadeScore[]> => {
    const row = kept.get(outcome);
    if (row === undefined) return [];
    const history = moves.filter((move) => move.outcome === outcome).map(({ day, shown }) => ({ day: dayFromNumber(day), shown }));
    return [{ ...figuresOf(row), name, meaning, change: await change(), history }];
  };
  const health = await made(HEALTH_OUTCOME, 'Health score', HEALTH_MEANING, async () => {
    const said = (await sayOf(sql, await plannedProfiles(sql), [{ accountId, stage }], today)).get(accountId);
    if (said?.rules !== undefined && said.rules !== null) return changeSentence(mostChanging(MIDDLE, said.rules));
    return weightSentence(said?.score?.parts ?? []);
  });
  const answers = all.scores.length === 0 ? null : await askRules(sql, all.planned, [accountId], today);
  const own: MadeScore[] = [];
  for (const score of all.scores) {
    const rules = answers === null ? null : pointsOf(all.planned, score, answers, accountId);
    const meaning = `Defined by the vendor: ${String(score.base)} points to begin with, and the points of each rule that holds.`;
    const change = rules === null ? '' : changeSentence(mostChanging(score.base * 10, rules));
    own.push(...(await made(outcomeOfCustom(score.scoreId), score.name, meaning, () => Promise.resolve(change))));
  }
  return [...health, ...own];
}

function figuresOf({ shown, raw, base, parts }: StoredScore) {
  return { shown, raw, base, smoothing: shown - raw, parts: readParts(parts) };
}

/** Of scores that a model made nobody can say what would be if: the largest part has to do. */
function weightSentence(parts: readonly ScorePart[]): string {
  const [worst] = [...parts].filter(({ tenths }) => tenths < 0).sort((a, b) => a.tenths - b.tenths);
  const [best] = [...parts].filter(({ tenths }) => tenths > 0).sort((a, b) => b.tenths - a.tenths);
  const points = (tenths: number): string => (Math.abs(tenths) / 10).toFixed(1);
  if (worst !== undefined) return `What weighs on it most is “${worst.source}”: −${points(worst.tenths)} points.`;
  return best === undefined
    ? 'Nothing sets it apart from the base rate.'
    : `What holds it up most is “${best.source}”: +${points(best.tenths)} points.`;
}
