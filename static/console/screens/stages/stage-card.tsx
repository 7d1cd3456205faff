import Textfield from '@atlaskit/textfield';
import { useId, useMemo, useState } from 'react';
import { MAX_STAGE_NAME } from '../../../../src/contract/stages';
import type { StageKind } from '../../../../src/contract/stages';
import { labelOf } from '../../../../src/segments/label';
import type { Problem } from '../../../../src/segments/problem';
import { count } from '../../parts/format';
import { BuildingProvider } from '../segments/builder/builder-context';
import { LEAF_TYPES } from '../segments/builder/draft';
import { finished, type Known } from '../segments/builder/draft-problems';
import { Choose } from '../segments/builder/fields';
import { GroupEditor } from '../segments/builder/group-editor';
import { useBuildingOf } from '../segments/builder/use-building';
import { KIND_OF_STAGE } from './kinds';
import { formerName, type StageDraft } from './stage-drafts';

const KINDS = (['free', 'paying', 'churn'] as const satisfies readonly StageKind[]).map((value) => ({
  value,
  label: KIND_OF_STAGE[value].term,
}));

/** What decides stages cannot ask about them. */
const IN_RULES = { types: LEAF_TYPES.filter((type) => type !== 'stage' && type !== 'stageEntered'), absent: null };

type StageCardProps = {
  readonly draft: StageDraft;
  readonly place: number;
  readonly of: number;
  readonly known: Known;
  readonly today: string;
  readonly problems: readonly Problem[];
  /** Problems are shown only then: nobody has forgotten what they are about to write. */
  readonly isTried: boolean;
  /** Accounts that would be in it; null while that is not known. */
  readonly accounts: number | null;
  readonly onChange: (next: Partial<StageDraft>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One stage with its rule: in words, or open to be changed. */
export function StageCard({ draft, place, of, known, today, problems, isTried, accounts, onChange, onMove, onRemove }: StageCardProps) {
  const [isOpen, setOpen] = useState(draft.saved === null);
  const nameId = useId();
  const { name, kind, group, saved } = draft;
  const shown = useMemo(() => (isTried || saved !== null ? problems : []), [isTried, saved, problems]);
  const building = useBuildingOf(known, shown, today, IN_RULES);
  const { condition } = finished('account', group, known);
  const title = name.trim() === '' ? (saved?.name ?? 'New stage') : name;
  const former = formerName(draft);
  const nameProblem = shown.find(({ path }) => path === 'name')?.message;
  const isWrong = shown.some(({ path }) => path !== 'name');
  return (
    <li className={`card stage-draft ${kind}`} aria-label={title}>
      <div className="stage-draft-head">
        <span className="stage-place">{place + 1}</span>
        <span className="stage-name">
          <label htmlFor={nameId} className="unseen">
            Name
          </label>
          <Textfield
            id={nameId}
            isCompact
            autoComplete="off"
            maxLength={MAX_STAGE_NAME}
            placeholder="Name"
            value={name}
            isInvalid={nameProblem !== undefined}
            onChange={(event) => {
              onChange({ name: event.currentTarget.value });
            }}
          />
        </span>
        <Choose
          label={`Kind of ${title}`}
          options={KINDS}
          value={kind}
          onChange={(next) => {
            onChange({ kind: next });
          }}
        />
        <span className="stage-would" role="status">
          {accounts === null ? '' : `${count(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`}
        </span>
        <span className="condition-actions">
          <button
            type="button"
            className="condition-button"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            {isOpen ? 'Close rule' : 'Change rule'}
          </button>
          <button
            type="button"
            className="condition-button"
            aria-label={`Move ${title} up`}
            disabled={place === 0}
            onClick={() => {
              onMove(-1);
            }}
          >
            ↑
          </button>
          <button
            type="button"
            className="condition-button"
            aria-label={`Move ${title} down`}
            disabled={place === of - 1}
            onClick={() => {
              onMove(1);
            }}
          >
            ↓
          </button>
          <button type="button" className="condition-button" aria-label={`Remove ${title}`} disabled={of === 1} onClick={onRemove}>
            ✕
          </button>
        </span>
      </div>
      {nameProblem === undefined ? null : <p className="condition-problem">{nameProblem}</p>}
      {former === null || nameProblem !== undefined ? null : (
        <p className="row-note">
          Called <bdi>{former}</bdi> until now. History, and whatever asks about the stage, stay with it.
        </p>
      )}
      {isOpen || isWrong ? (
        <BuildingProvider value={building}>
          <GroupEditor
            kind="account"
            group={group}
            path=""
            onChange={(next) => {
              onChange({ group: next });
            }}
          />
        </BuildingProvider>
      ) : (
        <p className="row-note preview-words">{condition === null ? '' : labelOf('account', condition, known)}</p>
      )}
    </li>
  );
}
