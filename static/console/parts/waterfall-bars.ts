/** One step of a waterfall: a total stands on the ground, a change floats where the one before it ended. */
export type WaterfallStep<Id extends string> = { readonly id: Id; readonly cents: number; readonly isTotal: boolean };
/** Levels in cents; `from` is where the bar begins, `to` where it ends. */
export type WaterfallBar<Id extends string> = WaterfallStep<Id> & { readonly from: number; readonly to: number };
export type Waterfall<Id extends string> = {
  readonly bars: readonly WaterfallBar<Id>[];
  /** The levels that the drawing spans. */
  readonly bottom: number;
  readonly top: number;
  /** What the changes lack to arrive at the last total; zero where it closes. */
  readonly gapCents: number;
};

/** Changes smaller than this share of the totals would be hairlines above a wall: the ground is raised for them. */
const RAISE_BELOW = 0.35;

/** Bars for an opening, changes in order, and a closing. */
export function waterfallBars<Id extends string>(steps: readonly WaterfallStep<Id>[]): Waterfall<Id> {
  let level = 0;
  let gapCents = 0;
  const bars = steps.map((step, index): WaterfallBar<Id> => {
    if (step.isTotal) {
      if (index > 0) gapCents += step.cents - level;
      level = step.cents;
      return { ...step, from: 0, to: level };
    }
    const from = level;
    level += step.cents;
    return { ...step, from, to: level };
  });
  const levels = bars.flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const highest = Math.max(0, ...levels);
  const lowest = Math.min(...levels, highest);
  const span = highest - lowest;
  const bottom = lowest <= 0 ? Math.min(0, lowest) : span < highest * RAISE_BELOW ? raised(lowest, span) : 0;
  return { bars, bottom, top: highest === bottom ? bottom + 1 : highest, gapCents };
}

/** A round level somewhat below the lowest, so that every total keeps a foot to stand on. */
function raised(lowest: number, span: number): number {
  const room = Math.max(span * 0.4, lowest * 0.02);
  const target = Math.max(0, lowest - room);
  const unit = 10 ** Math.max(2, Math.floor(Math.log10(Math.max(1, room))));
  return Math.floor(target / unit) * unit;
}

/** Where a bar lies, in percent of the drawing's height from its bottom. */
export function placeOf({ from, to, isTotal }: Pick<WaterfallBar<string>, 'from' | 'to' | 'isTotal'>, bottom: number, top: number) {
  const percent = (level: number): number => ((Math.max(bottom, level) - bottom) / (top - bottom)) * 100;
  const ground = bottom < 0 ? percent(0) : 0;
  const [a, b] = [isTotal ? ground : percent(from), percent(to)];
  return { start: Math.min(a, b), size: Math.abs(a - b) };
}
