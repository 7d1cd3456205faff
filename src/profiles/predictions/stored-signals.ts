import { SignalState } from '../../contract/predictions';
import type { SqlPort } from '../../platform/ports';
import { storedSignals } from '../../store/predictions';
import type { SignalRow } from '../../store/predictions';
import type { Outcome } from './outcomes';
import { SignalBody } from './signals-kept';
import type { SignalColumn } from './signal-table';
import type { KeptSignal } from './signals-kept';

export async function readSignals(port: SqlPort, outcome: Outcome): Promise<KeptSignal[]> {
  return (await storedSignals(port, outcome)).map(({ signal_key, state, reason, as_of_day, body }) => ({
    key: signal_key,
    state: SignalState.parse(state),
    reason,
    day: as_of_day,
    body: SignalBody.parse(JSON.parse(body)),
  }));
}

export const signalRow = (signal: KeptSignal): SignalRow => ({ ...signal, body: JSON.stringify(signal.body) });

/** `isFound`: it was proposed, and so its thresholds were chosen by what came. */
export type ConfirmedSignal = SignalColumn & { readonly isFound: boolean };

export async function confirmedSignals(port: SqlPort, outcome: Outcome): Promise<ConfirmedSignal[]> {
  return (await readSignals(port, outcome))
    .filter(({ state }) => state === 'confirmed')
    .map(({ body: { words, condition, origin } }) => ({ words, rule: condition, isFound: origin === 'found' }));
}
