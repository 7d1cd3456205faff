import type { Asked } from '../../prediction/condition';
import type { SegmentCatalogue } from '../../segments/catalogue';
import { checkCondition } from '../../segments/check-condition';
import { Condition } from '../../segments/condition';
import type { Segment } from '../../segments/condition';
import { labelOf } from '../../segments/label';
import { nodesOf, windowOf } from '../../segments/nodes';
import type { ConditionNode } from '../../segments/nodes';
import { at } from '../../segments/problem';
import type { Problem } from '../../segments/problem';
import type { Window } from '../../segments/window';

/** What conditions on the past can name. `byLicence`: the vendor made no stages of its own. */
export type Past = {
  readonly catalogue: SegmentCatalogue;
  readonly byLicence: boolean;
  readonly segments: ReadonlyMap<string, Segment>;
};

/** Stages by licence that sales tell for any day of the past. */
export const TRIAL_STAGE = 'Evaluation';
export const PAYING_STAGE = 'Paying';

/** A condition that is asked of what the store has of the days before a look; or, in words, why it cannot be known. */
export function askedRule(condition: Condition, path: string, past: Past): Asked | { readonly problems: readonly Problem[] } {
  const unknowable = nodesOf('account', condition).flatMap((each) => {
    const why = whyUnknowable(each, past);
    return why === null ? [] : [{ path: below(path, each.path), message: `This cannot be known for the past, because ${why}.` }];
  });
  if (unknowable.length > 0) return { problems: unknowable };
  const problems = checkCondition('account', condition, past.catalogue, new Map());
  if (problems.length > 0) return { problems: problems.map((each) => ({ ...each, path: below(path, each.path) })) };
  const words = labelOf('account', condition, past);
  return { kind: 'asked', column: JSON.stringify(condition), words, asks: condition };
}

const below = (path: string, inner: string): string => (path === '' || inner === '' ? `${path}${inner}` : at(path, inner));

function whyUnknowable({ kind, node }: ConditionNode, { byLicence }: Past): string | null {
  const window = windowOf(node);
  const ofWindow = window === null ? null : whyNotIn(window, byLicence);
  if (ofWindow !== null) return ofWindow;
  switch (node.type) {
    case 'all':
    case 'any':
    case 'not':
    case 'screen':
    case 'firstTime':
    case 'stage':
      return null;
    case 'event':
      return node.where.length === 0 ? null : 'properties of events are kept only from when a segment asks for them, and only for it';
    case 'stageEntered':
      return byLicence && !isDated(node.stage) ? NOT_DATED : null;
    case 'property':
      return `of ${kind === 'account' ? 'accounts' : 'users'} only the properties of today are kept`;
    case 'related':
      if (kind !== 'account') return 'of a user only what they did in this account is asked';
      return node.relation === 'memberships'
        ? null
        : 'what its users did elsewhere would count, too: ask for users, as they are in this account';
    case 'tag':
      return 'only the tags of today are kept';
    case 'segment':
      return 'a segment asks for what is known today';
    case 'top':
      return 'who was among the first hangs on all accounts of that day';
  }
}

const NOT_DATED = 'only when accounts came into their trial and when they began to pay is told by sales';
const isDated = (stage: string): boolean => stage === TRIAL_STAGE || stage === PAYING_STAGE;

function whyNotIn(window: Window, byLicence: boolean): string | null {
  switch (window.type) {
    case 'between':
      return 'fixed days lie differently at every look: ask for so many days back from it';
    case 'nextDays':
      return 'what comes after a look is what is to be foretold';
    case 'sinceSegment':
      return 'a segment asks for what is known today';
    case 'sinceStage':
      return byLicence && window.stage !== null && !isDated(window.stage) ? NOT_DATED : null;
    default:
      return null;
  }
}

/** Somebody at the vendor's can do something about what is done in the app. */
export const asksForUse = ({ asks }: Asked): boolean =>
  nodesOf('account', Condition.parse(asks)).some(
    ({ node }) => node.type === 'event' || node.type === 'screen' || node.type === 'firstTime',
  );
