import Button, { LinkButton } from '@atlaskit/button/new';
import { useMemo, useRef, useState } from 'react';
import type { HealthRulesAnswer, HealthRulesSaved } from '../../../../src/contract/health';
import { Condition } from '../../../../src/segments/condition';
import { useAsk } from '../../parts/ask-context';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished } from '../segments/builder/draft-problems';
import { knownFrom } from '../segments/builder/wire-catalogue';
import { sectionHref } from './query';
import { SideEditor } from './side-editor';
import { rulesName } from './words';

const SIDES = ['good', 'bad'] as const;
type Side = (typeof SIDES)[number];
type Draft = Readonly<Record<Side, Group | null>>;

/** The rules of a stage being written: good first, then bad. */
export function RulesEdit({ answer, stage, onSaved }: { answer: HealthRulesAnswer; stage: string; onSaved: () => void }) {
  const ask = useAsk();
  const known = useMemo(() => knownFrom(answer.catalogue), [answer]);
  const [draft, setDraft] = useState(() => begun(answer, stage));
  const [told, setTold] = useState<HealthRulesSaved['problems']>([]);
  const [saving, setSaving] = useState({ isBusy: false, isTried: false, trouble: '' });
  const form = useRef<HTMLFormElement>(null);
  const name = rulesName(stage);
  const done = useMemo(
    () => ({
      good: draft.good === null ? null : finished('account', draft.good, known),
      bad: draft.bad === null ? null : finished('account', draft.bad, known),
    }),
    [draft, known],
  );
  const refuse = (trouble: string): void => {
    setSaving({ isBusy: false, isTried: true, trouble });
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  const save = async (): Promise<void> => {
    if (SIDES.some((side) => done[side] !== null && done[side].condition === null)) {
      refuse('Something is missing: see what is marked.');
      return;
    }
    setSaving({ isBusy: true, isTried: true, trouble: '' });
    const saved = await ask('saveHealthRules', { stage, good: done.good?.condition ?? null, bad: done.bad?.condition ?? null });
    if (!saved.ok) refuse(saved.message);
    else if (saved.value.problems.length > 0) {
      setTold(saved.value.problems);
      refuse(`Not saved. ${saved.value.problems.map(({ message }) => message).join(' ')}`);
    } else {
      onSaved();
      window.location.hash = sectionHref('rules');
    }
  };
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      aria-label={`Rules of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>
        Rules of <strong>{name}</strong>. Good is asked first, then bad; who is neither is normal.
      </p>
      {SIDES.map((side) => (
        <SideEditor
          key={side}
          side={side}
          group={draft[side]}
          known={known}
          today={answer.asOfDay}
          problems={[
            ...(saving.isTried ? (done[side]?.problems ?? []) : []),
            ...told.filter((problem) => problem.side === side).map(({ path, message }) => ({ path, message })),
          ]}
          onChange={(group) => {
            setDraft({ ...draft, [side]: group });
            setTold([]);
            setSaving({ ...saving, trouble: '' });
          }}
        />
      ))}
      <div className="segment-save">
        <Button appearance="primary" type="submit" isLoading={saving.isBusy} isDisabled={!answer.canChange}>
          Save rules
        </Button>
        <LinkButton appearance="subtle" href={sectionHref('rules')}>
          Cancel
        </LinkButton>
        <p role="alert" className="condition-problem">
          {saving.trouble}
        </p>
      </div>
      <p className="faint">Saved, accounts turn at once: give it a minute or two.</p>
    </form>
  );
}

function begun({ profiles }: HealthRulesAnswer, stage: string): Draft {
  const profile = profiles.find((each) => each.stage === stage);
  const groupOf = (raw: unknown): Group | null => {
    const condition = Condition.nullable().safeParse(raw ?? null);
    return condition.success && condition.data !== null ? editable(condition.data) : null;
  };
  return profile === undefined
    ? { good: null, bad: emptyGroup('account', 'any') }
    : { good: groupOf(profile.good), bad: groupOf(profile.bad) };
}
