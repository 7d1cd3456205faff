/**
 * What befalls a request. `reset` cuts the line before anything is taken; `silence` takes the events and never answers, so
 * that the sender cannot know.
 */
export type Fault =
  | { readonly kind: '429'; readonly retryAfterSeconds: number }
  | { readonly kind: '500' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' };

/** Faults for the next requests: one each, in order. */
export type Faults = {
  inject(...faults: readonly Fault[]): void;
  clear(): void;
  waiting(): number;
};

export function faultQueue(): Faults & { next(): Fault | undefined } {
  const queue: Fault[] = [];
  return {
    inject: (...faults) => {
      queue.push(...faults);
    },
    clear: () => {
      queue.length = 0;
    },
    waiting: () => queue.length,
    next: () => queue.shift(),
  };
}
