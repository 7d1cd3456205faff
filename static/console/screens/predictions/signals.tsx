import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { PredictedSignal, PredictionsAnswer } from '../../../../src/contract/predictions';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, counted, day, percent, roundPercent } from '../../parts/format';
import { MEANINGS } from './words';

type Decision = { readonly key: string; readonly state: PredictedSignal['state']; readonly reason: string };
type SignalsProps = {
  own: PredictionsAnswer['outcomes'][number];
  canChange: boolean;
  isBusy: boolean;
  onDecide: (decision: Decision) => void;
};

const GROUPS = [
  { state: 'confirmed', title: 'Confirmed' },
  { state: 'proposed', title: 'Proposed' },
  { state: 'rejected', title: 'Rejected' },
] as const;

/** What was found in the past, with its proof, and what people say to it. */
export function Signals({ own: { report, scored, signals }, canChange, isBusy, onDecide }: SignalsProps) {
  const [rejecting, setRejecting] = useState<PredictedSignal | null>(null);
  return (
    <section className="card" aria-label="Signals">
      <div className="card-head">
        <h2>
          <Definition term="Signals" meaning={MEANINGS.signals} />
        </h2>
      </div>
      {signals.length === 0 ? (
        <p className="not-enough">
          {report === null
            ? 'Nothing has been learned yet.'
            : 'Nothing tells accounts apart beyond what luck explains. With more outcomes more can be told.'}
        </p>
      ) : null}
      {GROUPS.map(({ state, title }) => {
        const own = signals.filter((signal) => signal.state === state);
        return own.length === 0 ? null : (
          <div key={state}>
            <h3>{`${title} (${count(own.length)})`}</h3>
            <ul className="signals">
              {own.map((signal) => (
                <li key={signal.key}>
                  <SignalItem
                    signal={signal}
                    isCounted={scored !== null}
                    canChange={canChange}
                    isBusy={isBusy}
                    onDecide={(next) => {
                      if (next === 'rejected') setRejecting(signal);
                      else onDecide({ key: signal.key, state: next, reason: '' });
                    }}
                  />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {rejecting === null ? null : (
        <Rejecting
          signal={rejecting}
          isBusy={isBusy}
          onClose={() => {
            setRejecting(null);
          }}
          onReject={(reason) => {
            onDecide({ key: rejecting.key, state: 'rejected', reason });
            setRejecting(null);
          }}
        />
      )}
    </section>
  );
}

type ItemProps = {
  signal: PredictedSignal;
  /** Accounts have been looked at since the signal was found. */
  isCounted: boolean;
  canChange: boolean;
  isBusy: boolean;
  onDecide: (state: PredictedSignal['state']) => void;
};

function SignalItem({ signal, isCounted, canChange, isBusy, onDecide }: ItemProps) {
  const { state, words, lift, low, high, fires } = signal;
  return (
    <article className="signal" aria-label={words}>
      <div className="signal-head">
        <strong>
          <bdi>{words}</bdi>
        </strong>
        <span className="signal-lift">
          {lift.toFixed(1)}× <span className="faint">{`(${low.toFixed(1)}–${high.toFixed(1)})`}</span>
        </span>
      </div>
      <p>{signal.sentence}</p>
      <p className="faint">
        {firesWords(isCounted ? fires : null)}{' '}
        {signal.actionable ? 'Something can be done about it.' : 'It foretells, but cannot be acted upon.'}
        {signal.reason === '' ? '' : ` Rejected: ${signal.reason}`}
      </p>
      <details>
        <summary>Evidence</summary>
        <Evidence signal={signal} />
      </details>
      {canChange ? (
        <div className="signal-actions">
          {state === 'confirmed' ? null : (
            <Button
              spacing="compact"
              isDisabled={isBusy}
              aria-label={`Confirm: ${words}`}
              onClick={() => {
                onDecide('confirmed');
              }}
            >
              Confirm
            </Button>
          )}
          {state === 'rejected' ? (
            <Button
              spacing="compact"
              appearance="subtle"
              isDisabled={isBusy}
              aria-label={`Propose again: ${words}`}
              onClick={() => {
                onDecide('proposed');
              }}
            >
              Propose again
            </Button>
          ) : (
            <Button
              spacing="compact"
              appearance="subtle"
              isDisabled={isBusy}
              aria-label={`Reject: ${words}`}
              onClick={() => {
                onDecide('rejected');
              }}
            >
              Reject…
            </Button>
          )}
        </div>
      ) : null}
    </article>
  );
}

function firesWords(fires: number | null): string {
  if (fires === null) return 'For whom it fires is not counted yet.';
  return fires === 0 ? 'It fires for nobody today.' : `It fires for ${counted(fires, 'account')} today.`;
}

function Evidence({ signal }: { signal: PredictedSignal }) {
  const { fired, hits, rows, precision, recall, adjustedP, stability, medianDaysAhead, months, alternatives, words } = signal;
  const facts: readonly (readonly [string, string])[] = [
    ['Fired', `${count(fired)} of ${count(rows)} looks`],
    ['Right when it fired', `${percent(precision)} (${count(hits)})`],
    ['Outcomes that it saw', percent(recall)],
    ['Chance that it is luck, after all that was tried', adjustedP < 0.0001 ? 'below 0.01 %' : percent(adjustedP)],
    ['Holds in', stability === null ? 'too few looks to say' : `${roundPercent(stability)} of the looks`],
    ['Days ahead, in the middle', medianDaysAhead === null ? '–' : count(medianDaysAhead)],
  ];
  return (
    <>
      <dl className="evidence-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {months.length === 0 ? null : (
        <DataTable
          caption={`${words}: by look`}
          rows={months}
          rowKey={(row) => row.day}
          columns={[
            { heading: 'Look', isRowHeading: true, cell: (row) => day(row.day) },
            { heading: 'Fired', align: 'end', cell: (row) => count(row.fired) },
            { heading: 'Outcomes', align: 'end', cell: (row) => count(row.hits) },
            { heading: 'Lift', align: 'end', cell: (row) => (row.fired === 0 ? '–' : `${row.lift.toFixed(1)}×`) },
          ]}
        />
      )}
      {alternatives.length === 0 ? null : <p className="faint">Says much the same: {alternatives.join('; ')}.</p>}
    </>
  );
}

type RejectingProps = { signal: PredictedSignal; isBusy: boolean; onClose: () => void; onReject: (reason: string) => void };

function Rejecting({ signal, isBusy, onClose, onReject }: RejectingProps) {
  const [reason, setReason] = useState('');
  const id = useId();
  return (
    <ConfirmDialog
      title="Reject this signal?"
      verb="Reject"
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={() => {
        onReject(reason.trim());
      }}
    >
      <p>
        <bdi>{signal.words}</bdi>. It stays away unless its lift comes to lie outside of {signal.low.toFixed(1)} to {signal.high.toFixed(1)}
        .
      </p>
      <label htmlFor={id}>Why</label>
      <input
        id={id}
        className="search-input"
        maxLength={500}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
    </ConfirmDialog>
  );
}
