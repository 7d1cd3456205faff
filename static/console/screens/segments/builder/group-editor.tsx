import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { firstLeaf, problemsAt, useBuilding, type WholeProps } from './builder-context';
import {
  type Draft,
  emptyDraft,
  emptyGroup,
  type Group,
  type GroupType,
  isGroup,
  negated,
  withChild,
  withChildAt,
  withGroupedChild,
  withoutChild,
  withoutGroupAt,
} from './draft';
import { Choose } from './fields';
import { RowEditor } from './row-editor';
import { GROUP_WORDS } from './words';

type GroupEditorProps = WholeProps & {
  /** What else can be done with this group, in its head. */
  readonly actions?: React.ReactNode;
};

const GROUP_TYPES = ['all', 'any'] as const satisfies readonly GroupType[];

/** Conditions of which all or at least one must hold. Groups lie in each other as deep as is needed. */
export function GroupEditor({ kind, group, path, onChange, actions }: GroupEditorProps) {
  const { problems, known, idOf, focusNext } = useBuilding();
  const leaf = firstLeaf(known, kind);
  const own = problemsAt(
    problems,
    path,
    group.of.map((_, index) => at(path, 'of', index)),
  );
  const addId = `${idOf(path)}-add`;
  const add = (child: Draft): void => {
    focusNext(idOf(placeOf(child, at(path, 'of', group.of.length))));
    onChange(withChild(group, child));
  };
  const remove = (index: number): void => {
    focusNext(addId);
    onChange(withoutChild(group, index));
  };
  return (
    <div className="condition-group" role="group" aria-label={`Group: ${GROUP_WORDS[group.type].toLowerCase()}`}>
      <div className="condition-head">
        <Choose
          label="Which of them must hold"
          id={idOf(path)}
          options={GROUP_TYPES.map((value) => ({ value, label: GROUP_WORDS[value] }))}
          value={group.type}
          onChange={(type) => {
            onChange({ ...group, type });
          }}
        />
        {actions}
      </div>
      <ul className="condition-list">
        {group.of.map((child, index) => (
          <li key={index}>
            <Child
              kind={kind}
              draft={child}
              path={at(path, 'of', index)}
              onChange={(next) => {
                onChange(withChildAt(group, index, next));
              }}
              onGroup={() => {
                focusNext(idOf(at(path, 'of', index, 'of', 1)));
                onChange(withGroupedChild(group, index, kind));
              }}
              onUngroup={() => {
                focusNext(addId);
                onChange(withoutGroupAt(group, index));
              }}
              onRemove={() => {
                remove(index);
              }}
            />
          </li>
        ))}
      </ul>
      {own.map(({ message }) => (
        <p key={message} className="condition-problem">
          {message}
        </p>
      ))}
      <div className="condition-foot">
        <button
          id={addId}
          type="button"
          className="condition-button"
          onClick={() => {
            add(emptyDraft(leaf, kind));
          }}
        >
          + Condition
        </button>
        <button
          type="button"
          className="condition-button"
          onClick={() => {
            add(emptyGroup(kind, group.type === 'all' ? 'any' : 'all', leaf));
          }}
        >
          + Group
        </button>
      </div>
    </div>
  );
}

/** Where the first field of something new is. */
const placeOf = (child: Draft, path: string): string => (isGroup(child) ? at(path, 'of', 0) : path);

type ChildProps = {
  readonly kind: SubjectKind;
  readonly draft: Draft;
  readonly path: string;
  readonly onChange: (draft: Draft) => void;
  readonly onGroup: () => void;
  readonly onUngroup: () => void;
  readonly onRemove: () => void;
};

/** A row or a group; `not` around it is a switch at its side, and a `not` around that a box. */
function Child({ kind, draft, path, onChange, onGroup, onUngroup, onRemove }: ChildProps) {
  const isNot = draft.type === 'not';
  const inner = isNot ? draft.of : draft;
  const innerPath = isNot ? at(path, 'of') : path;
  const give = (next: Draft): void => {
    onChange(isNot ? negated(next) : next);
  };
  const not = (
    <button
      type="button"
      className="condition-button condition-not"
      aria-pressed={isNot}
      title={isNot ? 'Must not hold' : 'Turn round: must not hold'}
      onClick={() => {
        onChange(negated(draft));
      }}
    >
      Not
    </button>
  );
  const remove = (what: string) => (
    <button type="button" className="condition-button" aria-label={`Remove this ${what}`} onClick={onRemove}>
      ✕
    </button>
  );
  if (inner.type === 'not')
    return (
      <div className="condition-group" role="group" aria-label="Not">
        <div className="condition-head">
          {not}
          <span className="condition-actions">{remove('group')}</span>
        </div>
        <Child kind={kind} draft={inner} path={innerPath} onChange={give} onGroup={onGroup} onUngroup={onUngroup} onRemove={onRemove} />
      </div>
    );
  if (isGroup(inner))
    return (
      <InnerGroup
        kind={kind}
        group={inner}
        path={innerPath}
        onChange={give}
        actions={
          <span className="condition-actions">
            {not}
            {isNot ? null : (
              <button type="button" className="condition-button" onClick={onUngroup}>
                Ungroup
              </button>
            )}
            {remove('group')}
          </span>
        }
      />
    );
  return (
    <RowEditor
      kind={kind}
      draft={inner}
      path={innerPath}
      isNegated={isNot}
      onChange={give}
      actions={
        <span className="condition-actions">
          {not}
          <button type="button" className="condition-button" onClick={onGroup}>
            Group
          </button>
          {remove('condition')}
        </span>
      }
    />
  );
}

const InnerGroup = (props: {
  kind: SubjectKind;
  group: Group;
  path: string;
  onChange: (group: Group) => void;
  actions: React.ReactNode;
}) => <GroupEditor {...props} />;
