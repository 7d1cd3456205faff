import Textfield from '@atlaskit/textfield';
import { LinkButton } from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { PredictedSignal, PredictionsAnswer } from '../../../../src/contract/predictions';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';
import { type SignalActions, SignalItem } from './signal-item';
import { Rejecting } from './signal-rejecting';
import { MEANINGS } from './words';

type Decision = { readonly key: string; readonly state: PredictedSignal['state']; readonly reason: string };
type SignalsProps = {
  readonly own: PredictionsAnswer['outcomes'][number];
  readonly canChange: boolean;
  readonly isBusy: boolean;
  readonly onDecide: (decision: Decision) => void;
  readonly onGroup: (key: string, group: string) => void;
  readonly onRemove: (key: string) => void;
  /** Where a signal is written: from nothing, or from another one. */
  readonly editHref: (from: string | null) => string;
};

const STATES = [
  { state: 'confirmed', title: 'Confirmed' },
  { state: 'proposed', title: 'Proposed' },
  { state: 'rejected', title: 'Rejected' },
] as const;

/** What was found in the past or written by hand, with its proof, and what people say to it. */
export function Signals({ own, canChange, isBusy, onDecide, onGroup, onRemove, editHref }: SignalsProps) {
  const { report, scored, signals } = own;
  const [rejecting, setRejecting] = useState<PredictedSignal | null>(null);
  const [grouping, setGrouping] = useState<PredictedSignal | null>(null);
  const actions: SignalActions = {
    isBusy,
    onDecide: (signal, state) => {
      if (state === 'rejected') setRejecting(signal);
      else onDecide({ key: signal.key, state, reason: '' });
    },
    onGroup: setGrouping,
    onRemove: ({ key }) => {
      onRemove(key);
    },
    editHref: ({ key }) => editHref(key),
  };
  return (
    <section className="card" aria-label="Signals">
      <div className="card-head">
        <h2>
          <Definition term="Signals" meaning={MEANINGS.signals} />
        </h2>
        {canChange ? <LinkButton href={editHref(null)}>Write a signal</LinkButton> : null}
      </div>
      {signals.length === 0 ? (
        <p className="not-enough">
          {report === null
            ? 'Nothing has been learned yet.'
            : 'Nothing tells accounts apart beyond what luck explains. With more outcomes more can be told.'}
        </p>
      ) : null}
      {STATES.map(({ state, title }) => {
        const those = signals.filter((signal) => signal.state === state);
        return those.length === 0 ? null : (
          <div key={state}>
            <h3>{`${title} (${count(those.length)})`}</h3>
            {groupsOf(those).map(([group, inGroup]) => (
              <div key={group}>
                {group === '' ? null : (
                  <h4 className="signals-group">
                    <bdi>{group}</bdi>
                  </h4>
                )}
                <ul className="signals">
                  {inGroup.map((signal) => (
                    <li key={signal.key}>
                      <SignalItem signal={signal} isCounted={scored !== null} actions={canChange ? actions : null} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
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
      {grouping === null ? null : (
        <Grouping
          signal={grouping}
          isBusy={isBusy}
          onClose={() => {
            setGrouping(null);
          }}
          onGroup={(group) => {
            onGroup(grouping.key, group);
            setGrouping(null);
          }}
        />
      )}
    </section>
  );
}

/** By name of the group; those without one come first. */
function groupsOf(signals: readonly PredictedSignal[]): (readonly [string, readonly PredictedSignal[]])[] {
  const names = [...new Set(signals.map(({ group }) => group))].sort((a, b) => a.localeCompare(b));
  return names.map((name) => [name, signals.filter(({ group }) => group === name)]);
}

type GroupingProps = {
  readonly signal: PredictedSignal;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onGroup: (group: string) => void;
};

function Grouping({ signal, isBusy, onClose, onGroup }: GroupingProps) {
  const [group, setGroup] = useState(signal.group);
  const id = useId();
  return (
    <ConfirmDialog
      title="Which group is it of?"
      verb="Group"
      appearance="primary"
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={() => {
        onGroup(group.trim());
      }}
    >
      <p>
        <bdi>{signal.words}</bdi>
      </p>
      <label htmlFor={id}>Group (empty: none)</label>
      <Textfield
        id={id}
        isCompact
        maxLength={60}
        value={group}
        onChange={(event) => {
          setGroup(event.currentTarget.value);
        }}
      />
    </ConfirmDialog>
  );
}
