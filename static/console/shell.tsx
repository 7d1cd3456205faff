import { Suspense } from 'react';
import { FaultBoundary } from './parts/fault-boundary';
import { Navigation } from './parts/navigation';
import type { Scope } from './parts/page-scope';
import { ScreenSkeleton } from './parts/skeleton';
import { usePlace } from './parts/use-hash';
import { screenOf, screensIn } from './screens';

/** What every screen shares: the navigation, the landmark for its content, and a net under it. */
export function Shell({ scope }: { scope: Scope }) {
  const current = screenOf(scope, usePlace().screen);
  return (
    <>
      <Navigation screens={screensIn(scope).filter(({ under }) => under === undefined)} currentId={current.under ?? current.id} />
      <main className="page" id="content">
        <FaultBoundary key={current.id}>
          <Suspense fallback={<ScreenSkeleton title={current.title} />}>
            <current.Component />
          </Suspense>
        </FaultBoundary>
      </main>
    </>
  );
}
