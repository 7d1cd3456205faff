import { useMemo } from 'react';
import type { StagesAnswer } from '../../../../src/contract/profiles';
import { isFiltering, useAccountFilter, writeFilter } from '../../parts/account-filter';
import { AccountsLink } from '../../parts/accounts-link';
import { useAsk } from '../../parts/ask-context';
import { useBeside, writeBeside } from '../../parts/beside';
import { Choice } from '../../parts/choice';
import { Definition } from '../../parts/definition';
import { count, counted, day, money, roundMoney, roundPercent } from '../../parts/format';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import '../../style/segments.css';
import '../../style/stages.css';
import { KIND_OF_STAGE } from './kinds';
import { SegmentsBeside } from './segments-beside';

const RANGES = [
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 365, label: 'A year' },
] as const;
type Days = (typeof RANGES)[number]['value'];
type Stage = StagesAnswer['stages'][number];

/** The meanings of stages that are known by name. */
const MEANINGS: Readonly<Record<string, string>> = {
  Evaluation: 'An evaluation licence is running.',
  'Evaluation expired': 'The evaluation ended, and nothing was bought.',
  Free: 'The licence is active, and nothing is paid for it.',
  Paying: 'Pays a month what MRR says.',
  Lapsed: 'The licence ran out and was not renewed.',
  Uninstalled: 'The licence was cancelled.',
};

/** Where accounts stand, and who went from where to where. */
export function Stages() {
  const { params } = usePlace();
  const asked = Number(params.get('days'));
  const days: Days = RANGES.find(({ value }) => value === asked)?.value ?? 90;
  const filter = useAccountFilter(params);
  const beside = useBeside(params);
  const replaceParams = useReplaceParams('stages');
  const { loaded, retry } = useAnswer(
    useAsk(),
    'stages',
    useMemo(() => ({ days, filter }), [days, filter]),
  );
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Stages" />;
    case 'refused':
      return <RefusedScreen title="Stages" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready':
      return (
        <div className={loaded.refreshing ? 'refreshing' : undefined} aria-busy={loaded.refreshing}>
          <div className="page-head">
            <div>
              <AccountsLink className="back">Accounts</AccountsLink>
              <h1>Stages</h1>
              <p className="page-sub">
                Where accounts stand{loaded.value.isFirst ? ' by their licence' : ''} on {day(loaded.value.asOfDay)} (UTC), and who moved in
                the {rangeWords(days)} before. <a href="#/stage-rules">Change stages</a>
              </p>
            </div>
            <Choice<Days>
              label="Moves of"
              options={RANGES}
              value={days}
              onChange={(value) => {
                const chosen = new URLSearchParams(value === 90 ? {} : { days: String(value) });
                replaceParams(writeBeside(writeFilter(chosen, filter), beside));
              }}
            />
          </div>
          <Working working={loaded.value.working} />
          <Board stages={loaded.value.stages} nowhere={loaded.value.nowhere} isPart={isFiltering(filter)} />
          <SegmentsBeside days={days} words={rangeWords(days)} filter={filter} ids={beside} />
        </div>
      );
  }
}

/** Accounts stand where the rules before had them until they were put into their stages. */
function Working({ working }: { working: StagesAnswer['working'] }) {
  if (working === null) return null;
  const step = working.step === 'asking' ? 'being asked about the new rules' : 'being put into their stages';
  return (
    <p className="not-enough" role="status">
      The stages were changed. Accounts are {step}: {count(working.done)} of {count(working.of)}. Until then they stand where they stood.
    </p>
  );
}

function Board({ stages, nowhere, isPart }: { stages: readonly Stage[]; nowhere: number; isPart: boolean }) {
  const accounts = stages.reduce((sum, stage) => sum + stage.accounts, nowhere);
  if (accounts === 0)
    return (
      <p className="not-enough">
        {isPart
          ? 'None of the accounts chosen above has a licence.'
          : 'No account stands anywhere yet. Stages come with the licences of the first sync.'}
      </p>
    );
  return (
    <>
      {nowhere === 0 ? null : <p className="stage-nowhere">{counted(nowhere, 'account')} with a licence in no stage.</p>}
      <ul className="stage-board">
        {stages.map((stage) => (
          <li key={stage.stage} className={`card stage-column ${stage.kind}`}>
            <h2>
              <Definition term={stage.name} meaning={stage.words ?? MEANINGS[stage.stage] ?? ''} />
            </h2>
            <p className="faint" title={KIND_OF_STAGE[stage.kind].meaning}>
              {KIND_OF_STAGE[stage.kind].term}
            </p>
            {stage.trouble === null ? null : (
              <p className="condition-problem">Its rule cannot be asked, so nobody meets it: {stage.trouble}.</p>
            )}
            <p className="stage-count">
              <AccountsLink more={{ stage: stage.stage }}>
                {count(stage.accounts)}
                <span className="unseen"> accounts in {stage.name}</span>
              </AccountsLink>
              <span className="faint"> {roundPercent(stage.accounts / accounts)}</span>
            </p>
            <p title={money(stage.mrrCents)}>{roundMoney(stage.mrrCents)} MRR</p>
            <p>
              {count(stage.entered)} came from other stages, {count(stage.left)} went
            </p>
            {stage.moves.length === 0 ? null : (
              <ul className="stage-moves" aria-label={`Where those went who left ${stage.name}`}>
                {stage.moves.map((move) => (
                  <li key={move.to}>
                    <span>→ {move.to === '' ? 'no stage' : move.name}</span>
                    <span>
                      {count(move.accounts)} ({roundPercent(move.accounts / stage.left)})
                    </span>
                    <span className="faint">after {counted(move.averageDays, 'day')} on average</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const rangeWords = (days: Days): string => (days === 365 ? 'year' : `${String(days)} days`);
