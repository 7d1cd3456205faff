import { Suspense } from 'react';
import { CarriedFilterProvider } from './parts/carried-filter';
import { CountedAnew } from './parts/counted-anew';
import { FaultBoundary } from './parts/fault-boundary';
import { FillingUp } from './parts/filling-up';
import { FilterBar } from './parts/filter-bar';
import { Navigation } from './parts/navigation';
import type { Scope } from './parts/page-scope';
import { ScreenSkeleton } from './parts/skeleton';
import { useCarriedFilter } from './parts/use-carried-filter';
import { usePlace } from './parts/use-hash';
import { screenOf, screensIn } from './screens';

/** What every screen shares: the navigation, the landmark for its content, and a net under it. */
export function Shell({ scope }: { scope: Scope }) {
  const place = usePlace();
  const current = screenOf(scope, place.screen);
  const isFiltered = scope === 'vendor' && current.isFiltered === true && current.isOfAll?.(place.params) !== true;
  const canCompare = isFiltered && current.canCompare === true;
  const carried = useCarriedFilter(place, { isFiltered, canCompare });
  const screens = screensIn(scope).filter(({ under }) => under === undefined);
  return (
    <CarriedFilterProvider value={carried}>
      <Navigation
        screens={screens.map(({ id, title, isFiltered: takesFilter }) => ({ id, title, query: takesFilter === true ? carried : '' }))}
        currentId={current.under ?? current.id}
      />
      <main className="page" id="content">
        <CountedAnew scope={scope} />
        {/* The settings say it beside what fills it. */}
        {scope === 'vendor' && current.id !== 'settings' ? <FillingUp /> : null}
        {isFiltered ? <FilterBar screenId={current.id} canCompare={canCompare} /> : null}
        <FaultBoundary key={current.id}>
          <Suspense fallback={<ScreenSkeleton title={current.title} />}>
            <current.Component />
          </Suspense>
        </FaultBoundary>
      </main>
    </CarriedFilterProvider>
  );
}
