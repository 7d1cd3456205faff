import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import type { Tile } from '../../../../src/contract/overview';
import { useAsk } from '../../parts/ask-context';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { day } from '../../parts/format';
import { typedFigure, written } from './figures';
import { useTarget } from './use-target';
import { tileWords } from './words';

const UNIT_WORDS: Readonly<Record<Tile['unit'], string>> = {
  count: 'Value',
  share: 'Value (%)',
  money: 'Value (USD a month)',
  decimal: 'Value',
};
/** A quarter ahead is where most targets lie. */
const AHEAD_DAYS = 91;
const DAY_MS = 86_400_000;
const daysAfter = (isoDay: string, days: number): string => new Date(Date.parse(isoDay) + days * DAY_MS).toISOString().slice(0, 10);

type TargetDialogProps = { tile: Tile; asOfDay: string; onClose: () => void; onDone: () => void };

/** Sets, changes or removes the target of a figure. */
export function TargetDialog({ tile, asOfDay, onClose, onDone }: TargetDialogProps) {
  const { name, unit, value, target } = tile;
  const [valueId, dayId, troubleId, formId] = [useId(), useId(), useId(), useId()];
  const [typed, setTyped] = useState(target === null ? '' : typedFigure(unit, target.value));
  const [byDay, setByDay] = useState(target?.byDay ?? daysAfter(asOfDay, AHEAD_DAYS));
  const { saving, save, remove } = useTarget(useAsk(), tile, onDone);
  return (
    <ConfirmDialog
      title={`Target: ${tileWords[name].term}`}
      verb="Save target"
      appearance="primary"
      isBusy={saving.isBusy}
      onConfirm={() => void save(typed, byDay)}
      onClose={onClose}
    >
      <p>
        {target === null
          ? `Progress counts from today’s ${written(unit, value)}.`
          : `Today’s figure is ${written(unit, value)}; progress counts from ${written(unit, target.startValue)} on ${day(target.startDay)}.`}
      </p>
      <form
        id={formId}
        className="target-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed, byDay);
        }}
      >
        <div>
          <label htmlFor={valueId}>{UNIT_WORDS[unit]}</label>
          <Textfield
            id={valueId}
            isCompact
            autoFocus
            autoComplete="off"
            inputMode="decimal"
            maxLength={20}
            value={typed}
            aria-describedby={troubleId}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        </div>
        <div>
          <label htmlFor={dayId}>To be reached by (UTC)</label>
          <Textfield
            id={dayId}
            type="date"
            isCompact
            min={daysAfter(asOfDay, 1)}
            value={byDay}
            aria-describedby={troubleId}
            onChange={(event) => {
              setByDay(event.currentTarget.value);
            }}
          />
        </div>
        {/* Enter in a field saves; the button that is seen for it stands outside of the form. */}
        <button type="submit" hidden />
      </form>
      <p id={troubleId} role="alert" className="target-trouble">
        {saving.trouble}
      </p>
      {target === null ? null : (
        <p>
          <Button appearance="subtle" spacing="compact" isDisabled={saving.isBusy} onClick={() => void remove()}>
            Remove target
          </Button>
        </p>
      )}
    </ConfirmDialog>
  );
}
