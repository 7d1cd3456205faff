/** Replaces `Date` by one that tells the host's time: `[1, offset]` follows real time, `[0, instant]` stands still. */
export function installShiftedDate(shared: SharedArrayBuffer): void {
  const RealDate = Date;
  const cells = new Float64Array(shared);
  const now = (): number => Math.trunc((cells[0] === 1 ? RealDate.now() : 0) + (cells[1] ?? 0));
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  });
}
