import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import { MAX_TAGS } from '../../../../src/contract/profiles';
import type { ProfileAnswer } from '../../../../src/contract/profiles';
import { segmentHref } from '../segments/subject';
import type { Change } from './use-profile';

type TagsProps = {
  readonly tags: readonly string[];
  /** Carried as a member of a segment. */
  readonly byRule: ProfileAnswer['ruledTags'];
  readonly known: readonly string[];
  readonly canChange: boolean;
  readonly change: (change: Change) => Promise<string | null>;
};

/** Tags by hand, to be changed, and those that segments give. */
export function Tags({ tags, byRule, known, canChange, change }: TagsProps) {
  const [fieldId, listId] = [useId(), useId()];
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async (next: readonly string[]): Promise<void> => {
    setBusy(true);
    const refused = await change({ property: null, tags: [...next] });
    setBusy(false);
    setTrouble(refused);
    if (refused === null) setTyped('');
  };
  const tag = typed.trim();
  const isNew = tag !== '' && !tags.includes(tag) && tags.length < MAX_TAGS;
  return (
    <div className="profile-tags">
      <ul aria-label="Tags">
        {tags.map((each) => (
          <li key={each} className="profile-tag">
            <bdi title={each}>{each}</bdi>
            {canChange ? (
              <button
                type="button"
                aria-label={`Remove the tag ${each}`}
                disabled={isBusy}
                onClick={() => void save(tags.filter((other) => other !== each))}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
        {byRule.map(({ tag: each, segmentId, segment }) => (
          <li key={segmentId} className="profile-tag by-rule">
            <bdi title={each}>{each}</bdi>
            <a href={segmentHref(segmentId)}>
              by rule: <bdi>{segment}</bdi>
            </a>
          </li>
        ))}
        {tags.length + byRule.length === 0 ? <li className="faint">No tags</li> : null}
      </ul>
      {canChange ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isNew) void save([...tags, tag]);
          }}
        >
          <label htmlFor={fieldId} className="unseen">
            New tag
          </label>
          <Textfield
            id={fieldId}
            isCompact
            autoComplete="off"
            list={listId}
            maxLength={60}
            placeholder="Add a tag"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
          <datalist id={listId}>
            {known
              .filter((each) => !tags.includes(each))
              .map((each) => (
                <option key={each} value={each} />
              ))}
          </datalist>
          <Button type="submit" spacing="compact" isDisabled={!isNew} isLoading={isBusy}>
            Add
          </Button>
        </form>
      ) : null}
      {trouble === null ? null : (
        <p role="alert" className="target-trouble">
          {trouble}
        </p>
      )}
    </div>
  );
}
