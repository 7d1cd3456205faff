import type { CSSProperties } from 'react';

/** A grey stand-in while an answer is on its way; sizes in pixels or CSS lengths. */
export function Skeleton({ width = '100%', height }: { width?: number | string; height: number }) {
  const style: CSSProperties = { width, height };
  return <span className="skeleton" style={style} aria-hidden="true" />;
}

export function ScreenSkeleton({ title }: { title: string }) {
  return (
    <div role="status">
      <h1 className="unseen">{title}: loading</h1>
      <Skeleton width={220} height={28} />
      <div className="skeleton-gap">
        <Skeleton height={112} />
      </div>
      <Skeleton height={320} />
    </div>
  );
}
