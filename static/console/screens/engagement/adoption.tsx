import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { Moved } from '../../parts/moved';
import type { Scope } from '../../parts/page-scope';
import { type Feature, featureColumns, type FeatureFigure, figuresIn } from './adoption-figures';
import { unusedWords, usedWords } from './adoption-words';
import type { EngagementQuery } from './query';
import { meanings } from './words';

type AdoptionProps = { readonly answer: AdoptionAnswer; readonly query: EngagementQuery; readonly scope: Scope };

/** Feature by feature: how widely, how often, how deeply, how newly, and by whose money. On a site the bars compare users. */
export function Adoption({ answer, query, scope }: AdoptionProps) {
  const { features, before, fromDay, toDay } = answer;
  const figures = figuresIn(scope);
  const mostUsers = Math.max(1, ...features.map(({ users }) => users));
  const isUsed = features.some(({ accounts }) => accounts > 0);
  return (
    <ChartFrame
      title="Features"
      meaning={meanings.adoption}
      fileName={`tidemark-features-${fromDay}-to-${toDay}`}
      columns={featureColumns(scope, before !== null)}
      rows={features}
      rowKey={(row) => row.event}
      lead={isUsed ? <p className="list-lead">{usedWords(answer, query, scope)}</p> : undefined}
    >
      {isUsed ? (
        <div className={`features ${scope}`}>
          <div className="bar-row bar-heads">
            <span className="features-room" />
            {figures.map(({ term }) => (
              <span key={term.term}>
                <Definition {...term} />
              </span>
            ))}
          </div>
          <ul className="bars">
            {features.map((feature) => (
              <li key={feature.event} className="bar-row">
                <span className="bar-name">{feature.event}</span>
                <BarTrack ratio={scope === 'vendor' ? (feature.share ?? 0) : feature.users / mostUsers} />
                {figures.map((figure) => (
                  <Figure key={figure.term.term} figure={figure} feature={feature} />
                ))}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="not-enough">{unusedWords(answer, query, scope)}</p>
      )}
    </ChartFrame>
  );
}

function Figure({ figure: { of, isShare, text, change }, feature }: { figure: FeatureFigure; feature: Feature }) {
  const moved = feature.before === null ? null : (change?.(feature, feature.before) ?? null);
  return (
    <BarFigure text={text(feature)} of={of} isShare={isShare ?? false}>
      {moved === null ? null : <Moved change={moved} />}
    </BarFigure>
  );
}
