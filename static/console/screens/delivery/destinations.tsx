import Button from '@atlaskit/button/new';
import { useId, useRef, useState } from 'react';
import type { DestinationHealth } from '../../../../src/contract/delivery';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { BADGE_PRICE, destinationNames } from '../../parts/destination-words';
import { instant } from '../../parts/format';
import { canTryAgain, healthSentence, nextStep, type Sentence, stateWords, triedWords } from './health-words';

type DestinationsProps = {
  readonly destinations: readonly DestinationHealth[];
  readonly scope: 'vendor' | 'site';
  /** False: nobody but an admin tries again. */
  readonly canChange: boolean;
  readonly today: string;
  readonly onTried: () => void;
};

/** How each destination does, and what to do where something is the matter. */
export function Destinations({ destinations, ...shared }: DestinationsProps) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Destinations</h2>
      </div>
      {destinations.length === 0 ? (
        <p className="not-enough">No destination is configured: nothing is captured and nothing leaves.</p>
      ) : null}
      <ul className="destinations">
        {destinations.map((health) => (
          <Destination key={health.destination} health={health} {...shared} />
        ))}
      </ul>
    </section>
  );
}

type DestinationProps = Omit<DestinationsProps, 'destinations'> & { readonly health: DestinationHealth };

function Destination({ health, scope, canChange, today, onTried }: DestinationProps) {
  const { term, tone } = stateWords[health.state];
  const next = nextStep(health, { scope, canChange });
  return (
    <li className="destination">
      <div>
        <h3>{destinationNames[health.destination]}</h3>
        <p className="destination-host">
          {health.host ?? (health.destination === 'store' ? 'This installation’s database' : 'Not set up')}
        </p>
        {health.keepsBadge ? null : (
          <p className="destination-price">
            <Definition term="Costs Runs on Atlassian" meaning={BADGE_PRICE} />
          </p>
        )}
      </div>
      <div>
        <p className="destination-state">
          <span className={`status ${tone}`}>{term}</span>
          {health.since === null ? null : <span className="faint">since {instant(health.since, today)}</span>}
        </p>
        <p>{healthSentence(health)}</p>
        {next === null ? null : (
          <p className="destination-next">
            <Words sentence={next} />
          </p>
        )}
      </div>
      <dl className="destination-times">
        <dt>Last delivered</dt>
        <dd>{health.lastDeliveredAt === null ? 'Nothing yet' : instant(health.lastDeliveredAt, today)}</dd>
        {health.nextTryAt === null ? null : (
          <>
            <dt>Next try</dt>
            <dd>{instant(health.nextTryAt, today)}</dd>
          </>
        )}
      </dl>
      <div className="destination-action">{canChange ? <TryAgain health={health} onTried={onTried} /> : null}</div>
    </li>
  );
}

function Words({ sentence }: { sentence: Sentence }) {
  return sentence.map((part, index) => (typeof part === 'string' ? part : <code key={index}>{part.code}</code>));
}

type Trying = { readonly kind: 'idle' } | { readonly kind: 'trying' } | { readonly kind: 'told'; readonly words: string };

/** The button goes once the destination is well; what became of the try stays, and takes the focus that the button had. */
function TryAgain({ health, onTried }: { health: DestinationHealth; onTried: () => void }) {
  const ask = useAsk();
  const [trying, setTrying] = useState<Trying>({ kind: 'idle' });
  const status = useRef<HTMLParagraphElement>(null);
  const run = async (): Promise<void> => {
    setTrying({ kind: 'trying' });
    const answer = await ask('tryAgain', { destination: health.destination });
    setTrying({ kind: 'told', words: answer.ok ? triedWords(health.state, answer.value.state) : answer.message });
    if (!answer.ok) return;
    if (!canTryAgain(answer.value.state)) status.current?.focus();
    onTried();
  };
  return (
    <>
      {canTryAgain(health.state) ? (
        <Button
          isLoading={trying.kind === 'trying'}
          aria-label={`Try again: ${destinationNames[health.destination]}`}
          onClick={() => void run()}
        >
          Try again
        </Button>
      ) : null}
      <p role="status" className="destination-told" ref={status} tabIndex={-1}>
        {trying.kind === 'told' ? trying.words : ''}
      </p>
    </>
  );
}
