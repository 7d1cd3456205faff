import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { CatalogueAnswer, EventRow, PropertyRow } from '../../../../src/contract/profiles';
import { useAsk } from '../../parts/ask-context';
import { count, day } from '../../parts/format';
import { RefusedScreen } from '../../parts/refusal-message';
import { SearchField } from '../../parts/search-field';
import { SectionLinks } from '../../parts/section-links';
import { ScreenSkeleton } from '../../parts/skeleton';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import '../../style/catalogue.css';
import { ComputedDialog, type Edited } from './computed/computed-dialog';
import { ReadyMade } from './computed/ready-made';
import { RemoveDialog } from './computed/remove-dialog';
import { type Computed, useComputed } from './computed/use-computed';
import { EventDialog } from './event-dialog';
import { EventTable } from './event-table';
import { ImportView } from './import-view';
import { listedEvents, listedProperties } from './listed';
import { PropertyDialog } from './property-dialog';
import { PropertyTable } from './property-table';
import { type CatalogueQuery, type CatalogueView, DEFAULT_QUERY, readQuery, writeQuery } from './query';
import { type Catalogue as Catalogued, useCatalogue } from './use-catalogue';
import { KIND_WORDS } from './words';

/** What is known of accounts, users and users in accounts, and which events there are: what each is called, and how much of it there is. */
export function Catalogue() {
  const catalogued = useCatalogue(useAsk());
  const { catalogue, retry } = catalogued;
  switch (catalogue.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Catalogue" />;
    case 'refused':
      return <RefusedScreen title="Catalogue" refusal={catalogue.refusal} onRetry={retry} />;
    case 'ready':
      return <Lists answer={catalogue.value} catalogued={catalogued} />;
  }
}

function Lists({ answer, catalogued }: { answer: CatalogueAnswer; catalogued: Catalogued }) {
  const query = readQuery(usePlace().params);
  const replaceParams = useReplaceParams('catalogue');
  const computed = useComputed(useAsk(), catalogued.retry);
  const setQuery = (next: CatalogueQuery): void => {
    replaceParams(writeQuery(next));
  };
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Catalogue</h1>
          <p className="page-sub">{subtitle(answer)}</p>
        </div>
      </div>
      <SectionLinks
        label="Kinds"
        currentId={query.view}
        sections={sectionsOf(answer).map(([id, title]) => ({
          id,
          title,
          href: `#/catalogue?${writeQuery({ ...DEFAULT_QUERY, view: id }).toString()}`,
        }))}
      />
      <section className="card" aria-label={sectionsOf(answer).find(([id]) => id === query.view)?.[1] ?? ''}>
        {query.view === 'files' ? (
          <ImportView answer={answer} onImported={catalogued.retry} />
        ) : (
          <>
            <div className="filters catalogue-filters">
              <SearchField
                key={query.view}
                label={query.view === 'event' ? 'Search events' : 'Search properties'}
                value={query.search}
                onSearch={(search) => {
                  setQuery({ ...query, search });
                }}
              />
              {query.view === 'event' ? null : (
                <label className="catalogue-hidden">
                  <input
                    type="checkbox"
                    checked={query.hidden}
                    onChange={(event) => {
                      setQuery({ ...query, hidden: event.currentTarget.checked });
                    }}
                  />
                  Show hidden ones
                </label>
              )}
            </div>
            {query.view === 'event' ? (
              <Events answer={answer} query={query} catalogued={catalogued} />
            ) : (
              <Properties answer={answer} query={query} onQuery={setQuery} catalogued={catalogued} computed={computed} />
            )}
          </>
        )}
      </section>
    </>
  );
}

type ListProps = { answer: CatalogueAnswer; query: CatalogueQuery; catalogued: Catalogued };

type PropertiesProps = ListProps & { onQuery: (query: CatalogueQuery) => void; computed: Computed };
/** What is open above the list. */
type Open =
  | { readonly what: 'details'; readonly row: PropertyRow }
  | { readonly what: 'removal'; readonly row: PropertyRow }
  | { readonly what: 'definition'; readonly edited: Edited };

function Properties({ answer, query, onQuery, catalogued, computed }: PropertiesProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const { view } = query;
  if (view === 'event' || view === 'files') return null;
  const close = (): void => {
    setOpen(null);
  };
  const { canChange } = answer;
  return (
    <>
      {canChange ? (
        <div className="computed-add">
          <Button
            onClick={() => {
              setOpen({ what: 'definition', edited: { kind: view } });
            }}
          >
            Add computed property
          </Button>
          <ReadyMade rows={computed.answer.readyMade.filter((row) => row.kind === view && !row.isThere)} add={computed.add} />
        </div>
      ) : null}
      <PropertyTable
        rows={listedProperties(answer.properties, query)}
        answer={answer}
        computed={computed.answer.computed}
        query={query}
        onQuery={onQuery}
        onEdit={
          canChange
            ? (row) => {
                setOpen({ what: 'details', row });
              }
            : null
        }
        onDefinition={(row, own) => {
          setOpen({ what: 'definition', edited: { row, computed: own } });
        }}
        onRemove={(row) => {
          setOpen({ what: 'removal', row });
        }}
      />
      {open?.what === 'details' ? <PropertyDialog row={open.row} catalogued={catalogued} onClose={close} /> : null}
      {open?.what === 'definition' ? <ComputedDialog edited={open.edited} save={computed.save} onClose={close} /> : null}
      {open?.what === 'removal' ? <RemoveDialog row={open.row} remove={computed.remove} onClose={close} /> : null}
    </>
  );
}

function Events({ answer, query, catalogued }: ListProps) {
  const [edited, setEdited] = useState<EventRow | null>(null);
  return (
    <>
      <EventTable rows={listedEvents(answer.events, query)} onEdit={answer.canChange ? setEdited : null} />
      {edited === null ? null : (
        <EventDialog
          row={edited}
          save={catalogued.saveEvent}
          onClose={() => {
            setEdited(null);
          }}
        />
      )}
    </>
  );
}

function sectionsOf({ properties, events }: CatalogueAnswer): [CatalogueView, string][] {
  const kinds = (['account', 'user', 'membership'] as const).map((kind): [CatalogueView, string] => {
    const shown = properties.filter((row) => row.kind === kind && !row.hidden).length;
    return [kind, `${KIND_WORDS[kind].title} (${count(shown)})`];
  });
  return [...kinds, ['event', `Events (${count(events.length)})`], ['files', 'Import and export']];
}

function subtitle({ measuredDay, canChange }: CatalogueAnswer): string {
  const measured = measuredDay === null ? 'How many have a value is being counted.' : `Counted on ${day(measuredDay)} (UTC), once a day.`;
  return `Every property and event that segments, lists and destinations know. ${measured}${
    canChange ? '' : ' Only an admin of this site can change anything here.'
  }`;
}
