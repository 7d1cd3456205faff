import Button, { LinkButton } from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useMemo, useState } from 'react';
import type { SegmentRow, SegmentsAnswer, TemplateRow } from '../../../../src/contract/segments';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { type Column, DataTable } from '../../parts/data-table';
import { count, counted } from '../../parts/format';
import { Popup } from '../../parts/popup';
import { RefusalMessage, RefusedScreen } from '../../parts/refusal-message';
import { SearchField } from '../../parts/search-field';
import { ScreenSkeleton } from '../../parts/skeleton';
import { type Refusal, useAnswer } from '../../parts/use-answer';
import { State } from './state';
import { segmentHref } from './subject';
import { TemplateGallery } from './template-gallery';
import { changeWords, kindHeading } from './words';

const NOTHING = {};

/** Every segment, and a way to new ones. */
export function Segments() {
  const { loaded, retry } = useAnswer(useAsk(), 'segments', NOTHING);
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Segments" />;
    case 'refused':
      return <RefusedScreen title="Segments" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready':
      return <List answer={loaded.value} />;
  }
}

type Shown = 'live' | 'archived';

function List({ answer }: { answer: SegmentsAnswer }) {
  const ask = useAsk();
  const [changed, setChanged] = useState<SegmentsAnswer | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busyId, setBusyId] = useState<number | null>(null);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>('live');
  const { segments, templates } = changed ?? answer;
  const archive = async (segmentId: number, archived: boolean): Promise<void> => {
    setBusyId(segmentId);
    const outcome = await ask('segmentArchive', { segmentId, archived });
    setBusyId(null);
    setRefusal(outcome.ok ? null : outcome);
    setProblem(outcome.ok ? outcome.value.problem : null);
    if (outcome.ok) setChanged(outcome.value);
  };
  const rows = useMemo(() => {
    const word = search.toLowerCase();
    return segments
      .filter(
        ({ state, name, description }) =>
          state === shown && (name.toLowerCase().includes(word) || description.toLowerCase().includes(word)),
      )
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }, [segments, shown, search]);
  const live = segments.filter(({ state }) => state === 'live').length;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Segments</h1>
          <p className="page-sub" role="status">
            {live === 0 ? 'Accounts and users that have something in common' : counted(live, 'segment')}
          </p>
        </div>
        <div className="card-actions">
          {segments.length === 0 ? null : <FromTemplate templates={templates} />}
          <LinkButton appearance="primary" href="#/segment-edit">
            New segment
          </LinkButton>
        </div>
      </div>
      {refusal === null ? null : (
        <RefusalMessage
          refusal={refusal}
          onRetry={() => {
            setRefusal(null);
          }}
        />
      )}
      {problem === null ? null : (
        <div className="notice" role="alert">
          <SectionMessage title="The segment was not restored" appearance="warning">
            <p>{problem}</p>
          </SectionMessage>
        </div>
      )}
      {segments.length === 0 ? (
        <TemplateGallery templates={templates} />
      ) : (
        <section className="card" aria-label="Segments">
          <div className="filters">
            <SearchField label="Search segments" value={search} onSearch={setSearch} />
            <Choice<Shown>
              label="State"
              options={[
                { value: 'live', label: 'Live' },
                { value: 'archived', label: `Archived (${count(segments.length - live)})` },
              ]}
              value={shown}
              onChange={setShown}
            />
          </div>
          {rows.length === 0 ? (
            <p className="not-enough">{emptyWords(search, shown)}</p>
          ) : (
            <DataTable
              caption={`Segments, ${shown}`}
              columns={columns(busyId, archive)}
              rows={rows}
              rowKey={({ segmentId }) => segmentId}
              isBusy={busyId !== null}
            />
          )}
        </section>
      )}
    </>
  );
}

function emptyWords(search: string, shown: Shown): string {
  if (search !== '') return 'No segment is called like that.';
  return shown === 'archived' ? 'No segment is archived.' : 'All segments are archived. Restore one, or make a new one.';
}

function FromTemplate({ templates }: { templates: readonly TemplateRow[] }) {
  return (
    <Popup label="New from template">
      <ul className="template-links">
        {templates.map(({ id, name, missing }) => (
          <li key={id}>
            <a href={`#/segment-edit?template=${id}`}>{name}</a>
            {missing === null ? null : <span className="row-note">needs what is not here yet</span>}
          </li>
        ))}
      </ul>
    </Popup>
  );
}

const columns = (
  busyId: number | null,
  archive: (segmentId: number, archived: boolean) => Promise<void>,
): readonly Column<SegmentRow>[] => [
  {
    heading: 'Segment',
    isRowHeading: true,
    width: '44%',
    cell: ({ segmentId, name, description, words }) => (
      <span className="segment-cell">
        <a href={segmentHref(segmentId)} title={name}>
          <bdi>{name}</bdi>
        </a>
        <span className="row-note">
          <bdi>{description === '' ? words : description}</bdi>
        </span>
      </span>
    ),
  },
  { heading: 'Of', cell: ({ kind }) => kindHeading(kind) },
  { heading: 'Members', align: 'end', cell: ({ members, state }) => (state === 'archived' ? '' : count(members)) },
  {
    heading: 'In 30 days',
    align: 'end',
    cell: ({ entered30, left30 }) => <span className="segment-change">{changeWords(entered30, left30)}</span>,
  },
  { heading: 'State', cell: (row) => <State row={row} /> },
  {
    heading: 'Actions',
    align: 'end',
    cell: ({ segmentId, name, state }) => (
      <span className="row-actions">
        <LinkButton
          appearance="subtle"
          spacing="compact"
          href={`#/segment-edit?copy=${String(segmentId)}`}
          aria-label={`Duplicate ${name}`}
        >
          Duplicate
        </LinkButton>
        <Button
          appearance="subtle"
          spacing="compact"
          isLoading={busyId === segmentId}
          aria-label={`${state === 'live' ? 'Archive' : 'Restore'} ${name}`}
          onClick={() => void archive(segmentId, state === 'live')}
        >
          {state === 'live' ? 'Archive' : 'Restore'}
        </Button>
      </span>
    ),
  },
];
