import Textfield from '@atlaskit/textfield';
import Button from '@atlaskit/button/new';
import { useId, useMemo, useState } from 'react';
import type { PredictedOutcome } from '../../../../src/contract/predictions';
import type { SignalBuilderAnswer } from '../../../../src/contract/signals';
import { Condition } from '../../../../src/segments/condition';
import type { Problem } from '../../../../src/segments/problem';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { useAnswer } from '../../parts/use-answer';
import { BuildingProvider } from '../segments/builder/builder-context';
import { editable, emptyGroup, type Group } from '../segments/builder/draft';
import { finished } from '../segments/builder/draft-problems';
import { GroupEditor } from '../segments/builder/group-editor';
import { useBuildingOf } from '../segments/builder/use-building';
import { MISSING, notSaved, useWriting } from '../segments/builder/use-writing';
import { knownFrom } from '../segments/builder/wire-catalogue';
import { SaveLine, WrittenForm } from '../segments/builder/written-form';

type SignalEditProps = { readonly outcome: PredictedOutcome; readonly from: string | null; readonly onDone: () => void };

/** A signal of one's own, from nothing or from another one. */
export function SignalEdit({ outcome, from, onDone }: SignalEditProps) {
  const input = useMemo(() => ({ outcome, key: from }), [outcome, from]);
  const { loaded, retry } = useAnswer(useAsk(), 'signalBuilder', input);
  return (
    <Answered loaded={loaded} height={240} onRetry={retry}>
      {(answer, isRefreshing) =>
        isRefreshing ? null : answer.figures.length === 0 ? (
          <section className="card" aria-label="New signal">
            <p className="not-enough">Nothing has been learned from the past yet: what can be asked of it is not known.</p>
          </section>
        ) : (
          <Editor answer={answer} outcome={outcome} from={from} onDone={onDone} />
        )
      }
    </Answered>
  );
}

const ASKED = {
  types: ['property', 'event', 'firstTime', 'screen', 'stage', 'stageEntered', 'segment', 'related'] as const,
  absent: 'Where it is not known at a look, that look counts neither way.',
  relations: ['memberships'] as const,
};

function Editor({ answer, outcome, from, onDone }: SignalEditProps & { readonly answer: SignalBuilderAnswer }) {
  const ask = useAsk();
  const [group, setGroup] = useState<Group>(() => beginOf(answer));
  const [name, setName] = useState(answer.begin?.group ?? '');
  const [told, setTold] = useState<readonly Problem[]>([]);
  const writing = useWriting();
  const nameId = useId();
  const known = useMemo(() => knownFigures(answer), [answer]);
  const { condition, problems } = useMemo(() => finished('account', group, known), [group, known]);
  const building = useBuildingOf(
    known,
    useMemo(() => [...problems, ...told], [problems, told]),
    answer.asOfDay,
    ASKED,
  );
  const save = async (): Promise<void> => {
    if (condition === null) {
      writing.refuse(MISSING);
      return;
    }
    writing.begin();
    const saved = await ask('signalSave', { outcome, derivedFrom: from, group: name, condition });
    if (!saved.ok) writing.refuse(saved.message);
    else if ('problems' in saved.value) {
      setTold(saved.value.problems);
      writing.refuse(notSaved(saved.value.problems));
    } else onDone();
  };
  const title = answer.begin === null ? 'New signal' : 'Signal derived from another';
  return (
    <WrittenForm writing={writing} label={title} onSave={() => void save()}>
      <section className="card signal-edit">
        <h2>{title}</h2>
        <p>
          {answer.begin === null ? '' : <bdi>{`From: ${answer.begin.words}. `}</bdi>}
          It is asked of looks at the past, so it can only ask for what was known at each of them: figures, what was done on the days
          before, and stages. A segment is asked with its conditions of today, as they held then. Days count back from the evening before a
          look, and an account that did not report all through them counts neither way. What the past says of it is looked up once it is
          kept.
        </p>
        <BuildingProvider value={building}>
          <GroupEditor
            kind="account"
            group={group}
            path=""
            onChange={(next) => {
              setGroup(next);
              setTold([]);
              writing.forgive();
            }}
          />
        </BuildingProvider>
        <div className="signal-group">
          <label htmlFor={nameId}>Group (may be empty)</label>
          <Textfield
            id={nameId}
            isCompact
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
        </div>
        <SaveLine writing={writing} words="Keep signal">
          <Button appearance="subtle" onClick={onDone}>
            Cancel
          </Button>
        </SaveLine>
        <Texts figures={answer.figures} />
      </section>
    </WrittenForm>
  );
}

function beginOf({ begin }: SignalBuilderAnswer): Group {
  const condition = begin === null ? null : Condition.safeParse(begin.condition);
  return condition?.success === true ? editable(condition.data) : emptyGroup('account');
}

/** Figures as properties of an account, beside what else of the past can be asked about. */
const knownFigures = ({ figures, events, stages, formerStages, segments }: SignalBuilderAnswer) =>
  knownFrom({
    properties: figures.map(({ name, levels }) => ({
      kind: 'account' as const,
      key: name,
      label: name,
      type: levels === null ? ('number' as const) : ('text' as const),
      grouping: '',
      hidden: false,
    })),
    events,
    stages,
    formerStages,
    tags: [],
    segments,
  });

/** Which texts there are to compare with. */
function Texts({ figures }: { figures: SignalBuilderAnswer['figures'] }) {
  const texts = figures.flatMap(({ name, levels }) => (levels === null || levels.length === 0 ? [] : [{ name, levels }]));
  if (texts.length === 0) return null;
  return (
    <details>
      <summary>Texts that occur</summary>
      <dl className="evidence-facts">
        {texts.map(({ name, levels }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{levels.join(', ')}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
