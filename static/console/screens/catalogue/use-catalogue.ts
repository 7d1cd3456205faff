import { useCallback, useMemo, useState } from 'react';
import type { CatalogueAnswer, EventDetails, EventRow, PropertyDetails, PropertyRow } from '../../../../src/contract/profiles';
import type { PropertyType } from '../../../../src/segments/value';
import type { Ask } from '../../parts/ask';
import { type Loaded, useAnswer } from '../../parts/use-answer';

const GONE = 'It is not there any more. Reload the page.';

/** Each change gives what went wrong in words, or null. */
export type Catalogue = {
  readonly catalogue: Loaded<CatalogueAnswer>;
  readonly retry: () => void;
  readonly saveProperty: (details: PropertyDetails) => Promise<string | null>;
  readonly saveEvent: (details: EventDetails) => Promise<string | null>;
  readonly retype: (row: PropertyRow, type: PropertyType) => Promise<string | null>;
};

/** The catalogue, and what was changed in it since it was read. */
export function useCatalogue(ask: Ask): Catalogue {
  const { loaded, retry } = useAnswer(
    ask,
    'catalogue',
    useMemo(() => ({}), []),
  );
  const [changed, setChanged] = useState<{ properties: readonly PropertyRow[]; events: readonly EventRow[] }>({
    properties: [],
    events: [],
  });
  const saveProperty = useCallback(
    async (details: PropertyDetails) => {
      const answer = await ask('saveProperty', details);
      if (!answer.ok) return answer.message;
      const { value } = answer;
      if (value === null) return GONE;
      setChanged((before) => ({ ...before, properties: [...before.properties.filter((row) => !isSame(row, value)), value] }));
      return null;
    },
    [ask],
  );
  const saveEvent = useCallback(
    async (details: EventDetails) => {
      const answer = await ask('saveEvent', details);
      if (!answer.ok) return answer.message;
      const { value } = answer;
      if (value === null) return GONE;
      setChanged((before) => ({ ...before, events: [...before.events.filter(({ eventId }) => eventId !== value.eventId), value] }));
      return null;
    },
    [ask],
  );
  const retype = useCallback(
    async ({ kind, key }: PropertyRow, type: PropertyType) => {
      let after: string | null = null;
      do {
        const answer: Awaited<ReturnType<typeof ask<'retype'>>> = await ask('retype', { kind, key, type, after });
        if (!answer.ok) return answer.message;
        after = answer.value.next;
      } while (after !== null);
      setChanged({ properties: [], events: [] });
      retry();
      return null;
    },
    [ask, retry],
  );
  return { catalogue: withChanges(loaded, changed), retry, saveProperty, saveEvent, retype };
}

const isSame = (a: PropertyRow, b: PropertyRow): boolean => a.kind === b.kind && a.key === b.key;

function withChanges(
  loaded: Loaded<CatalogueAnswer>,
  { properties, events }: { properties: readonly PropertyRow[]; events: readonly EventRow[] },
): Loaded<CatalogueAnswer> {
  if (loaded.kind !== 'ready') return loaded;
  const value = {
    ...loaded.value,
    properties: loaded.value.properties.map((row) => properties.find((each) => isSame(each, row)) ?? row),
    events: loaded.value.events.map((row) => events.find(({ eventId }) => eventId === row.eventId) ?? row),
  };
  return { ...loaded, value };
}
