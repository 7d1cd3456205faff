import Button, { LinkButton } from '@atlaskit/button/new';
import type { PredictedSignal } from '../../../../src/contract/predictions';
import { count, counted, percent, roundPercent } from '../../parts/format';
import { TrendMark } from './impact';

/** What can be done with a signal. */
export type SignalActions = {
  readonly isBusy: boolean;
  readonly onDecide: (signal: PredictedSignal, state: PredictedSignal['state']) => void;
  readonly onGroup: (signal: PredictedSignal) => void;
  readonly onRemove: (signal: PredictedSignal) => void;
  readonly editHref: (signal: PredictedSignal) => string;
};

type ItemProps = {
  readonly signal: PredictedSignal;
  /** Accounts have been looked at since the signal was found. */
  readonly isCounted: boolean;
  /** Null for those who may only read. */
  readonly actions: SignalActions | null;
};

/** A signal with its proof. */
export function SignalItem({ signal, isCounted, actions }: ItemProps) {
  const { words, lift, low, high, fires, derivedFrom, origin } = signal;
  const isJudged = signal.evidenceDay !== null;
  return (
    <article className="signal" aria-label={words}>
      <div className="signal-head">
        <strong>
          <bdi>{words}</bdi>
          <TrendMark trend={signal.trend} />
        </strong>
        {isJudged ? (
          <span className="signal-lift">
            {lift.toFixed(1)}× <span className="faint">{`(${low.toFixed(1)}–${high.toFixed(1)})`}</span>
          </span>
        ) : null}
      </div>
      <p role={isJudged ? undefined : 'status'}>
        {isJudged ? signal.sentence : 'The past is being looked at for it. This takes up to a minute.'}
      </p>
      <p className="faint">
        {origin === 'written' ? 'Written by hand. ' : ''}
        {derivedFrom === '' ? '' : <bdi>{`Derived from: ${derivedFrom}. `}</bdi>}
        {isJudged ? `${firesWords(isCounted || origin === 'written' ? fires : null)} ` : ''}
        {signal.actionable ? 'Something can be done about it.' : 'It foretells, but cannot be acted upon.'}
        {signal.reason === '' ? '' : ` Rejected: ${signal.reason}`}
      </p>
      {isJudged ? (
        <details>
          <summary>Evidence</summary>
          <Evidence signal={signal} />
        </details>
      ) : null}
      {actions === null ? null : <Actions signal={signal} actions={actions} />}
    </article>
  );
}

function Actions({ signal, actions }: { readonly signal: PredictedSignal; readonly actions: SignalActions }) {
  const { state, words, origin } = signal;
  const { isBusy, onDecide, onGroup, onRemove, editHref } = actions;
  const button = (text: string, act: () => void, appearance: 'default' | 'subtle' = 'subtle') => (
    <Button spacing="compact" appearance={appearance} isDisabled={isBusy} aria-label={`${text.replace('…', '')}: ${words}`} onClick={act}>
      {text}
    </Button>
  );
  return (
    <div className="signal-actions">
      {state === 'confirmed'
        ? null
        : button(
            'Confirm',
            () => {
              onDecide(signal, 'confirmed');
            },
            'default',
          )}
      {state === 'rejected'
        ? button('Propose again', () => {
            onDecide(signal, 'proposed');
          })
        : button('Reject…', () => {
            onDecide(signal, 'rejected');
          })}
      <LinkButton spacing="compact" appearance="subtle" href={editHref(signal)} aria-label={`Derive another one: ${words}`}>
        Derive…
      </LinkButton>
      {button('Group…', () => {
        onGroup(signal);
      })}
      {origin === 'written'
        ? button('Remove', () => {
            onRemove(signal);
          })
        : null}
    </div>
  );
}

function firesWords(fires: number | null): string {
  if (fires === null) return 'For whom it fires is not counted yet.';
  return fires === 0 ? 'It fires for nobody today.' : `It fires for ${counted(fires, 'account')} today.`;
}

function Evidence({ signal }: { signal: PredictedSignal }) {
  const { fired, hits, rows, precision, recall, adjustedP, stability, medianDaysAhead, alternatives, origin } = signal;
  const facts: readonly (readonly [string, string])[] = [
    ['Fired', `${count(fired)} of ${count(rows)} looks`],
    ['Right when it fired', `${percent(precision)} (${count(hits)})`],
    ['Outcomes that it saw', percent(recall)],
    [
      origin === 'written' ? 'Chance that it is luck, asked once' : 'Chance that it is luck, after all that was tried',
      adjustedP < 0.0001 ? 'below 0.01%' : percent(adjustedP),
    ],
    ['Holds in', stability === null ? 'too few months to say' : `${roundPercent(stability)} of the months`],
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
      {alternatives.length === 0 ? null : <p className="faint">Says much the same: {alternatives.join('; ')}.</p>}
    </>
  );
}
