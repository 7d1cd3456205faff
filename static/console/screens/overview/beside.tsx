import type { ReactNode } from 'react';

/** Cards side by side; one alone has the whole width. */
export function Beside({ name, parts }: { name: string; parts: readonly [ReactNode, ReactNode] }) {
  return (
    <div className={parts.includes(null) ? undefined : name}>
      {parts[0]}
      {parts[1]}
    </div>
  );
}
