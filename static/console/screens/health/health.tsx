import { useMemo } from 'react';
import type { HealthBoardAnswer } from '../../../../src/contract/health';
import { isFiltering, useAccountFilter, writeFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { useBeside, writeBeside } from '../../parts/beside';
import { useFilteredHrefs } from '../../parts/carried-filter';
import { day } from '../../parts/format';
import { RefusedScreen } from '../../parts/refusal-message';
import { SectionLinks } from '../../parts/section-links';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import '../../style/segments.css';
import '../../style/health.css';
import { Board } from './board';
import { CellAccounts } from './cell-accounts';
import { type HealthQuery, readQuery, rulesPlace, sectionPlace, SECTIONS, writeQuery } from './query';
import { Rules } from './rules';
import { SegmentsBeside } from './segments-beside';
import { Turns } from './turns';
import { rulesName, SECTION_TITLES, stageName } from './words';

/** How accounts are, by stage, and what decides it. */
export function Health() {
  const query = readQuery(usePlace().params);
  // Each section asks anew: rules that were saved are followed within seconds, and the board is where that is seen.
  return <HealthSection key={query.section} query={query} />;
}

function HealthSection({ query }: { query: HealthQuery }) {
  const { params } = usePlace();
  const filter = useAccountFilter(params);
  const beside = useBeside(params);
  const replaceParams = useReplaceParams('health');
  const hrefOf = useFilteredHrefs('health');
  const hrefOfScores = useFilteredHrefs('scores');
  const { loaded, retry } = useAnswer(
    useAsk(),
    'health',
    useMemo(() => ({ filter }), [filter]),
  );
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Health" />;
    case 'refused':
      return <RefusedScreen title="Health" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready': {
      const { stages, troubles, turns, keptDay } = loaded.value;
      return (
        <div className={loaded.refreshing ? 'refreshing' : undefined} aria-busy={loaded.refreshing}>
          <div className="page-head">
            <div className="page-title">
              <a className="back" href="#/predictions">
                Predictions
              </a>
              <h1>Health</h1>
              <p className="page-sub">
                {keptDay === null ? 'Accounts are looked at every night.' : `As of ${day(keptDay)}. Accounts are looked at every night.`}
              </p>
            </div>
            <a href={hrefOfScores({})}>Scores by rules</a>
          </div>
          <SectionLinks
            label="Sections of health"
            sections={SECTIONS.map((section) => ({ id: section, title: SECTION_TITLES[section], href: hrefOf(sectionPlace(section)) }))}
            currentId={query.section}
          />
          <div className="stack">
            <Troubles troubles={troubles} />
            {query.section === 'rules' ? (
              <Rules edited={query.edited} onChanged={retry} />
            ) : query.cell === null ? (
              <>
                <Board stages={stages} isPart={isFiltering(filter)} />
                <SegmentsBeside filter={filter} ids={beside} />
                <Turns turns={turns} />
              </>
            ) : (
              <CellAccounts
                cell={query.cell}
                filter={filter}
                stageName={stageName(stages.find(({ stage }) => stage === query.cell?.stage)?.name ?? query.cell.stage)}
                onPage={(page) => {
                  if (query.cell === null) return;
                  const paged = new URLSearchParams(writeQuery({ ...query, cell: { ...query.cell, page } }));
                  replaceParams(writeBeside(writeFilter(paged, filter), beside));
                }}
              />
            )}
          </div>
        </div>
      );
    }
  }
}

/** Rules that nobody can be asked, where they stand and why. */
function Troubles({ troubles }: { troubles: HealthBoardAnswer['troubles'] }) {
  const hrefOf = useFilteredHrefs('health');
  if (troubles.length === 0) return null;
  return (
    <section className="card" aria-label="Rules that cannot be evaluated">
      <h2>Rules that cannot be evaluated</h2>
      <p>What hangs on them cannot be told. Scores do not take their place.</p>
      <ul className="health-reasons">
        {troubles.map(({ stage, name, words, trouble }) => (
          <li key={`${stage} ${words}`}>
            <a href={hrefOf(rulesPlace(stage))}>{rulesName(name)}</a>: <bdi>{words}</bdi>{' '}
            <span className="condition-problem">{trouble}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
