import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import { EVENT_COLORS, type EventDetails, type EventRow } from '../../../../src/contract/profiles';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { Check } from './property-dialog';
import { COLOR_WORDS } from './words';

type EventDialogProps = {
  readonly row: EventRow;
  readonly save: (details: EventDetails) => Promise<string | null>;
  readonly onClose: () => void;
};

/** What an event means, where it belongs, and whether it shows that somebody is there. */
export function EventDialog({ row, save, onClose }: EventDialogProps) {
  const [groupId, colorId, descriptionId] = [useId(), useId(), useId()];
  const [grouping, setGrouping] = useState(row.grouping);
  const [color, setColor] = useState(row.color);
  const [description, setDescription] = useState(row.description);
  const [activity, setActivity] = useState(row.activity);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const refused = await save({ eventId: row.eventId, grouping, color, description, activity });
    setBusy(false);
    if (refused === null) onClose();
    else setTrouble(refused);
  };
  return (
    <ConfirmDialog
      title={`Event: ${row.name}`}
      verb="Save"
      appearance="primary"
      isBusy={isBusy}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <form
        className="catalogue-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div>
          <label htmlFor={groupId}>Group</label>
          <Textfield
            id={groupId}
            isCompact
            autoFocus
            autoComplete="off"
            maxLength={100}
            value={grouping}
            onChange={(event) => {
              setGrouping(event.currentTarget.value);
            }}
          />
        </div>
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
        <div className="catalogue-wide">
          <label htmlFor={descriptionId}>Description</label>
          <textarea
            id={descriptionId}
            rows={2}
            maxLength={1000}
            value={description}
            onChange={(event) => {
              setDescription(event.currentTarget.value);
            }}
          />
        </div>
        <button type="submit" hidden />
      </form>
      <Check
        label="Counts as activity"
        help="In segments and computed properties that ask for any activity. Engagement goes on counting features as the app’s plan names them."
        isOn={activity}
        onTurn={setActivity}
      />
      <p role="alert" className="target-trouble">
        {trouble}
      </p>
    </ConfirmDialog>
  );
}
