import type { ReactNode } from 'react';
import { useFilteredHref } from './carried-filter';

type AccountsLinkProps = {
  readonly className?: string;
  /** What else is asked for, in place of the same in the filter. */
  readonly more?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
};

/** Leads to the list of accounts as it was filtered last. */
export function AccountsLink({ className, more, children }: AccountsLinkProps) {
  return (
    <a className={className} href={useFilteredHref('accounts', more)}>
      {children}
    </a>
  );
}
