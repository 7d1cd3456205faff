import Button from '@atlaskit/button/new';
import { useId } from 'react';
import type { DestinationName, LettersPage } from '../../../../src/contract/delivery';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { destinationNames } from '../../parts/destination-words';
import { count } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { Skeleton } from '../../parts/skeleton';
import type { Loaded } from '../../parts/use-answer';
import { type LetterChoice, letterColumns } from './letter-columns';
import { type DeliveryQuery, PAGE_SIZE } from './query';
import { useReplay } from './use-replay';
import { letterMeaning } from './words';

const STATES = [
  { value: 'all', label: 'All' },
  { value: 'parked', label: 'Parked' },
  { value: 'dead', label: 'Dead' },
] as const;

type LettersProps = {
  readonly letters: Loaded<LettersPage>;
  /** False: they are shown, and nothing can be chosen. */
  readonly canChange: boolean;
  readonly destinations: readonly DestinationName[];
  readonly query: DeliveryQuery;
  readonly today: string;
  readonly onQuery: (query: DeliveryQuery) => void;
  readonly onRetry: () => void;
  readonly onReplayed: () => void;
};

/** Batches that a destination did not take, and their way back. Only what is on the page can be chosen. */
export function Letters({ letters, canChange, destinations, query, today, onQuery, onRetry, onReplayed }: LettersProps) {
  const headingId = useId();
  const ask = useAsk();
  const { picked, chosen, pick, replaying, replay, forget } = useReplay(
    ask,
    letters.kind === 'ready' ? letters.value.rows : [],
    onReplayed,
  );
  const show = (next: DeliveryQuery): void => {
    forget();
    onQuery(next);
  };
  return (
    <section className="card" aria-labelledby={headingId} id="letters">
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Parked and dead letters" meaning={letterMeaning} />
          {letters.kind === 'ready' ? <span className="card-count"> {count(letters.value.total)}</span> : null}
        </h2>
        <div className="card-actions">
          <Choice<(typeof STATES)[number]['value']>
            label="State"
            options={STATES}
            value={query.state ?? 'all'}
            onChange={(state) => {
              show({ ...query, state: state === 'all' ? null : state, page: 0 });
            }}
          />
          <Choice<DestinationName | 'all'>
            label="Destination"
            options={[
              { value: 'all', label: 'Any destination' },
              ...destinations.map((value) => ({ value, label: destinationNames[value] })),
            ]}
            value={query.destination ?? 'all'}
            onChange={(destination) => {
              show({ ...query, destination: destination === 'all' ? null : destination, page: 0 });
            }}
          />
        </div>
      </div>
      {!canChange || (letters.kind === 'ready' && letters.value.total === 0 && replaying.kind === 'idle') ? null : (
        <div className="letters-action">
          <Button
            appearance={chosen.length === 0 ? 'default' : 'primary'}
            isDisabled={chosen.length === 0}
            isLoading={replaying.kind === 'running'}
            onClick={() => void replay()}
          >
            {chosen.length === 0 ? 'Replay selected' : `Replay selected (${count(chosen.length)})`}
          </Button>
          <p role="status">{replaying.kind === 'told' ? replaying.words : ''}</p>
        </div>
      )}
      <Rows
        letters={letters}
        query={query}
        today={today}
        choice={canChange ? { picked, onPick: pick } : null}
        onQuery={show}
        onRetry={onRetry}
      />
    </section>
  );
}

type RowsProps = Pick<LettersProps, 'letters' | 'query' | 'today' | 'onQuery' | 'onRetry'> & {
  readonly choice: LetterChoice | null;
};

function Rows({ letters, query, today, choice, onQuery, onRetry }: RowsProps) {
  switch (letters.kind) {
    case 'idle':
    case 'loading':
      return <Skeleton height={240} />;
    case 'refused':
      return <RefusalMessage refusal={letters.refusal} onRetry={onRetry} />;
    case 'ready': {
      const { rows, total } = letters.value;
      if (total === 0) {
        return (
          <p className="not-enough">
            {query.state === null && query.destination === null
              ? 'Nothing is parked and nothing is dead.'
              : 'Nothing here with these filters.'}
          </p>
        );
      }
      if (rows.length === 0) {
        return (
          <div className="not-enough">
            <p>This page is past the end of the list.</p>
            <Button onClick={() => onQuery({ ...query, page: 0 })}>Show the first page</Button>
          </div>
        );
      }
      return (
        <div className={letters.refreshing ? 'refreshing' : undefined}>
          <DataTable
            caption="Parked and dead letters"
            columns={letterColumns({ rows, today, choice })}
            rows={rows}
            rowKey={(row) => row.letterId}
            isBusy={letters.refreshing}
          />
          <Pager
            things="letters"
            page={query.page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(page) => {
              onQuery({ ...query, page });
            }}
          />
        </div>
      );
    }
  }
}
