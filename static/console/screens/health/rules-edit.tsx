import { LinkButton } from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import type { HealthRulesAnswer, HealthRulesSaved } from '../../../../src/contract/health';
import { Condition } from '../../../../src/segments/condition';
import { useAsk } from '../../parts/ask-context';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished } from '../segments/builder/draft-problems';
import { MISSING, notSaved, useWriting } from '../segments/builder/use-writing';
import { knownFrom } from '../segments/builder/wire-catalogue';
import { SaveLine, WrittenForm } from '../segments/builder/written-form';
import { useFilteredHref } from '../../parts/carried-filter';
import { sectionPlace } from './query';
import { SideEditor } from './side-editor';
import { rulesName } from './words';

const SIDES = ['good', 'bad'] as const;
type Side = (typeof SIDES)[number];
type Draft = Readonly<Record<Side, Group | null>>;

/** The rules of a stage being written: good first, then bad. */
export function RulesEdit({ answer, stage, onSaved }: { answer: HealthRulesAnswer; stage: string; onSaved: () => void }) {
  const ask = useAsk();
  const rulesHref = useFilteredHref('health', sectionPlace('rules'));
  const known = useMemo(() => knownFrom(answer.catalogue), [answer]);
  const [draft, setDraft] = useState(() => begun(answer, stage));
  const [told, setTold] = useState<HealthRulesSaved['problems']>([]);
  const writing = useWriting();
  const name = rulesName(nameOf(answer, stage));
  const done = useMemo(
    () => ({
      good: draft.good === null ? null : finished('account', draft.good, known),
      bad: draft.bad === null ? null : finished('account', draft.bad, known),
    }),
    [draft, known],
  );
  const save = async (): Promise<void> => {
    if (SIDES.some((side) => done[side] !== null && done[side].condition === null)) {
      writing.refuse(MISSING);
      return;
    }
    writing.begin();
    const saved = await ask('saveHealthRules', { stage, good: done.good?.condition ?? null, bad: done.bad?.condition ?? null });
    if (!saved.ok) writing.refuse(saved.message);
    else if (saved.value.problems.length > 0) {
      setTold(saved.value.problems);
      writing.refuse(notSaved(saved.value.problems));
    } else {
      onSaved();
      window.location.hash = rulesHref;
    }
  };
  return (
    <WrittenForm writing={writing} className="stack" label={`Rules of ${name}`} onSave={() => void save()}>
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
            ...(writing.isTried ? (done[side]?.problems ?? []) : []),
            ...told.filter((problem) => problem.side === side).map(({ path, message }) => ({ path, message })),
          ]}
          onChange={(group) => {
            setDraft({ ...draft, [side]: group });
            setTold([]);
            writing.forgive();
          }}
        />
      ))}
      <SaveLine writing={writing} words="Save rules" isDisabled={!answer.canChange}>
        <LinkButton appearance="subtle" href={rulesHref}>
          Cancel
        </LinkButton>
      </SaveLine>
      <p className="faint">Saved, accounts turn at once: give it a minute or two.</p>
    </WrittenForm>
  );
}

const nameOf = ({ stages, profiles }: HealthRulesAnswer, stage: string): string =>
  [...stages, ...profiles].find((each) => each.stage === stage)?.name ?? stage;

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
