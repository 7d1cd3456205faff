import { useId, useState } from 'react';
import type { PropertyRow } from '../../../../src/contract/profiles';
import { PropertyType } from '../../../../src/segments/value';
import { CatalogueDialog } from './catalogue-dialog';
import { Check, DescriptionField, GroupField, NameField } from './form-fields';
import { RetypePreviewed } from './retype-preview';
import type { Catalogue } from './use-catalogue';
import { useSaving } from './use-saving';
import { KIND_WORDS, ORIGIN_WORDS, TYPE_WORDS } from './words';

type PropertyDialogProps = {
  readonly row: PropertyRow;
  readonly catalogued: Pick<Catalogue, 'saveProperty' | 'retype'>;
  readonly onClose: () => void;
};

/** What a property is called, whether it is shown, and what it holds. */
export function PropertyDialog({ row, catalogued, onClose }: PropertyDialogProps) {
  const typeId = useId();
  const [label, setLabel] = useState(row.label);
  const [grouping, setGrouping] = useState(row.grouping);
  const [description, setDescription] = useState(row.description);
  const [hidden, setHidden] = useState(row.hidden);
  const [sensitive, setSensitive] = useState(row.sensitive);
  const [type, setType] = useState(row.type);
  const save = async (): Promise<string | null> => {
    const { kind, key } = row;
    return (
      (await catalogued.saveProperty({ kind, key, label: label.trim(), grouping, description, hidden, sensitive })) ??
      (type === row.type ? null : await catalogued.retype(row, type))
    );
  };
  const saving = useSaving(save, onClose);
  return (
    <CatalogueDialog
      title={`Property: ${row.label}`}
      verb={type === row.type ? 'Save' : 'Save and change the type'}
      appearance={type === row.type ? 'primary' : 'danger'}
      saving={saving}
      onClose={onClose}
      intro={
        <p className="faint">
          <code dir="auto">{row.key}</code> of {KIND_WORDS[row.kind].many} · {ORIGIN_WORDS[row.origin]}
        </p>
      }
      fields={
        <>
          <NameField value={label} onChange={setLabel} placeholder={row.ownLabel} describedBy={saving.troubleId} />
          <GroupField value={grouping} onChange={setGrouping} />
          <DescriptionField value={description} onChange={setDescription} />
          {row.isStandard || row.origin === 'computed' ? null : (
            <div>
              <label htmlFor={typeId}>Type</label>
              <select
                id={typeId}
                value={type}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setType(PropertyType.options.find((option) => option === value) ?? row.type);
                }}
              >
                {PropertyType.options.map((option) => (
                  <option key={option} value={option}>
                    {TYPE_WORDS[option]}
                  </option>
                ))}
              </select>
            </div>
          )}
        </>
      }
    >
      {type === row.type ? null : <RetypePreviewed row={row} type={type} />}
      <Check label="Hidden" help="Not offered where properties are chosen; segments that use it go on." isOn={hidden} onTurn={setHidden} />
      <Check label="Sensitive" help="No example of it is kept or shown." isOn={sensitive} onTurn={setSensitive} />
    </CatalogueDialog>
  );
}
