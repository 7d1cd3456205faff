import type { ReactNode } from 'react';
import { RefusalMessage } from './refusal-message';
import { Skeleton } from './skeleton';
import type { Loaded } from './use-answer';

type AnsweredProps<T> = {
  loaded: Loaded<T>;
  height: number;
  onRetry: () => void;
  children: (value: T, isRefreshing: boolean) => ReactNode;
};

/** The answer where it is there; until then its place, and a refusal in words. */
export function Answered<T>({ loaded, height, onRetry, children }: AnsweredProps<T>) {
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return (
        <div role="status">
          <span className="unseen">Loading</span>
          <Skeleton height={height} />
        </div>
      );
    case 'refused':
      return <RefusalMessage refusal={loaded.refusal} onRetry={onRetry} />;
    case 'ready':
      return (
        <div className={loaded.refreshing ? 'refreshing stack' : 'stack'} aria-busy={loaded.refreshing}>
          {children(loaded.value, loaded.refreshing)}
        </div>
      );
  }
}
