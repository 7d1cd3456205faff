import { defineTrackingPlan, number, oneOf } from './define-plan';

/** The event that a call of a resolver becomes. */
export const CALL_FINISHED = 'Call Finished';

/** The plan's entry for an app's resolver: the names of its functions, and the codes it refuses or fails with. */
export function resolverEvents<const C extends readonly [string, ...string[]], const K extends readonly string[] = []>(
  calls: C,
  codes?: K,
) {
  return defineTrackingPlan({
    [CALL_FINISHED]: {
      feature: false,
      description: 'A function behind a page answered, refused or failed',
      properties: {
        call: oneOf(...calls),
        outcome: oneOf('ok', 'refused', 'error'),
        durationMs: number(),
        code: oneOf('none', ...(codes ?? []), 'other'),
      },
    },
  });
}
