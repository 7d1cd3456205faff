import Button from '@atlaskit/button/new';
import { useCallback, useMemo, useState } from 'react';
import type { PredictionsAnswer } from '../../../../src/contract/predictions';
import { useAsk } from '../../parts/ask-context';
import { useFilteredHref } from '../../parts/carried-filter';
import { Choice } from '../../parts/choice';
import { formatHash } from '../../parts/hash';
import { RefusalMessage, RefusedScreen } from '../../parts/refusal-message';
import { SectionLinks } from '../../parts/section-links';
import { ScreenSkeleton } from '../../parts/skeleton';
import type { Refusal } from '../../parts/use-answer';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Impact } from './impact';
import { ModelPage } from './model-page';
import { Priorities } from './priorities';
import { type PredictionsQuery, readQuery, SECTIONS, writeQuery } from './query';
import { SignalEdit } from './signal-edit';
import { Signals } from './signals';
import { useLookingAgain } from './use-looking-again';
import { BASES, happens, OUTCOMES, SECTION_TITLES, standingWords } from './words';

const NOTHING = {};
const BASIS_OPTIONS = [
  { value: 'all', label: 'Learn from all figures' },
  { value: 'confirmed', label: 'Learn from confirmed signals only' },
] as const;

/** What may come of accounts: whom to look after, the signals that say so, and how sure that is. */
export function Predictions() {
  const ask = useAsk();
  const query = readQuery(usePlace().params);
  const replaceParams = useReplaceParams('predictions');
  const healthHref = useFilteredHref('health');
  const { loaded, retry } = useAnswer(ask, 'predictions', NOTHING);
  const [changed, setChanged] = useState<PredictionsAnswer | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (next: Partial<PredictionsQuery>): void => {
    replaceParams(writeQuery({ ...query, page: 0, write: null, ...next }));
  };
  const take = useMemo(
    () =>
      async (answering: Promise<{ ok: true; value: PredictionsAnswer } | Refusal>): Promise<void> => {
        setBusy(true);
        const answer = await answering;
        setBusy(false);
        setRefusal(answer.ok ? null : answer);
        if (answer.ok) setChanged(answer.value);
      },
    [],
  );
  const shown = changed ?? (loaded.kind === 'ready' ? loaded.value : null);
  const isAwaited = shown?.outcomes.some(({ signals }) => signals.some(({ evidenceDay }) => evidenceDay === null)) ?? false;
  const lookAgain = useCallback(() => {
    setChanged(null);
    retry();
  }, [retry]);
  useLookingAgain(isAwaited, lookAgain);
  if (loaded.kind === 'idle' || loaded.kind === 'loading') return <ScreenSkeleton title="Predictions" />;
  if (loaded.kind === 'refused') return <RefusedScreen title="Predictions" refusal={loaded.refusal} onRetry={retry} />;
  const answer = changed ?? loaded.value;
  const own = answer.outcomes.find(({ outcome }) => outcome === query.outcome);
  if (own === undefined) throw new TypeError('An outcome without an answer');
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Predictions</h1>
          <p className="page-sub" role="status">
            {happens(query.outcome)} {standingWords(own.report, own.liveDay)}
          </p>
        </div>
        {answer.canChange ? (
          <Button
            isDisabled={answer.isLearning}
            isLoading={isBusy}
            onClick={() => {
              void take(ask('learnNow', NOTHING));
            }}
          >
            {answer.isLearning ? 'Learning…' : 'Learn now'}
          </Button>
        ) : null}
      </div>
      <SectionLinks
        label="Sections of predictions"
        sections={[
          ...SECTIONS.map((section) => ({
            id: section,
            title: SECTION_TITLES[section],
            href: formatHash({ screen: 'predictions', params: writeQuery({ ...query, section, page: 0, write: null }) }),
          })),
          { id: 'health', title: 'Health', href: healthHref },
        ]}
        currentId={query.section}
      />
      <div className="stack">
        <div>
          <Choice
            label="What is foretold"
            options={OUTCOMES}
            value={query.outcome}
            onChange={(outcome) => {
              change({ outcome });
            }}
          />
        </div>
        {refusal === null ? null : <RefusalMessage refusal={refusal} onRetry={retry} />}
        {answer.isLearning ? (
          <p role="status">The past is being read and learned from. This takes a minute or a few; come back then.</p>
        ) : null}
        {query.section === 'priorities' ? (
          <>
            <Silence own={own} />
            <Priorities
              key={query.outcome}
              query={query}
              own={own}
              onPage={(page) => {
                change({ page });
              }}
            />
          </>
        ) : null}
        {query.section === 'signals' && query.write !== null && answer.canChange ? (
          <SignalEdit
            key={`${query.outcome} ${query.write}`}
            outcome={query.outcome}
            from={query.write === 'new' ? null : query.write}
            onDone={() => {
              lookAgain();
              change({});
            }}
          />
        ) : query.section === 'signals' ? (
          <>
            <Signals
              key={query.outcome}
              own={own}
              canChange={answer.canChange}
              isBusy={isBusy}
              onDecide={(decision) => {
                void take(ask('decideSignal', { outcome: query.outcome, ...decision }));
              }}
              onGroup={(key, group) => {
                void take(ask('signalGroup', { outcome: query.outcome, key, group }));
              }}
              onRemove={(key) => {
                void take(ask('signalRemove', { outcome: query.outcome, key }));
              }}
              editHref={(from) => formatHash({ screen: 'predictions', params: writeQuery({ ...query, write: from ?? 'new' }) })}
            />
            <Impact signals={own.signals} />
          </>
        ) : null}
        {query.section === 'model' ? (
          <>
            {answer.canChange ? (
              <div>
                <Choice
                  label="What is learned from"
                  options={BASIS_OPTIONS}
                  value={own.basis}
                  onChange={(basis) => {
                    void take(ask('learnFrom', { outcome: query.outcome, basis }));
                  }}
                />
                {own.report === null || own.report.basis === own.basis ? null : (
                  <p role="status">{`What is shown was learned from ${BASES[own.report.basis]}. The choice holds from the next time on.`}</p>
                )}
              </div>
            ) : null}
            <Silence own={own} />
            {own.report === null ? (
              <p className="not-enough">Nothing has been learned yet, so there is nothing to be sure of.</p>
            ) : (
              <ModelPage report={own.report} drift={own.scored?.drift ?? null} />
            )}
          </>
        ) : null}
      </div>
    </>
  );
}

/** Why there are no scores, in words: a score that is no better than luck is not shown. */
function Silence({ own: { report, liveDay } }: { own: PredictionsAnswer['outcomes'][number] }) {
  if (report === null || report.isLive || liveDay !== null || report.reasons.length === 0) return null;
  return (
    <section className="card model-told" aria-label="Why there are no scores">
      <h2>No scores yet</h2>
      {report.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </section>
  );
}
