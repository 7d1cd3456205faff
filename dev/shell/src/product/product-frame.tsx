import type { ReactNode } from 'react';
import { Link } from '../routing/location';

export type SidebarEntry = { label: string; href: string; isCurrent: boolean; hint?: string };
export type SidebarGroup = { heading: string; entries: readonly SidebarEntry[] };

/** A product page: navigation at the left, content beside it. */
export function ProductFrame({
  name,
  kind,
  groups,
  children,
}: {
  name: string;
  kind: string;
  groups: readonly SidebarGroup[];
  children: ReactNode;
}) {
  return (
    <div className="product">
      <nav className="sidebar" aria-label={name}>
        <div className="sidebar-head">
          <span className="project-mark" aria-hidden="true">
            {name.slice(0, 1)}
          </span>
          <div>
            <div className="sidebar-name">{name}</div>
            <div className="quiet small">{kind}</div>
          </div>
        </div>
        {groups.map(
          (group) =>
            group.entries.length > 0 && (
              <div key={group.heading} className="sidebar-group">
                <h2 className="sidebar-heading">{group.heading}</h2>
                <ul>
                  {group.entries.map((entry) => (
                    <li key={entry.href}>
                      <Link
                        className="sidebar-link"
                        href={entry.href}
                        {...(entry.isCurrent ? { 'aria-current': 'page' as const } : {})}
                        title={entry.hint}
                      >
                        {entry.label}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
      </nav>
      <main className="product-main" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
