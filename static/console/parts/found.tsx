import type { ReactNode } from 'react';
import { RefusedScreen } from './refusal-message';
import { ScreenSkeleton } from './skeleton';
import type { Loaded } from './use-answer';
import { usePlace } from './use-hash';

/** The number in `id` of the address; null for what is none. */
export function useIdOfPlace(): number | null {
  const id = Number(usePlace().params.get('id'));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

type FoundProps<T> = {
  readonly title: string;
  readonly loaded: Loaded<T | null>;
  readonly onRetry: () => void;
  /** There is no such thing, or the address names none. */
  readonly nothing: ReactNode;
  readonly children: (found: T) => ReactNode;
};

/** A screen about the one thing that its address names. */
export function Found<T>({ title, loaded, onRetry, nothing, children }: FoundProps<T>) {
  switch (loaded.kind) {
    case 'idle':
      return nothing;
    case 'loading':
      return <ScreenSkeleton title={title} />;
    case 'refused':
      return <RefusedScreen title={title} refusal={loaded.refusal} onRetry={onRetry} />;
    case 'ready':
      return loaded.value === null ? nothing : children(loaded.value);
  }
}
