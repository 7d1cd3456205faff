import { useMemo } from 'react';
import type { PropertyType, SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import type { Option } from './fields';

type PropertyOption = Option<string> & { readonly type: PropertyType };
const order = new Intl.Collator('en', { numeric: true });
const byLabel = (a: { readonly label: string }, b: { readonly label: string }): number => order.compare(a.label, b.label);

/** The properties of a kind of subject by name; a hidden one only where it is chosen already. */
export function usePropertyOptions(kind: SubjectKind, chosen: string | null): readonly PropertyOption[] {
  const { known } = useBuilding();
  return useMemo(
    () =>
      [...known.catalogue.properties[kind]]
        .filter(([value, { hidden = false }]) => !hidden || value === chosen)
        .map(([value, { label, type }]) => ({ value, label, type }))
        .sort(byLabel),
    [known, kind, chosen],
  );
}

/** What can be done, by name: what counts as activity before what does not. */
export function useEventOptions(isScreen: boolean): readonly Option<string>[] {
  const { known } = useBuilding();
  return useMemo(
    () =>
      [...known.catalogue.events]
        .filter(([, event]) => !isScreen || event.screen)
        .sort(([, a], [, b]) => Number(b.activity) - Number(a.activity) || byLabel(a, b))
        .map(([value, { label, activity }]) => ({
          value,
          label,
          ...(isScreen ? {} : { section: activity ? 'Counts as activity' : 'Does not count as activity' }),
        })),
    [known, isScreen],
  );
}

/** The properties that are kept with an event. */
export function useEventProperties(event: string | null): readonly PropertyOption[] {
  const { known } = useBuilding();
  return useMemo(
    () =>
      event === null
        ? []
        : [...(known.catalogue.events.get(event)?.properties ?? [])].map(([value, type]) => ({ value, label: value, type })),
    [known, event],
  );
}
