import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { ConnectionCheck, Connection as Shown, Sentence } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';

type Testing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'told'; readonly check: ConnectionCheck }
  | { readonly kind: 'refused'; readonly words: string };

/** How the app gets at the reports: what is set, how to set it, on which terms, and whether it works. There is no field for a token. */
export function Connection({ connection, canChange }: { connection: Shown; canChange: boolean }) {
  const headingId = useId();
  const ask = useAsk();
  const [testing, setTesting] = useState<Testing>({ kind: 'idle' });
  const test = async (): Promise<void> => {
    setTesting({ kind: 'running' });
    const answer = await ask('testConnection', {});
    setTesting(answer.ok ? { kind: 'told', check: answer.value } : { kind: 'refused', words: answer.message });
  };
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Connection</h2>
        {canChange ? (
          <Button spacing="compact" isLoading={testing.kind === 'running'} onClick={() => void test()}>
            Test the connection
          </Button>
        ) : null}
      </div>
      <ul className="variables">
        {connection.variables.map(({ name, isSet, isEncrypted, meaning }) => (
          <li key={name}>
            <span className={`status ${isSet ? 'good' : 'wait'}`}>{isSet ? 'Set' : 'Not set'}</span>
            <span>
              <code>{name}</code>
              <span className="variable-meaning">
                {meaning}
                {isEncrypted ? ', encrypted' : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div role="status" className="checks">
        <Outcome testing={testing} />
      </div>
      <details className="guide" open={!connection.isComplete}>
        <summary>{connection.isComplete ? 'How to renew the token or change the account' : 'How to connect'}</summary>
        <ol className="steps">
          {connection.steps.map(({ text, commands }, index) => (
            <li key={index}>
              <Words sentence={text} />
              {commands.length === 0 ? null : (
                <pre className="commands" tabIndex={0} role="region" aria-label={`Commands of step ${String(index + 1)}`}>
                  {commands.join('\n')}
                </pre>
              )}
            </li>
          ))}
        </ol>
      </details>
      <details className="guide" open={!connection.isComplete}>
        <summary>What Atlassian’s rules on credentials mean here</summary>
        <ul className="policy">
          {connection.policy.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Words({ sentence }: { sentence: Sentence }) {
  return sentence.map((part, index) => (typeof part === 'string' ? part : <code key={index}>{part.code}</code>));
}

const OUTCOMES = {
  works: { term: 'Works', tone: 'good' },
  refused: { term: 'Refused', tone: 'bad' },
  later: { term: 'Not now', tone: 'wait' },
  'not-asked': { term: 'Not asked', tone: 'quiet' },
} as const;

function Outcome({ testing }: { testing: Testing }) {
  switch (testing.kind) {
    case 'idle':
      return null;
    case 'running':
      return <p>Asking the Marketplace…</p>;
    case 'refused':
      return <p className="switch-refused">{testing.words}</p>;
    case 'told':
      return (
        <>
          <p>
            <strong>{testing.check.works ? 'The connection works.' : 'The connection does not work yet.'}</strong>
          </p>
          <ul className="variables">
            {testing.check.checks.map(({ name, outcome, words }) => (
              <li key={name}>
                <span className={`status ${OUTCOMES[outcome].tone}`}>{OUTCOMES[outcome].term}</span>
                <span>
                  {name}
                  <span className="variable-meaning">{words}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      );
  }
}
