import Lozenge from '@atlaskit/lozenge';
import type { ReactNode } from 'react';
import { Link } from '../routing/location';
import { ViewMenu } from './view-menu';

/** The slim bar on every page of the host. `children` are the switchers of a site's pages. */
export function TopBar({ children }: { children?: ReactNode }) {
  return (
    <header className="top-bar">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <Link className="top-bar-home" href="/__dev/">
        <span className="home-mark" aria-hidden="true" />
        Host dashboard
      </Link>
      <Lozenge appearance="new">Local host</Lozenge>
      <div className="top-bar-switchers">{children}</div>
      <ViewMenu />
    </header>
  );
}
