import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { PrivacyState } from '../../../../src/contract/privacy';
import { Definition } from '../../parts/definition';
import { counted } from '../../parts/format';
import { CallList } from './call-list';
import type { MakeChange } from './use-privacy';
import { useWatching } from './use-watching';
import { clockWords } from './words';

const MEANING = 'While you watch, every call that leaves this site is kept here as it was sent: for one hour, then it ends by itself.';
const MOST_SHOWN = 200;

/** Everything that leaves, for an hour. */
export function Watch({ state, read, change }: { state: PrivacyState; read: () => Promise<void>; change: MakeChange }) {
  const headingId = useId();
  const leftMs = useWatching(state.watchUntil, read);
  const [isTurning, setTurning] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const isOn = leftMs !== null;
  const turn = async (): Promise<void> => {
    setTurning(true);
    const answer = await change('watch', { on: !isOn });
    setTurning(false);
    setRefused(answer.ok ? null : answer.message);
  };
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Watch" meaning={MEANING} />
        </h2>
        <div className="card-actions">
          {isOn ? (
            <span className="watch-left">
              <span role="timer">{clockWords(leftMs)}</span> left
            </span>
          ) : null}
          {state.canChange ? (
            <Button isLoading={isTurning} appearance={isOn ? 'default' : 'primary'} onClick={() => void turn()}>
              {isOn ? 'Stop watching' : 'Watch for one hour'}
            </Button>
          ) : null}
        </div>
      </div>
      <p role="status" className="switch-refused">
        {refused}
      </p>
      {state.watched.length === 0 ? (
        <p className="not-enough">{emptyWords(state, isOn)}</p>
      ) : (
        <>
          <p className="watch-count">
            {isOn ? counted(state.watched.length, 'call') : `${counted(state.watched.length, 'call')} of the last watch`}, newest first
            (times are UTC){state.watched.length === MOST_SHOWN ? `; older ones are not shown` : ''}.
          </p>
          <div className="watch-calls">
            <CallList calls={state.watched} />
          </div>
        </>
      )}
    </section>
  );
}

function emptyWords(state: PrivacyState, isOn: boolean): string {
  if (isOn && !state.analytics) return 'Analytics is off, so nothing will leave.';
  if (isOn) return 'Nothing has left since you began to watch. Use the app: calls appear here within half a minute.';
  return state.canChange ? 'Nobody is watching. Start, use the app, and see each call as it leaves.' : 'Nobody is watching now.';
}
