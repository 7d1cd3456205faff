import { type ReactNode, useId, useState } from 'react';
import type { PrivacyState } from '../../../../src/contract/privacy';
import { Definition } from '../../parts/definition';
import { BADGE_PRICE, destinationNames } from '../../parts/destination-words';
import { Switch } from '../../parts/switch';
import type { MakeChange } from './use-privacy';
import { analyticsWords, identityWords, savedWords } from './words';

type Name = 'analytics' | 'identity';
type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly name: Name }
  | { readonly kind: 'told'; readonly words: string; readonly name: Name; readonly isRefused: boolean };

/** The two choices of a site's admin. Each is saved by the press; what the app then says it is, is shown. */
export function Switches({ state, change }: { state: PrivacyState; change: MakeChange }) {
  const headingId = useId();
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const turn = async (name: Name, on: boolean): Promise<void> => {
    setSaving({ kind: 'saving', name });
    const wanted = name === 'analytics' ? { analytics: on } : { identity: on };
    const answer = await change('setPrivacy', wanted);
    setSaving({ kind: 'told', name, isRefused: !answer.ok, words: answer.ok ? savedWords(wanted, answer.value) : answer.message });
  };
  const row = (name: Name, title: string, consequence: string) => (
    <SwitchRow
      title={title}
      isOn={state[name]}
      consequence={consequence}
      isDisabled={!state.canChange}
      isBusy={saving.kind === 'saving'}
      told={
        saving.kind === 'told' && saving.name === name ? (
          <span className={saving.isRefused ? 'switch-refused' : 'switch-saved'}>{saving.words}</span>
        ) : saving.kind === 'saving' && saving.name === name ? (
          'Saving…'
        ) : null
      }
      onTurn={(on) => void turn(name, on)}
    />
  );
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Switches</h2>
      </div>
      {row('analytics', 'Analytics', analyticsWords(state.analytics))}
      {row('identity', 'People are named', identityWords(state.identity, state.configuredIdentity))}
      <div className="switch-row">
        <div>
          <h3>Destinations</h3>
          <Destinations destinations={state.destinations} />
        </div>
      </div>
    </section>
  );
}

type SwitchRowProps = {
  readonly title: string;
  readonly isOn: boolean;
  readonly consequence: string;
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly told: ReactNode;
  readonly onTurn: (on: boolean) => void;
};

function SwitchRow({ title, isOn, consequence, isDisabled, isBusy, told, onTurn }: SwitchRowProps) {
  const textId = useId();
  return (
    <div className="switch-row">
      <div>
        <h3>{title}</h3>
        <p id={textId} className="switch-text">
          {consequence}
        </p>
        <p role="status" className="switch-told">
          {told}
        </p>
      </div>
      <div className="switch-place">
        <span aria-hidden="true">{isOn ? 'On' : 'Off'}</span>
        <Switch label={title} isOn={isOn} isDisabled={isDisabled} isBusy={isBusy} describedBy={textId} onTurn={onTurn} />
      </div>
    </div>
  );
}

function Destinations({ destinations }: Pick<PrivacyState, 'destinations'>) {
  if (destinations.length === 0) return <p className="switch-text">None is configured: nothing is sent anywhere.</p>;
  return (
    <ul className="switch-destinations">
      {destinations.map(({ destination, host, keepsBadge }) => (
        <li key={destination}>
          {destinationNames[destination]}{' '}
          <span className="faint">{host ?? (destination === 'store' ? 'this installation’s database, on this site' : 'not set up')}</span>
          {keepsBadge ? null : (
            <span className="destination-price">
              {' '}
              <Definition term="Costs Runs on Atlassian" meaning={BADGE_PRICE} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
