import type { ReactNode } from 'react';
import { useFilteredHref } from './carried-filter';

/** Leads to the list of accounts as it was filtered last. */
export function AccountsLink({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <a className={className} href={useFilteredHref('accounts')}>
      {children}
    </a>
  );
}
