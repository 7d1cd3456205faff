import { writtenDay } from '../../contract/written';
import { dayFromNumber } from '../../platform/days';
import type { ClockPort, SqlPort } from '../../platform/ports';
import type { Condition } from '../../segments/condition';
import { modelVersions } from '../../store/predictions';
import { addSegmentOnce, segmentsOfKeys } from '../../store/segments';
import type { Outcome } from './outcomes';
import { HEALTH_KEY, scoreKey } from './outlook-properties';
import { ModelReport } from './report';

const NAMES: Readonly<Record<Outcome, string>> = { churn: 'At risk', conversion: 'Ready to buy', expansion: 'Ready to expand' };
const IN_ORDER = ['churn', 'conversion', 'expansion'] as const;
const keyOf = (outcome: Outcome): string => `foretold:${outcome}`;

/**
 * Makes the segments that follow from a model when it is first in use: ordinary ones, for people to change and to archive. Each is made
 * once ever. Their members are looked for by whoever walks everybody afterwards.
 */
export async function addDefaultSegments({ sql, clock }: { readonly sql: SqlPort; readonly clock: ClockPort }): Promise<void> {
  const known = await segmentsOfKeys(sql, IN_ORDER.map(keyOf));
  const missing = IN_ORDER.filter((outcome) => !known.has(keyOf(outcome)));
  if (missing.length === 0) return;
  const live = (await modelVersions(sql)).filter((version) => version.live === 1);
  for (const outcome of missing) {
    const model = live.find((version) => version.outcome === outcome);
    if (model === undefined) continue;
    const { threshold } = ModelReport.parse(JSON.parse(model.report));
    const points = Math.round(threshold * 1000) / 10;
    await addSegmentOnce(
      sql,
      keyOf(outcome),
      {
        name: NAMES[outcome],
        kind: 'account',
        description: descriptionOf(outcome, points, writtenDay(dayFromNumber(model.as_of_day))),
        condition: conditionOf(outcome, points),
        told: false,
      },
      clock(),
    );
  }
}

function conditionOf(outcome: Outcome, points: number): Condition {
  const isFlagged: Condition = { type: 'property', property: scoreKey(outcome), operator: 'isAtLeast', value: points };
  if (outcome !== 'churn') return isFlagged;
  const pays: Condition = { type: 'property', property: scoreKey('churn'), operator: 'hasValue', value: null };
  const isIll: Condition = { type: 'property', property: HEALTH_KEY, operator: 'is', value: 'bad' };
  return { type: 'any', of: [isFlagged, { type: 'all', of: [pays, isIll] }] };
}

const WHO: Readonly<Record<Outcome, (points: string) => string>> = {
  churn: (points) => `Accounts that pay and whose churn score is at least ${points}, or whose health is bad`,
  conversion: (points) => `Trials whose conversion score is at least ${points}`,
  expansion: (points) => `Accounts that pay and whose expansion score is at least ${points}`,
};

function descriptionOf(outcome: Outcome, points: number, day: string): string {
  return (
    `${WHO[outcome](String(points))}. From so many points on, the model learned on ${day} flags an account. ` +
    'Made by itself when that model came into use. Change or archive it as you like: it is not made again.'
  );
}
