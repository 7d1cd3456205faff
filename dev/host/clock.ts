import type { Now } from '../services';

/** The host's clock: real time or a test's, plus a shift that the `/__dev/` page and scenarios may grow. */
export type Clock = {
  readonly now: Now;
  readonly offsetMs: () => number;
  /** Moves the clock forward to `epochMs`; it never goes back. */
  readonly moveTo: (epochMs: number) => void;
  /** What the workers read: `[follows real time ? 1 : 0, offset or the instant itself]`. `publish` refreshes it. */
  readonly shared: SharedArrayBuffer;
  readonly publish: () => void;
};

export function createClock(base: Now | undefined): Clock {
  const source = base ?? Date.now;
  const shared = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
  const cells = new Float64Array(shared);
  let offset = 0;
  const now = (): number => source() + offset;
  const publish = (): void => {
    cells[0] = base === undefined ? 1 : 0;
    cells[1] = base === undefined ? offset : now();
  };
  publish();
  return {
    now,
    offsetMs: () => offset,
    moveTo(epochMs) {
      offset += Math.max(0, epochMs - now());
      publish();
    },
    shared,
    publish,
  };
}
