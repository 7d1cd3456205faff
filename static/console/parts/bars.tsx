import type { ReactNode } from 'react';

/** A bar beside its name: how far it reaches, for eyes only. `ratio` over 1 fills it, 0 leaves it empty. */
export function BarTrack({ ratio }: { ratio: number }) {
  return (
    <span className="bar-track" aria-hidden="true">
      {ratio === 0 ? null : <span className="bar-fill" style={{ width: `${String(Math.min(100, ratio * 100))}%` }} />}
    </span>
  );
}

type BarFigureProps = {
  readonly text: string;
  readonly of: string;
  readonly isShare?: boolean;
  /** What stands below it, as its change. */
  readonly children?: ReactNode;
};

/** The figure of a bar. The heading over its column is for eyes; `of` says to everybody else what it counts. */
export function BarFigure({ text, of, isShare = false, children }: BarFigureProps) {
  return (
    <span className={isShare ? 'bar-share' : 'bar-figure'}>
      {text}
      <span className="unseen"> {of}</span>
      {children}
    </span>
  );
}
