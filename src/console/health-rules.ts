import type { HealthRulesAnswer, HealthRulesSaved, HealthRulesToSave } from '../contract/health';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { parseRules } from '../profiles/health/save-profile';
import { readPlan } from '../profiles/segments/plan-in-store';
import { stageNames } from '../profiles/stage-rules/stages-of';
import type { Condition } from '../segments/condition';
import { labelOf } from '../segments/label';
import { dropHealthProfile, EVERY_STAGE, healthProfiles, saveHealthProfile } from '../store/health';
import { segmentSources } from '../store/segment-sources';
import { catalogueAnswer } from './segment-builder';

/** `rescore`: has the accounts of a stage looked at anew, soon. */
type Ports = { readonly sql: SqlPort; readonly clock: ClockPort; readonly rescore: (stage: string) => Promise<void> };

/** The rules of every stage, and what others could ask about. */
export async function healthRules({ sql, clock }: Omit<Ports, 'rescore'>, canChange: boolean): Promise<HealthRulesAnswer> {
  const plan = await readPlan(sql);
  const wordsOf = (condition: Condition | null): string | null => (condition === null ? null : labelOf('account', condition, plan));
  const nameOf = stageNames(plan.sources.stages);
  return {
    canChange,
    asOfDay: dayFromNumber(dayNumberOf(clock())),
    catalogue: catalogueAnswer(plan),
    stages: [...plan.catalogue.stages.account.keys()].map((stage) => ({ stage, name: nameOf(stage) })),
    profiles: (await healthProfiles(sql)).map(({ stage, good, bad }) => ({
      ...{ stage, name: nameOf(stage), good, bad },
      goodWords: wordsOf(good),
      badWords: wordsOf(bad),
    })),
  };
}

/** Saves the rules of a stage, unless something speaks against them. */
export async function saveHealthRules(ports: Ports, { stage, good, bad }: HealthRulesToSave): Promise<HealthRulesSaved> {
  const plan = await readPlan(ports.sql);
  const whole = (message: string): HealthRulesSaved => ({ problems: [{ side: null, path: '', message }] });
  if (stage !== EVERY_STAGE && !plan.catalogue.stages.account.has(stage))
    return whole(`There is no stage “${stageNames(plan.sources.stages)(stage)}” any more.`);
  const given = { good: good ?? null, bad: bad ?? null };
  if (given.good === null && given.bad === null) return whole('Say what is good, what is bad, or both.');
  const sources = await segmentSources(ports.sql);
  const sides = (['good', 'bad'] as const).map((side) => ({
    side,
    parsed: given[side] === null ? null : parseRules(sources, given[side]),
  }));
  const problems = sides.flatMap(({ side, parsed }) =>
    parsed !== null && 'problems' in parsed ? parsed.problems.map(({ path, message }) => ({ side, path, message })) : [],
  );
  if (problems.length > 0) return { problems };
  const [isGood, isBad] = sides.map(({ parsed }) => (parsed !== null && 'condition' in parsed ? parsed.condition : null));
  await saveHealthProfile(ports.sql, { stage, good: isGood ?? null, bad: isBad ?? null }, new Date(ports.clock()).toISOString());
  await ports.rescore(stage);
  return { problems: [] };
}

/** From now on scores tell of the accounts of the stage, or the rules for every stage. */
export async function dropHealthRules(ports: Ports, stage: string): Promise<void> {
  await dropHealthProfile(ports.sql, stage);
  await ports.rescore(stage);
}
