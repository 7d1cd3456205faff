import { useId, useState } from 'react';
import { EVENT_COLORS, type EventDetails, type EventRow } from '../../../../src/contract/profiles';
import { CatalogueDialog } from './catalogue-dialog';
import { Check, DescriptionField, GroupField } from './form-fields';
import { useSaving } from './use-saving';
import { COLOR_WORDS } from './words';

type EventDialogProps = {
  readonly row: EventRow;
  readonly save: (details: EventDetails) => Promise<string | null>;
  readonly onClose: () => void;
};

/** What an event means, where it belongs, and whether it shows that somebody is there. */
export function EventDialog({ row, save, onClose }: EventDialogProps) {
  const colorId = useId();
  const [grouping, setGrouping] = useState(row.grouping);
  const [color, setColor] = useState(row.color);
  const [description, setDescription] = useState(row.description);
  const [activity, setActivity] = useState(row.activity);
  const saving = useSaving(() => save({ eventId: row.eventId, grouping, color, description, activity }), onClose);
  return (
    <CatalogueDialog
      title={`Event: ${row.name}`}
      saving={saving}
      onClose={onClose}
      fields={
        <>
          <GroupField isFirst value={grouping} onChange={setGrouping} />
          <div>
            <label htmlFor={colorId}>Colour</label>
            <select
              id={colorId}
              value={color ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setColor(EVENT_COLORS.find((option) => option === value) ?? null);
              }}
            >
              <option value="">None</option>
              {EVENT_COLORS.map((option) => (
                <option key={option} value={option}>
                  {COLOR_WORDS[option]}
                </option>
              ))}
            </select>
          </div>
          <DescriptionField value={description} onChange={setDescription} />
        </>
      }
    >
      <Check
        label="Counts as activity"
        help={`Wherever use is counted: engagement, the overview, what accounts pay and use, segments. When this changes, all days are counted anew, which may take minutes. The app’s plan says ${row.feature ? 'that it does' : 'that it does not'}.`}
        isOn={activity}
        onTurn={setActivity}
      />
    </CatalogueDialog>
  );
}
