import { useState } from 'react';
import type { ProfileAnswer, ProfileValue } from '../../../../src/contract/profiles';
import { QuickButton } from '../../parts/quick-button';
import { ORIGIN_WORDS } from '../catalogue/words';
import { PropertyEditor } from './property-editor';
import { shownPlain } from './typed-value';
import type { Change } from './use-profile';

type PropertiesProps = { readonly profile: ProfileAnswer; readonly change: (change: Change) => Promise<string | null> };

/** By group, those without one last; one at a time is changed. */
export function Properties({ profile, change }: PropertiesProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const { values, others, canChange } = profile;
  const close = (): void => {
    setEdited(null);
  };
  return (
    <>
      {values.length === 0 ? (
        <p className="faint">Nothing yet. Properties come with what the app sends, with an import, or by hand.</p>
      ) : (
        grouped(values).map(([grouping, own]) => (
          <div key={grouping} className="profile-group">
            {grouping === '' ? null : (
              <h3>
                <bdi>{grouping}</bdi>
              </h3>
            )}
            <dl className="profile-values">
              {own.map((row) => (
                <div key={row.key}>
                  <dt title={row.description}>
                    <bdi>{row.label}</bdi>
                  </dt>
                  <dd>
                    {edited === row.key ? (
                      <PropertyEditor property={row} value={row.value} change={change} onClose={close} />
                    ) : (
                      <Shown
                        row={row}
                        onEdit={
                          canChange && row.origin !== 'computed'
                            ? () => {
                                setEdited(row.key);
                              }
                            : null
                        }
                      />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))
      )}
      {!canChange ? null : edited === '' ? (
        <PropertyEditor property={null} others={others} value={null} change={change} onClose={close} />
      ) : (
        <p>
          <QuickButton
            spacing="compact"
            onClick={() => {
              setEdited('');
            }}
          >
            Set a property
          </QuickButton>
        </p>
      )}
    </>
  );
}

function Shown({ row, onEdit }: { row: ProfileValue; onEdit: (() => void) | null }) {
  return (
    <>
      <bdi className="profile-value">{shownPlain(row.type, row.value)}</bdi>{' '}
      <span className="faint">{row.byHand ? 'by hand' : ORIGIN_WORDS[row.origin].toLowerCase()}</span>
      {onEdit === null ? null : (
        <QuickButton appearance="subtle" spacing="compact" aria-label={`Change ${row.label}`} onClick={onEdit}>
          Change
        </QuickButton>
      )}
    </>
  );
}

function grouped(values: readonly ProfileValue[]): [string, ProfileValue[]][] {
  const groups = new Map<string, ProfileValue[]>();
  for (const value of values) groups.set(value.grouping, [...(groups.get(value.grouping) ?? []), value]);
  return [...groups].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'en-US')));
}
