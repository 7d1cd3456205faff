import Button from '@atlaskit/button/new';
import { postToHost } from '../host/api';
import { useAct } from '../host/use-act';
import type { SectionProps } from './section-props';
import { ahead, instant } from './format';
import { SectionPage } from './parts';

const HOUR_MS = 3_600_000;
const STEPS = [
  { label: 'Advance 1 hour', advanceMs: HOUR_MS },
  { label: 'Advance 1 day', advanceMs: 24 * HOUR_MS },
  { label: 'Advance 8 days', advanceMs: 8 * 24 * HOUR_MS },
] as const;

/** The host's clock only moves forward; what falls due on the way runs in its order. */
export function ClockSection({ status }: SectionProps) {
  const { busy, act } = useAct();
  return (
    <SectionPage title="Clock" about="All apps and services live by this clock. Moving it runs whatever falls due on the way, in order.">
      <p className="clock">{status.value === null ? '…' : instant(status.value.now)}</p>
      <p className="quiet">{status.value === null ? '' : ahead(status.value.clockOffsetMs)}</p>
      <div className="toolbar">
        {STEPS.map(({ label, advanceMs }) => (
          <Button
            key={label}
            isDisabled={busy}
            onClick={() => {
              act(
                async () => {
                  await postToHost('clock', { advanceMs });
                  status.refresh();
                },
                `${label.replace('Advance', 'Moved')} forward`,
              );
            }}
          >
            {label}
          </Button>
        ))}
      </div>
    </SectionPage>
  );
}
