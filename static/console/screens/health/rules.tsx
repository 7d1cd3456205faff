import { LinkButton } from '@atlaskit/button/new';
import type { HealthRulesAnswer } from '../../../../src/contract/health';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { useAnswer } from '../../parts/use-answer';
import { useFilteredHref } from '../../parts/carried-filter';
import { rulesPlace } from './query';
import { RemoveButton } from './remove-button';
import { RulesEdit } from './rules-edit';
import { MEANING, rulesName } from './words';

const NOTHING = {};
type Profile = HealthRulesAnswer['profiles'][number];

/** What makes accounts of each stage good or bad. */
export function Rules({ edited, onChanged }: { edited: string | null; onChanged: () => void }) {
  const { loaded, retry } = useAnswer(useAsk(), 'healthRules', NOTHING);
  const changed = (): void => {
    retry();
    onChanged();
  };
  return (
    <Answered loaded={loaded} height={320} onRetry={retry}>
      {(answer) =>
        edited === null ? (
          <Listed answer={answer} onChanged={changed} />
        ) : (
          <RulesEdit key={edited} answer={answer} stage={edited} onSaved={changed} />
        )
      }
    </Answered>
  );
}

function Listed({ answer: { stages, profiles, canChange }, onChanged }: { answer: HealthRulesAnswer; onChanged: () => void }) {
  const byStage = new Map(profiles.map((profile) => [profile.stage, profile]));
  const gone = profiles.filter(({ stage }) => stage !== '' && !stages.some((each) => each.stage === stage));
  return (
    <section className="card" aria-labelledby="health-rules">
      <div className="card-head">
        <h2 id="health-rules">
          <Definition term="Rules by stage" meaning={MEANING} />
        </h2>
      </div>
      {canChange ? null : <p className="faint">Only admins change rules.</p>}
      <ul className="health-rules">
        {[{ stage: '', name: '' }, ...stages, ...gone].map(({ stage, name }) => (
          <StageRules
            key={stage}
            stage={stage}
            name={rulesName(name)}
            profile={byStage.get(stage)}
            canChange={canChange}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </section>
  );
}

type StageRulesProps = {
  readonly stage: string;
  readonly name: string;
  readonly profile: Profile | undefined;
  readonly canChange: boolean;
  readonly onChanged: () => void;
};

function StageRules({ stage, name, profile, canChange, onChanged }: StageRulesProps) {
  const ask = useAsk();
  const href = useFilteredHref('health', rulesPlace(stage));
  return (
    <li aria-label={name}>
      <div className="card-head">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        {canChange ? (
          <div className="card-actions">
            <LinkButton spacing="compact" href={href}>
              {profile === undefined ? 'Add rules' : 'Change rules'}
              <span className="unseen">{` of ${name}`}</span>
            </LinkButton>
            {profile === undefined ? null : (
              <RemoveButton what={`the rules of ${name}`} onRemove={() => ask('dropHealthRules', { stage })} onRemoved={onChanged}>
                {stage === '' ? 'Scores tell of accounts again.' : 'The rules for every stage tell again, or scores where there are none.'}
              </RemoveButton>
            )}
          </div>
        ) : null}
      </div>
      {profile === undefined ? (
        <p className="faint">{stage === '' ? 'No rules: scores tell.' : 'No rules of its own.'}</p>
      ) : (
        <dl className="health-words">
          <dt>Good</dt>
          <dd>{profile.goodWords ?? <span className="faint">nothing makes it good</span>}</dd>
          <dt>Bad</dt>
          <dd>{profile.badWords ?? <span className="faint">nothing makes it bad</span>}</dd>
        </dl>
      )}
    </li>
  );
}
