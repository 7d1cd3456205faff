import { type ReactNode, useEffect } from 'react';
import { Answered } from '../../parts/answered';
import type { Loaded } from '../../parts/use-answer';

/** What every section's answer says of itself. */
export type Head = {
  readonly asOfDay: string;
  /** Accounts whose newest activity is not yet in it. */
  readonly waiting: number;
};

type WithHeadProps<T> = {
  readonly loaded: Loaded<T>;
  readonly onRetry: () => void;
  readonly onHead: (head: Head) => void;
  readonly children: (answer: T) => ReactNode;
};

/** A section's answer where it is there, and what it says of itself for the head of the page. */
export function WithHead<T extends { readonly asOfDay: string; readonly waiting?: number }>({
  loaded,
  onRetry,
  onHead,
  children,
}: WithHeadProps<T>) {
  const answer = loaded.kind === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (answer !== null) onHead({ asOfDay: answer.asOfDay, waiting: answer.waiting ?? 0 });
  }, [answer, onHead]);
  return (
    <Answered loaded={loaded} height={420} onRetry={onRetry}>
      {children}
    </Answered>
  );
}
