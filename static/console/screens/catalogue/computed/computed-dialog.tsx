import Button from '@atlaskit/button/new';
import { useId, useMemo, useState } from 'react';
import type { ComputedRow } from '../../../../../src/contract/computed';
import type { PropertyRow } from '../../../../../src/contract/profiles';
import type { BuilderAnswer } from '../../../../../src/contract/segments';
import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import type { SubjectKind } from '../../../../../src/segments/value';
import { Answered } from '../../../parts/answered';
import { useAsk } from '../../../parts/ask-context';
import { DialogFrame } from '../../../parts/dialog-frame';
import { useAnswer } from '../../../parts/use-answer';
import { BuildingProvider } from '../../segments/builder/builder-context';
import { useBuildingOf } from '../../segments/builder/use-building';
import { knownFrom } from '../../segments/builder/wire-catalogue';
import { CatalogueDialog } from '../catalogue-dialog';
import { DescriptionField, NameField } from '../form-fields';
import { useSaving } from '../use-saving';
import { KIND_WORDS } from '../words';
import { ComputedPreviewed } from './computed-previewed';
import { DefinitionFields } from './definition-fields';
import { DEFINITION_TYPES, DEFINITION_WORDS, newDefinition } from './definitions';
import { finishedDefinition } from './finished-definition';
import { type Computed, useComputedPreview } from './use-computed';

/** A property that is there, or the kind of a new one. */
export type Edited = { readonly row: PropertyRow; readonly computed: ComputedRow } | { readonly kind: SubjectKind };
type ComputedDialogProps = { readonly edited: Edited; readonly save: Computed['save']; readonly onClose: () => void };

/** How a property follows from others. What can be chosen is read first. */
export function ComputedDialog({ edited, save, onClose }: ComputedDialogProps) {
  const input = useMemo(() => ({ segmentId: null, template: null }), []);
  const { loaded, retry } = useAnswer(useAsk(), 'segmentBuilder', input);
  if (loaded.kind === 'ready') return <Definition answer={loaded.value} edited={edited} save={save} onClose={onClose} />;
  return (
    <DialogFrame
      title="Computed property"
      onClose={onClose}
      actions={
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
      }
    >
      <Answered loaded={loaded} height={200} onRetry={retry}>
        {() => null}
      </Answered>
    </DialogFrame>
  );
}

function Definition({ answer, edited, save, onClose }: ComputedDialogProps & { answer: BuilderAnswer }) {
  const known = useMemo(() => knownFrom(answer.catalogue), [answer]);
  const building = useBuildingOf(known, NO_PROBLEMS, answer.asOfDay, NO_CONDITIONS);
  const [kindId, typeId] = [useId(), useId()];
  const row = 'row' in edited ? edited.row : null;
  const [kind, setKind] = useState<SubjectKind>('row' in edited ? edited.row.kind : edited.kind);
  const [label, setLabel] = useState(row?.label ?? '');
  const [description, setDescription] = useState(row?.description ?? '');
  const [definition, setDefinition] = useState<ComputedDefinition>(() =>
    // The resolver read it as one before it was kept.
    'row' in edited ? (edited.computed.definition as ComputedDefinition) : newDefinition('events', edited.kind, known),
  );
  const finished = useMemo(() => finishedDefinition(kind, definition, known), [kind, definition, known]);
  const draft = finished === null ? null : { kind, key: row?.key ?? null, definition: finished };
  const { preview, retry } = useComputedPreview(useAsk(), draft);
  const saving = useSaving(
    () => (draft === null ? Promise.resolve('Something is missing: see what is marked.') : save({ ...draft, label, description })),
    onClose,
  );
  return (
    <CatalogueDialog
      title={row === null ? 'Add computed property' : `Definition: ${row.label}`}
      saving={saving}
      onClose={onClose}
      fields={
        <>
          <NameField value={label} onChange={setLabel} describedBy={saving.troubleId} />
          <div>
            <label htmlFor={kindId}>Of each</label>
            <select
              id={kindId}
              value={kind}
              disabled={row !== null}
              onChange={(event) => {
                const next = KINDS.find((each) => each === event.currentTarget.value) ?? kind;
                setKind(next);
                setDefinition(newDefinition(definition.type, next, known));
              }}
            >
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {KIND_WORDS[each].one}
                </option>
              ))}
            </select>
          </div>
          <DescriptionField value={description} onChange={setDescription} />
          <div className="catalogue-wide">
            <label htmlFor={typeId}>Follows from</label>
            <select
              id={typeId}
              value={definition.type}
              onChange={(event) => {
                const type = DEFINITION_TYPES.find((each) => each === event.currentTarget.value) ?? definition.type;
                setDefinition(newDefinition(type, kind, known));
              }}
            >
              {DEFINITION_TYPES.map((type) => (
                <option key={type} value={type}>
                  {DEFINITION_WORDS[type]}
                </option>
              ))}
            </select>
          </div>
        </>
      }
    >
      <BuildingProvider value={building}>
        <DefinitionFields kind={kind} definition={definition} onChange={setDefinition} />
      </BuildingProvider>
      <ComputedPreviewed preview={draft === null ? null : preview} onRetry={retry} />
    </CatalogueDialog>
  );
}

const KINDS = ['account', 'user', 'membership'] as const satisfies readonly SubjectKind[];
/** The preview says what is wrong; conditions are not asked here. */
const NO_PROBLEMS: readonly [] = [];
const NO_CONDITIONS = { types: [], absent: null } as const;
